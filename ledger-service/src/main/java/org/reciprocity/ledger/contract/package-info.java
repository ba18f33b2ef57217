/** Contracts: an agency commissions outcomes. */
package org.reciprocity.ledger.contract;
