/** Accounts: one per owner and kind in a community, with limits on both sides, balances and postings. */
package org.reciprocity.ledger.account;
