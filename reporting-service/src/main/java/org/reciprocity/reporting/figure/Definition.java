package org.reciprocity.reporting.figure;

import java.util.Set;

/**
 * What a figure is.
 *
 * @param title how people call it
 * @param definition what it is, in a sentence
 * @param formula how it is computed
 * @param unit what it counts
 * @param sources what it is made of
 * @param caveat what to beware of; empty for some
 * @param counterFigure the code of the figure to look at beside it
 */
record Definition(
        String title,
        String definition,
        String formula,
        Unit unit,
        Set<Source> sources,
        String caveat,
        String counterFigure) {}
