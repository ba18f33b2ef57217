package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: activity. */
final class ActivityDefinitions {
    static final Definition HOURS_GIVEN = new Definition(
            "Hours given",
            "Hours of service, contribution and codesign legs in the period, less reversed ones.",
            "sum(minutes) / 60",
            Unit.HOURS,
            Set.of(Source.HOURS),
            "",
            "hours-received");

    static final Definition HOURS_RECEIVED = new Definition(
            "Hours received",
            "Hours that participants received in the period: service legs, and what each attended of sessions, less reversed"
                    + " ones.",
            "sum(minutes of service legs and of receivers in sessions) / 60",
            Unit.HOURS,
            Set.of(Source.HOURS),
            "Contributions go to an agency or the community and are not in here. In a session many receive what one gives.",
            "hours-given");

    static final Definition HOURS_REDEEMED = new Definition(
            "Hours redeemed",
            "Hours of credit that participants spent at partners, less reversed ones.",
            "sum(minutes of redemption legs) / 60",
            Unit.HOURS,
            Set.of(Source.HOURS),
            "",
            "hours-given");

    static final Definition EXCHANGES = new Definition(
            "Exchanges",
            "Service, contribution and codesign exchanges settled, less reversed ones, by when they took place.",
            "settled - reversed",
            Unit.EXCHANGES,
            Set.of(Source.EXCHANGES),
            "",
            "reversals");

    static final Definition REVERSALS = new Definition(
            "Exchanges reversed",
            "Exchanges of any kind that were reversed, by when the original took place.",
            "count(reversed)",
            Unit.EXCHANGES,
            Set.of(Source.EXCHANGES),
            "",
            "exchanges");

    static final Definition HOURS_CODESIGN = new Definition(
            "Co-design hours",
            "Hours given in codesign: planning, commissioning, recruiting together, less reversed ones.",
            "sum(minutes of codesign legs) / 60",
            Unit.HOURS,
            Set.of(Source.HOURS),
            "",
            "decisions-influenced");

    static final Definition DECISIONS_INFLUENCED = new Definition(
            "Decisions influenced",
            "Decisions that a codesign exchange of the period names, each once; exchanges and minutes stand in the parts by decision.",
            "count(distinct decision)",
            Unit.DECISIONS,
            Set.of(Source.DECISIONS),
            "That a decision was influenced is what was recorded; nobody has judged how much.",
            "hours-codesign");

    static final Definition SESSIONS = new Definition(
            "Sessions",
            "Exchanges in which several gave and received together, less reversed ones.",
            "count(settled in session) - count(reversed in session)",
            Unit.EXCHANGES,
            Set.of(Source.EXCHANGES),
            "",
            "hours-received");

    private ActivityDefinitions() {}
}
