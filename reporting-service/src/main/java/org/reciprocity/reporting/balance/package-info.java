/** Balances as the log tells them, to hold against the ledger's. */
package org.reciprocity.reporting.balance;
