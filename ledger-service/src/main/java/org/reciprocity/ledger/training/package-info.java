/** Training: which courses a participant has completed, and until when that holds. */
package org.reciprocity.ledger.training;
