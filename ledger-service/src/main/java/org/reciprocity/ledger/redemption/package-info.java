/** Redemption offers: what partners give for credit, on which days, and how much of it there is. */
package org.reciprocity.ledger.redemption;
