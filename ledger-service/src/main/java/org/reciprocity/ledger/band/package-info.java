/**
 * Bands: coarse codes of age, disability, ethnicity and deprivation that a person chose to tell so that equality can be
 * monitored, given with a consent of their own, and cleared with it.
 */
package org.reciprocity.ledger.band;
