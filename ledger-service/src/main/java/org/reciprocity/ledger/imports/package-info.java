/**
 * Spreadsheets into the ledger: each line is made into the request that a client would have sent, and goes the same way, so
 * that a file can do nothing that the API does not allow.
 */
package org.reciprocity.ledger.imports;
