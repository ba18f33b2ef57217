/** Closing accounts: what is waiting is given up, the balance goes to the pot or comes from it, and nothing moves after that. */
package org.reciprocity.ledger.closure;
