/** What the four topics are folded into: sums, counts and registry facts, gathered in memory and written to PostgreSQL. */
package org.reciprocity.reporting.projection;
