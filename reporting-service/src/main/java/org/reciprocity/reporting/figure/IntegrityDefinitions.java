package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: integrity. */
final class IntegrityDefinitions {
    static final Definition CONFIRMED_SHARE = new Definition(
            "Confirmed by the other party",
            "The share of hours that a receiver confirmed by its own word; how the others were confirmed stands in the parts.",
            "minutes confirmed by a receiver / minutes of which it is known",
            Unit.RATIO,
            Set.of(Source.WORDS),
            "Only exchanges whose record says how they were confirmed are in here.",
            "self-recorded-share");

    static final Definition SELF_RECORDED_SHARE = new Definition(
            "Self-recorded share",
            "The share of hours that were recorded by the giver.",
            "minutes recorded by their giver / minutes of which it is known",
            Unit.RATIO,
            Set.of(Source.WORDS),
            "Only exchanges whose record says how they were confirmed are in here.",
            "confirmed-share");

    static final Definition DISPUTES = new Definition(
            "Disputes",
            "Exchanges disputed, by when the exchange took place; reasons, and how those decided up to now ended, stand in the parts.",
            "count(disputed)",
            Unit.EXCHANGES,
            Set.of(Source.DISPUTES),
            "A dispute says that somebody was asked and answered. One of the first releases names neither programme nor time: it counts in the community alone, when it was recorded.",
            "confirmed-share");

    static final Definition LATE_ENTRIES = new Definition(
            "Late entries",
            "Exchanges and reversals of the period that were recorded more than 30 days after the exchange took place.",
            "count(recorded - occurred > 30 days)",
            Unit.EXCHANGES,
            Set.of(Source.EXCHANGES),
            "",
            "reversals");

    private IntegrityDefinitions() {}
}
