/**
 * What every request goes through: strict JSON in, one transaction with the Idempotency-Key's answer and the events in it,
 * and the HTTP answer out.
 */
package org.reciprocity.ledger.request;
