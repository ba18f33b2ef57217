/** Figures: what they are, and how they are computed and asked for. */
package org.reciprocity.reporting.figure;
