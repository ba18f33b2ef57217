/** How an outcome that should not count is withdrawn: a score, a use of services, a follow-up, a cost or a benefit. */
package org.reciprocity.ledger.withdrawal;
