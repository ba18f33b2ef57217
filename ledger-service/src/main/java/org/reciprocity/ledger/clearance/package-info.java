/** Clearances: whether a participant may act in a role in a setting, who reviewed that, and until when. Never why not. */
package org.reciprocity.ledger.clearance;
