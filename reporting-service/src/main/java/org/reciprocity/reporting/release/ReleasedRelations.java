package org.reciprocity.reporting.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.reciprocity.reporting.cube.Across;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.cube.Structure;

/**
 * What everybody knows of the counts that are published, by what they are defined to be. Each relation holds whatever people do: one that
 * does not would keep numbers back for nothing, and one that is missing would give somebody away.
 */
final class ReleasedRelations {
    /** What is given and received outside of sessions: no edition tells it. */
    static final String ONE_TO_ONE = "hours-received|one-to-one";

    /** Services given in sessions: no edition tells it. */
    static final String GIVEN_IN_SESSIONS = "hours-given|in-sessions";

    /** What is received in sessions: no edition tells it. */
    static final String RECEIVED_IN_SESSIONS = "hours-received|in-sessions";

    /** Who gave, whether or not they received: no edition tells it. */
    static final String GAVE = "gave|";

    /** Who received, whether or not they gave: no edition tells it. */
    static final String RECEIVED = "received|";

    /** Requesters of whom a request was matched: no edition tells it. */
    static final String MATCHED = "never-matched|matched";

    /** People with a tie. */
    static final String TIED = "ties|participants";

    /** What few people have whose number is not to be known. */
    static final Set<String> OF_TIES = Set.of("ties|", "mutual-pairs|", "agency-bridges|tiesBetweenAgencies");

    /** Who is enrolled or active: no edition tells it. */
    static final String ENROLLED_OR_ACTIVE = "enrolled-or-active|";

    /** Who is enrolled and has a tie: no edition tells it. */
    static final String ENROLLED_TIED = "enrolled-tied|";

    /** Who is enrolled and not isolated: no edition tells it. */
    static final String ENROLLED_LINKED = "enrolled-linked|";

    /** Who is a user or gave: no edition tells it. */
    static final String USERS_OR_GAVE = "users-or-gave|";

    /** Mutual pairs once more, since each is two ties: no edition tells it. */
    static final String MUTUAL_AGAIN = "mutual-pairs|again";

    /** What each is of one month, and of one programme or none. */
    private static final String[] OF_PLACES = {
        "exchanges|",
        "exchanges|byKind/service",
        "exchanges|byKind/contribution",
        "exchanges|byKind/codesign",
        "reversals|",
        "matches-fulfilled|",
        "sessions|",
        "late-entries|",
        "disputes|",
        "cases|"
    };

    /** What is known of all editions, but for outcomes. */
    static final Structure STRUCTURE = new Structure(
            times(),
            programmes(),
            sums(),
            parts(),
            Set.of(
                    // Outside of sessions what is given is what is received.
                    ONE_TO_ONE,
                    GIVEN_IN_SESSIONS,
                    RECEIVED_IN_SESSIONS,
                    GAVE,
                    RECEIVED,
                    MATCHED,
                    MUTUAL_AGAIN,
                    ENROLLED_OR_ACTIVE,
                    USERS_OR_GAVE,
                    ENROLLED_TIED,
                    ENROLLED_LINKED));

    private ReleasedRelations() {}

    /** Adds the counts that no edition tells, of those that it tells. */
    static void addUntold(SortedMap<String, Long> counts) {
        addUntold(counts, GAVE, "givers-only|", "both|", 1);
        addUntold(counts, RECEIVED, "receivers-only|", "both|", 1);
        addUntold(counts, MATCHED, "never-matched|requesters", "never-matched|", -1);
        addUntold(counts, ENROLLED_TIED, "enrolled|", "without-tie|", -1);
        addUntold(counts, ENROLLED_LINKED, "enrolled|", "isolated|", -1);
        addEither(counts, ENROLLED_OR_ACTIVE, "enrolled|", "active|", "active-share|active");
        addEither(counts, USERS_OR_GAVE, "profile-assets|users", GAVE, "profile-assets|gave");
        var mutual = counts.get("mutual-pairs|");
        if (mutual != null) {
            counts.put(MUTUAL_AGAIN, mutual);
        }
    }

    private static void addUntold(SortedMap<String, Long> counts, String item, String one, String other, int sign) {
        if (counts.containsKey(one) && counts.containsKey(other)) {
            counts.put(item, counts.get(one) + sign * counts.get(other));
        }
    }

    private static void addEither(SortedMap<String, Long> counts, String item, String one, String other, String both) {
        if (counts.keySet().containsAll(List.of(one, other, both))) {
            counts.put(item, counts.get(one) + counts.get(other) - counts.get(both));
        }
    }

    private static void put(Map<String, Across> rules, Across across, String... items) {
        for (var item : items) {
            rules.put(item, across);
        }
    }

