/** Exact arithmetic of figures: quotients, inequality, intervals. */
package org.reciprocity.reporting.arithmetic;
