/** Consents: what a participant agreed to, for which purpose, and when that was withdrawn. */
package org.reciprocity.ledger.consent;
