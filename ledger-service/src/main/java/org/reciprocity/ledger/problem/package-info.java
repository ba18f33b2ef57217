/** Refusals as RFC 9457 problem documents: every type there is, and how failures become one. */
package org.reciprocity.ledger.problem;
