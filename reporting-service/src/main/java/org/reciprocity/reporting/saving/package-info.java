/** Who pays and who saves, as it is asked for: what was registered and recorded, put to the arithmetic of {@code appraisal}. */
package org.reciprocity.reporting.saving;
