package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: outcome. */
final class OutcomeDefinitions {
    private static final String NO_EFFECT = "A change is not an effect: see whether there is a comparison.";

    static final Definition MEASURE_CHANGE = new Definition(
            "Change of measures",
            "The mean change from baseline to the latest follow-up in the period, of the same people, by instrument and arm, and how much more"
                    + " participants changed than those they are compared with.",
            "mean(follow-up - baseline), 95% interval by the paired t and by percentile bootstrap (1,999 resamples, seeded by the data);"
                    + " difference of the arms' means, 95% interval by Welch's t",
            Unit.POINTS,
            Set.of(Source.SCORES),
            NO_EFFECT,
            "active");

    static final Definition BEYOND_CUT_OFF = new Definition(
            "Beyond the cut-off",
            "The share of people on the side of the instrument's cut-off that needs attention, at the latest follow-up in the period, beside that"
                    + " of the same people at their baseline.",
            "people beyond the cut-off / people of whom it is known both times, 95% interval by Wilson",
            Unit.RATIO,
            Set.of(Source.SCORES),
            "People who came since they were badly off get better by themselves, too: a share that falls is not an effect.",
            "measure-change");

    static final Definition SERVICE_USE_CHANGE = new Definition(
            "Change of service use",
            "Use per person and day after, to before, less one, by type of service and arm, and how much more participants' changed than that of"
                    + " those they are compared with.",
            "(after per day / before per day) - 1; beside it the mean change of uses in 365 days, 95% interval by the paired t, between arms by"
                    + " Welch's t",
            Unit.RATIO,
            Set.of(Source.USES),
            NO_EFFECT,
            "active");

    static final Definition FOLLOW_UP_RATE = new Definition(
            "Rate of an event",
            "The share of participants with whom an event came about within a window, of those of whom it is known, by event and months; beside"
                    + " it those lost, and the rate of those they are compared with.",
            "yes / (yes + no), 95% interval by Wilson; risk ratio, by the logarithm; difference (comparison less participants), by Newcombe's"
                    + " method 10; number needed to treat, its inverse",
            Unit.RATIO,
            Set.of(Source.FOLLOW_UPS),
            "Those who are lost may be those with whom it came about.",
            "measure-change");

    private OutcomeDefinitions() {}
}
