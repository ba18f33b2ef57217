/** Holds: credit set aside for a booking or a ticket, until it is captured, released, or its time is over. */
package org.reciprocity.ledger.hold;
