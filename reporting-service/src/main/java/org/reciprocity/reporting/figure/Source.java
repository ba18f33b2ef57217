package org.reciprocity.reporting.figure;

import java.util.List;
import java.util.stream.Stream;

/** What a figure is made of; only that is read. */
enum Source {
    HOURS(Events.SETTLED),
    EXCHANGES(Events.SETTLED),
    DECISIONS(Events.SETTLED),
    WORDS(Events.SETTLED),
    PEOPLE(Events.SETTLED, Events.LINKED),
    JOURNEYS(Events.SETTLED, Events.LINKED),
    ENROLLED(
            List.of("participant-registered", "participant-described", "participant-enrolled", "enrolment-ended"),
            Events.LINKED),
    BANDS(List.of("participant-banded", "participant-erased"), Events.LINKED),
    TIES(Events.SETTLED, Events.LINKED),
    NEW_TIES(Events.SETTLED, Events.LINKED),
    AGENCIES(List.of("participant-registered")),
    CELLS(Events.SETTLED, List.of("programme-opened")),
    CREDIT(Events.SETTLED, List.of("account-opened")),
    PARTNERS(Events.SETTLED, List.of("agency-registered")),
    MATCHES(List.of(
            "offer-made",
            "offer-lapsed",
            "offer-withdrawn",
            "request-made",
            "request-withdrawn",
            "round-run",
            "match-proposed",
            "match-arranged",
            "match-accepted",
            "match-declined")),
    DISPUTES(List.of("exchange-disputed", "exchange-resolved")),
    FULFILMENTS(List.of("match-fulfilled", "match-unfulfilled")),
    REQUESTS(
            List.of(
                    "request-made",
                    "request-renewed",
                    "request-withdrawn",
                    "match-proposed",
                    "match-arranged",
                    "match-accepted",
                    "match-declined",
                    "match-fulfilled",
                    "match-unfulfilled"),
            Events.LINKED),
    OFFERS(
            List.of(
                    "offer-made",
                    "offer-renewed",
                    "offer-lapsed",
                    "offer-withdrawn",
                    "match-proposed",
                    "match-arranged",
                    "match-fulfilled",
                    "match-unfulfilled"),
            Events.LINKED),
    CASES(List.of("case-referred", "case-accepted", "case-declined", "case-agreed", "case-closed"), Events.LINKED),
    SUPPORT(List.of("case-support-recorded")),
    SCORES(List.of("measure-scored", "outcome-withdrawn"), Events.LINKED),
    USES(List.of("service-use-recorded", "outcome-withdrawn"), Events.LINKED),
    FOLLOW_UPS(List.of("follow-up-recorded", "outcome-withdrawn"), Events.LINKED),
    COSTS(List.of("cost-borne", "outcome-withdrawn", "agency-registered")),
    BENEFITS(List.of("benefit-accrued", "outcome-withdrawn", "agency-registered"));

    /** Types that several are made of. */
    private static final class Events {
        static final List<String> SETTLED = List.of("exchange-settled", "exchange-reversed");
        static final List<String> LINKED = List.of("participants-linked", "participants-unlinked");
    }

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> events;

    Source(List<String> events) {
        this.events = events;
    }

    Source(List<String> some, List<String> others) {
        this(Stream.concat(some.stream(), others.stream()).toList());
    }

    /** The types of the events it is made of, without prefix and version. */
    List<String> events() {
        return events;
    }
}
