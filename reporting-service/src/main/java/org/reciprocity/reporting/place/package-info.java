/** Communities and programmes: what a question about figures is about. */
package org.reciprocity.reporting.place;
