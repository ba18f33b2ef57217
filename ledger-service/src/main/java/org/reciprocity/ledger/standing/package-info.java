/** What is on record of participants and holds for a time: how consents, clearances and training are found, listed and changed. */
package org.reciprocity.ledger.standing;