    /** What people did is of one month; people are of several. */
    private static Map<String, Across> times() {
        var times = new HashMap<String, Across>();
        put(times, Across.SUM, OF_PLACES);
        put(
                times,
                Across.SUM,
                "offers|",
                "offers|bySkill/",
                "requests|",
                "requests|bySkill/",
                "matches-proposed|",
                "matches-agreed|",
                "matches-declined|",
                "matches-declined|byReason/",
                "requests-lapsed|",
                "requests-lapsed|byReason/",
                "requests-lapsed|bySkill/",
                "requests-lapsed|byWeekday/",
                "failure-demand|causedElsewhere",
                "failure-demand|asked",
                "fulfilment-share|requests",
                "fulfilment-share|fulfilled",
                // Everybody receives for the first time in one month, and what came before and after is of no period.
                "progression|received",
                "progression|gave",
                "progression|organised");
        put(times, Across.SUM_OR_NESTED, OutcomeCells.EVENTS, OutcomeCells.CUT_OFFS);
        put(
                times,
                Across.NESTED,
                "enrolled|",
                "active|",
                "active|withoutProfessionals",
                "profile-assets|users",
                "never-matched|requesters",
                ENROLLED_OR_ACTIVE,
                USERS_OR_GAVE,
                GAVE,
                RECEIVED,
                MATCHED);
        // Two things that were done in different months of a longer period are both done in that one only.
        put(
                times,
                Across.EACH_AT_MOST,
                "both|",
                "active-share|active",
                "profile-assets|gave",
                "profile-blurred-roles|blurred",
                "profile-capabilities|withOffer",
                "offer-and-request-share|withBoth");
        // And who does one of them only in the longer one, does it only in one of the months.
        put(times, Across.AT_MOST_TOGETHER, "givers-only|", "receivers-only|", "never-matched|");
        // Networks are of the twelve months to the end of a period.
        put(times, Across.LAST, "ties|", TIED, "mutual-pairs|", "agency-bridges|tiesBetweenAgencies");
        put(times, Across.LAST_AT_MOST, "isolated|", "without-tie|", ENROLLED_TIED, ENROLLED_LINKED);
        return times;
    }

    private static Map<String, Across> programmes() {
        var programmes = new HashMap<String, Across>();
        put(programmes, Across.SUM, OF_PLACES);
        put(programmes, Across.SUM_OR_NESTED, OutcomeCells.EVENTS, OutcomeCells.CUT_OFFS);
        put(
                programmes,
                Across.NESTED,
                "enrolled|",
                "active|",
                "active|withoutProfessionals",
                "profile-assets|users",
                "profile-capabilities|withOffer",
                "offer-and-request-share|withBoth",
                "ties|",
                TIED,
                "agency-bridges|tiesBetweenAgencies",
                ENROLLED_OR_ACTIVE,
                USERS_OR_GAVE,
                GAVE,
                RECEIVED);
        put(
                programmes,
                Across.EACH_AT_MOST,
                "both|",
                "active-share|active",
                "profile-assets|gave",
                "mutual-pairs|",
                ENROLLED_TIED,
                ENROLLED_LINKED);
        // Who received first in the community did so in a programme; but who did in a programme may have received in
        // another before.
        put(
                programmes,
                Across.AT_MOST_TOGETHER,
                "givers-only|",
                "receivers-only|",
                "isolated|",
                "without-tie|",
                "progression|received");
        return programmes;
    }

    /** Numbers that are the sum of others at a place and time. Everybody is in one band of an axis, or in none that was told. */
    private static List<Structure.Sum> sums() {
        var sums = new ArrayList<>(List.of(
                Structure.Sum.ofAll("hours-given|", "hours-given|kind/"),
                Structure.Sum.ofAll("hours-given|kind/service", "hours-given|flow/"),
                Structure.Sum.of("hours-given|kind/service", ONE_TO_ONE, GIVEN_IN_SESSIONS),
                Structure.Sum.of("hours-received|", ONE_TO_ONE, RECEIVED_IN_SESSIONS),
                Structure.Sum.of(
                        "exchanges|",
                        "exchanges|byKind/service",
                        "exchanges|byKind/contribution",
                        "exchanges|byKind/codesign"),
                Structure.Sum.of("active|", "givers-only|", "receivers-only|", "both|"),
                Structure.Sum.of(GAVE, "givers-only|", "both|"),
                Structure.Sum.of(RECEIVED, "receivers-only|", "both|"),
                Structure.Sum.of("never-matched|requesters", "never-matched|", MATCHED),
                Structure.Sum.of("enrolled|", "without-tie|", ENROLLED_TIED),
                Structure.Sum.of("enrolled|", "isolated|", ENROLLED_LINKED),
                Structure.Sum.of(MUTUAL_AGAIN, "mutual-pairs|"),
                Structure.Sum.of("requests|", "fulfilment-share|requests"),
                Structure.Sum.of("failure-demand|asked", "requests|", "cases|"),
                Structure.Sum.ofAll("requests|", "requests|bySkill/"),
                Structure.Sum.ofAll("offers|", "offers|bySkill/"),
                Structure.Sum.ofAll("requests-lapsed|", "requests-lapsed|byReason/"),
                Structure.Sum.ofAll("requests-lapsed|", "requests-lapsed|bySkill/"),
                Structure.Sum.ofAll("requests-lapsed|", "requests-lapsed|byWeekday/"),
                Structure.Sum.ofAll("matches-declined|", "matches-declined|byReason/")));
        for (var figure : ReleasedFigure.BY_BANDS) {
            for (var band : ReleasedFigure.BANDS) {
                sums.add(Structure.Sum.ofAll(Slice.item(figure, ""), Slice.item(figure, band)));
            }
        }
        return sums;
    }

