/** Programmes: an agency's schemes in a community, and who designs and delivers each. */
package org.reciprocity.ledger.programme;
