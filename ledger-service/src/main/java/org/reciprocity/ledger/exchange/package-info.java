/**
 * Exchanges: somebody's time given, confirmed by those it concerns, and moved in the book in minutes. The receiver pays the
 * provider.
 */
package org.reciprocity.ledger.exchange;
