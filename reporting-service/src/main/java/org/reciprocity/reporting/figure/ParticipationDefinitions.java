package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: participation. */
final class ParticipationDefinitions {
    static final Definition ENROLLED = new Definition(
            "Enrolled",
            "Participants enrolled on any day of the period; people in a comparison arm are not. How many people households and groups stand for is in the parts.",
            "count(distinct participant)",
            Unit.PARTICIPANTS,
            Set.of(Source.ENROLLED, Source.BANDS),
            "",
            "active");

    static final Definition ACTIVE = new Definition(
            "Active",
            "Participants with at least one service, contribution or codesign leg in the period that was not reversed.",
            "count(participant with a leg)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE, Source.BANDS),
            "Legs with a professional on one side count; how many are active without them stands in the parts.",
            "enrolled");

    static final Definition ACTIVE_SHARE = new Definition(
            "Active share",
            "The share of the enrolled that is active.",
            "(enrolled and active) / enrolled",
            Unit.RATIO,
            Set.of(Source.PEOPLE, Source.ENROLLED, Source.BANDS),
            "",
            "isolated");

    static final Definition GIVERS_ONLY = new Definition(
            "Givers only",
            "Active participants who gave and did not receive.",
            "count(given > 0 and received = 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE, Source.BANDS),
            "",
            "both");

    static final Definition RECEIVERS_ONLY = new Definition(
            "Receivers only",
            "Active participants who received and did not give.",
            "count(given = 0 and received > 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE, Source.BANDS),
            "",
            "both");

    static final Definition BOTH = new Definition(
            "Both giver and receiver",
            "Active participants who gave and received.",
            "count(given > 0 and received > 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE, Source.BANDS),
            "",
            "receivers-only");

    static final Definition BOTH_SHARE = new Definition(
            "Share who both give and receive",
            "The share of the active who gave and received.",
            "both / active",
            Unit.RATIO,
            Set.of(Source.PEOPLE, Source.BANDS),
            "",
            "active");

    static final Definition GINI_GIVEN = new Definition(
            "Inequality of giving (Gini)",
            "How unequally minutes given spread over the active, those who gave none included: 0 equal, near 1 all by one.",
            "2 * sum(i * x_i) / (n * sum x) - (n + 1) / n, x sorted",
            Unit.RATIO,
            Set.of(Source.PEOPLE, Source.BANDS),
            "",
            "active");

    static final Definition FIRST_GIFT_MONTHS = new Definition(
            "Months from first receipt to first gift",
            "How many months those whose first receipt lies in the period took to give for the first time; the median. Who gave before is not among them; those still waiting are counted in the parts.",
            "median(month of first gift - month of first receipt)",
            Unit.MONTHS,
            Set.of(Source.JOURNEYS),
            "Those who gave soon are known first: while many are waiting the median is too low.",
            "progression");

    static final Definition PROGRESSION = new Definition(
            "Progression",
            "The share of those who first received in the period, and had not given before, that has given since; those of them who went on to plan and organise (codesign) stand in the parts.",
            "gave since / first received",
            Unit.RATIO,
            Set.of(Source.JOURNEYS),
            "It grows for a while after the period. Nobody has to progress.",
            "first-gift-months");

    static final Definition NEVER_MATCHED = new Definition(
            "Requesters never matched",
            "Participants with a request made in the period of which no match was agreed, whichever of their requests it was.",
            "count(requesters without an agreed or fulfilled match)",
            Unit.PARTICIPANTS,
            Set.of(Source.REQUESTS),
            "Requests made last have had the least time.",
            "fulfilment-share");

    private ParticipationDefinitions() {}
}
