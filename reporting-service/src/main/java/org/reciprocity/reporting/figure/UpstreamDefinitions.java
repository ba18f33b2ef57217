package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: upstream. */
final class UpstreamDefinitions {
    static final Definition FAILURE_DEMAND = new Definition(
            "Failure demand",
            "The share of requests and referrals to a programme that a failure elsewhere caused.",
            "(requests and referrals marked as caused by a failure elsewhere) / (requests and referrals)",
            Unit.RATIO,
            Set.of(Source.MATCHES, Source.CASES),
            "What is not marked counts as not caused elsewhere: who never asks finds none.",
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
