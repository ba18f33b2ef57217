/** Who pays and who saves: costs, benefits, discounting and returns, by agency and year. Plain arithmetic. */
package org.reciprocity.reporting.appraisal;
