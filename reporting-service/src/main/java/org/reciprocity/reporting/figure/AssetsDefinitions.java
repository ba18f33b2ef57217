package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: assets. */
final class AssetsDefinitions {
    static final Definition OFFER_AND_REQUEST_SHARE = new Definition(
            "Share with an offer and a request",
            "The share of the enrolled with at least one offer and at least one request that stood on any day of the period.",
            "(enrolled with an offer and a request) / enrolled",
            Unit.RATIO,
            Set.of(Source.ENROLLED, Source.OFFERS, Source.REQUESTS),
            "",
            "both-share");

    static final Definition CAPACITY_OFFERED = new Definition(
            "Capacity offered",
            "Hours in offers made in the period, as they were offered.",
            "sum(minutes offered) / 60",
            Unit.HOURS,
            Set.of(Source.OFFERS),
            "",
            "capacity-used");

    static final Definition CAPACITY_USED = new Definition(
            "Capacity used",
            "Hours of the offers made in the period that were given through a match, whenever that was.",
            "sum(minutes fulfilled through matches of these offers) / 60",
            Unit.HOURS,
            Set.of(Source.OFFERS),
            "What people give without a match is not in here.",
            "capacity-never-asked-for");

    static final Definition CAPACITY_NEVER_ASKED_FOR = new Definition(
            "Capacity never asked for",
            "Hours in offers made in the period that were never proposed to anybody.",
            "sum(minutes of offers without a proposal) / 60",
            Unit.HOURS,
            Set.of(Source.OFFERS),
            "Offers made last have had the least time.",
            "capacity-used");

    private AssetsDefinitions() {}
}
