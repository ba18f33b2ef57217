package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: outcome. */
final class OutcomeDefinitions {
    static final Definition MEASURE_CHANGE = new Definition(
            "Change of measures",
            "The mean change from baseline to the latest follow-up in the period, of the same people, by instrument.",
            "mean(follow-up - baseline), 95% interval by the paired t",
            Unit.POINTS,
            Set.of(Source.SCORES),
            "A change is not an effect: see whether there is a comparison.",
            "active");

    static final Definition SERVICE_USE_CHANGE = new Definition(
            "Change of service use",
            "Use per person and day after, to before, less one, by type of service.",
            "(after per day / before per day) - 1",
            Unit.RATIO,
            Set.of(Source.USES),
            "A change is not an effect: see whether there is a comparison.",
            "active");

    private OutcomeDefinitions() {}
}
