package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: upstream. */
final class UpstreamDefinitions {
    static final Definition FAILURE_DEMAND = new Definition(
            "Failure demand",
            "The share of requests that a failure elsewhere caused.",
            "requests marked as caused by a failure elsewhere / requests",
            Unit.RATIO,
            Set.of(Source.MATCHES),
            "",
            "requests");

    static final Definition LEVERAGE = new Definition(
            "Leverage",
            "Hours that users gave for each hour that professionals gave.",
            "minutes given by others than professionals / minutes given by professionals",
            Unit.RATIO,
            Set.of(Source.HOURS),
            "Professionals who record nothing make it too high.",
            "hours-given");

    private UpstreamDefinitions() {}
}
