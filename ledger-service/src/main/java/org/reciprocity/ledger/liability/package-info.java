/** Liability: what partners are owed for the credit they took, how old it is, and how it ends. */
package org.reciprocity.ledger.liability;
