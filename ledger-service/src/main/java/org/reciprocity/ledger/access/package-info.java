/** What a caller may see: what is not visible is answered exactly as what does not exist. */
package org.reciprocity.ledger.access;
