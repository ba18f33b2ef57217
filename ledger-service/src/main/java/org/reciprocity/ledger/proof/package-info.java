/** The proof of the book for those who do not take the service's word: audit of the hash chain, receipts, journal. */
package org.reciprocity.ledger.proof;
