/** Figures as rows of a table, written as CSV or Parquet for whoever accepts that. */
package org.reciprocity.reporting.tabular;
