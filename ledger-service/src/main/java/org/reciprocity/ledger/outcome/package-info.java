/** Outcomes: scores on instruments, use of services before and after, and whether events came about. */
package org.reciprocity.ledger.outcome;
