/** Outcomes: scores on instruments, and use of services before and after. */
package org.reciprocity.ledger.outcome;