    /** Sets that are some of others at a place and time. */
    private static List<Structure.Part> parts() {
        return List.of(
                new Structure.Part("active|withoutProfessionals", "active|"),
                new Structure.Part("profile-blurred-roles|blurred", "active|"),
                new Structure.Part("active-share|active", "active|"),
                new Structure.Part("active-share|active", "enrolled|"),
                new Structure.Part("isolated|", "enrolled|"),
                new Structure.Part("without-tie|", "isolated|"),
                new Structure.Part(List.of("mutual-pairs|", MUTUAL_AGAIN), "ties|"),
                // Who is in either of two sets, or in both.
                new Structure.Part(
                        List.of("enrolled|", "active|"),
                        List.of(ENROLLED_OR_ACTIVE, "active-share|active"),
                        Structure.Of.ALL),
                new Structure.Part(
                        List.of(ENROLLED_OR_ACTIVE, "active-share|active"),
                        List.of("enrolled|", "active|"),
                        Structure.Of.ALL),
                new Structure.Part(
                        List.of("profile-assets|users", GAVE),
                        List.of(USERS_OR_GAVE, "profile-assets|gave"),
                        Structure.Of.ALL),
                new Structure.Part(
                        List.of(USERS_OR_GAVE, "profile-assets|gave"),
                        List.of("profile-assets|users", GAVE),
                        Structure.Of.ALL),
                // Everybody who has a tie has a partner, and a tie that is returned has no other two.
                new Structure.Part(
                        List.of(TIED, "mutual-pairs|", MUTUAL_AGAIN), List.of("ties|", "ties|"), Structure.Of.ALL),
                new Structure.Part(List.of(RECEIVED), List.of("ties|"), Structure.Of.IN_ITS_WINDOW),
                new Structure.Part(ENROLLED_TIED, TIED),
                // Who received has a tie with somebody who gave, and who has a tie is active.
                new Structure.Part(List.of(RECEIVED), List.of(TIED), Structure.Of.IN_ITS_WINDOW),
                new Structure.Part(
                        List.of("without-tie|", RECEIVED, "active-share|active"),
                        List.of("enrolled|", "active|"),
                        Structure.Of.IN_ITS_WINDOW),
                new Structure.Part(List.of(TIED), List.of("active|"), Structure.Of.WITH_ITS_WINDOW),
                new Structure.Part(
                        List.of("enrolled|"),
                        List.of("without-tie|", "active-share|active"),
                        Structure.Of.WITH_ITS_WINDOW),
                new Structure.Part("fulfilment-share|fulfilled", "fulfilment-share|requests"),
                new Structure.Part("sessions|", "exchanges|"),
                new Structure.Part(List.of("requests-lapsed|", "fulfilment-share|fulfilled"), "requests|"),
                new Structure.Part("requests-lapsed|bySkill/", "requests|bySkill/"),
                new Structure.Part("never-matched|requesters", "fulfilment-share|requests"),
                new Structure.Part(
                        List.of("never-matched|", "fulfilment-share|fulfilled"), "fulfilment-share|requests"),
                // Who was never matched asked for something else than what was agreed and not carried out.
                new Structure.Part(
                        List.of(
                                "never-matched|",
                                "fulfilment-share|fulfilled",
                                "requests-lapsed|byReason/agreed-and-not-carried-out"),
                        "requests|"),
                new Structure.Part("profile-capabilities|withOffer", "enrolled|"),
                new Structure.Part("offer-and-request-share|withBoth", "profile-capabilities|withOffer"),
                new Structure.Part("profile-assets|users", "enrolled|"),
                new Structure.Part("profile-assets|gave", "profile-assets|users"),
                new Structure.Part("profile-assets|gave", GAVE),
                new Structure.Part("profile-assets|gave", "active-share|active"),
                // A user who is active gave, or only received.
                new Structure.Part(
                        List.of("profile-assets|users", "active-share|active"),
                        List.of("profile-assets|gave", "receivers-only|", "enrolled|"),
                        Structure.Of.ALL),
                // From the first month on, who received before organising did both.
                new Structure.Part(
                        List.of("profile-blurred-roles|blurred"), List.of("both|"), Structure.Of.FROM_THE_FIRST),
                new Structure.Part("progression|received", RECEIVED),
                // Who never gave was never a giver before: of the whole time, those who received only received for the
                // first time in it.
                new Structure.Part(
                        List.of("receivers-only|"), List.of("progression|received"), Structure.Of.FROM_THE_FIRST),
                // And who received first and never gave since did not give in the period either.
                new Structure.Part(
                        List.of("progression|received"),
                        List.of("progression|gave", "receivers-only|"),
                        Structure.Of.ALL),
                new Structure.Part("progression|gave", "progression|received"),
                new Structure.Part("progression|organised", "progression|gave"),
                new Structure.Part("agency-bridges|tiesBetweenAgencies", "ties|"),
                new Structure.Part("failure-demand|causedElsewhere", "failure-demand|asked"));
    }
}
