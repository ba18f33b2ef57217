/** Generations: complete sets of projection tables, folded from the first offset, of which one answers. */
package org.reciprocity.reporting.generation;
