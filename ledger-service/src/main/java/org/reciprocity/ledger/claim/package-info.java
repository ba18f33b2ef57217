/** Claims: a value, and the formula and inputs that should yield it. */
package org.reciprocity.ledger.claim;
