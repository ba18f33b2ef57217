/** Spending what is held: the hold is captured, a redemption is booked, a ticket is given. It has no stream of its own. */
package org.reciprocity.ledger.spending;
