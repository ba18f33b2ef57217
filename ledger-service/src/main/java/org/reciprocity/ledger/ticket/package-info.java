/** Tickets: what a participant shows at a partner's door, once. */
package org.reciprocity.ledger.ticket;
