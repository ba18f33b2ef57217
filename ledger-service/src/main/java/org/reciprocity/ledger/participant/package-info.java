/** Participants: people, households and groups under pseudonymous ids. */
package org.reciprocity.ledger.participant;
