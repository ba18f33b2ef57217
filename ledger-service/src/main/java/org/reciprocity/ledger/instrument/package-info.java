/** Instruments as data: what a score on each may be, which way is better, and where attention is needed. */
package org.reciprocity.ledger.instrument;
