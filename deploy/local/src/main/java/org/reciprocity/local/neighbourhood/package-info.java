/** A neighbourhood made up from a seed, in which a year of rounds is played under one policy after another. */
package org.reciprocity.local.neighbourhood;
