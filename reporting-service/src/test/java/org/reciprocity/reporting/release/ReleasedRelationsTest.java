package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleaseTest.kept;
import static org.reciprocity.reporting.release.ReleaseTest.release;
import static org.reciprocity.reporting.release.ReleaseTest.table;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Kept;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** Numbers that would follow from others if what hangs together were not declared: each would leave a few people one or two cases. */
class ReleasedRelationsTest {

    private static EditionTable progression(String period, int received, int gave) {
        return table(
                period,
                Map.of("progression", kept("0.5", Map.of("received", received, "gave", gave, "organised", 0))),
                null);
    }

    private static EditionTable people(String period, int giversOnly, int receiversOnly, int both) {
        return table(period, people(giversOnly, receiversOnly, both), null);
    }

    private static Map<String, Kept> people(int giversOnly, int receiversOnly, int both) {
        return new TreeMap<>(Map.of(
                "active", kept(Integer.toString(giversOnly + receiversOnly + both), Map.of()),
                "givers-only", kept(Integer.toString(giversOnly), Map.of()),
                "receivers-only", kept(Integer.toString(receiversOnly), Map.of()),
                "both", kept(Integer.toString(both), Map.of())));
    }

    private static boolean isTold(Release release, String period, String figure, String part) {
        return ReleaseTest.number(release, period, figure, part).state() == State.TOLD;
    }

    private static void notAllTold(Release release, String... numbers) {
        boolean all = true;
        for (var number : numbers) {
            var names = number.split(" ", -1);
            all &= isTold(release, names[0], names[1], names[2]);
        }
        assertTrue(!all, () -> release.told().toString());
    }

    @Test
    void whoReceivedFirstInMonthsAddsUpToTheQuarter() {
        var release = release(
                progression("2026-04", 8, 0),
                progression("2026-05", 8, 0),
                progression("2026-06", 1, 0),
                progression("2026-Q2", 17, 0));

        // 17 at most, less 8 and 8, is one.
        notAllTold(
                release,
                "2026-04 progression received",
                "2026-05 progression received",
                "2026-Q2 progression received");
    }

    @Test
    void usersWhoGaveAreSomeOfThoseWhoGave() {
        var figures = people(11, 30, 7);
        figures.put("enrolled", kept("60", Map.of()));
        figures.put("profile-assets", kept("0.4", Map.of("gave", 18, "users", 45)));

        // 18 at least gave, of whom 12 at most did not receive.
        notAllTold(release(table("all", figures, null)), "all givers-only ", "all profile-assets gave");
    }

    @Test
    void whoReceivedFirstIsOneOfThoseWhoReceived() {
        var figures = people(30, 11, 7);
        figures.put("progression", kept("0", Map.of("received", 18, "gave", 0, "organised", 0)));

        notAllTold(release(table("2026-05", figures, null)), "2026-05 receivers-only ", "2026-05 progression received");
    }

    @Test
    void whoGaveInAMonthGaveInTheQuarter() {
        // 18 at least gave in April, of whom 12 at most gave only in the quarter.
        notAllTold(
                release(people("2026-04", 19, 0, 0), people("2026-Q2", 12, 10, 7)),
                "2026-04 givers-only ",
                "2026-04 both ",
                "2026-Q2 givers-only ");
    }

    @Test
    void whoGaveOnlyInTheQuarterGaveOnlyInAMonth() {
        // Of 18 at least 12 at most did so in April.
        notAllTold(
                release(people("2026-04", 12, 20, 20), people("2026-05", 7, 20, 20), people("2026-Q2", 18, 40, 41)),
                "2026-04 givers-only ",
                "2026-Q2 givers-only ");
    }

    @Test
    void theNetworkOfAQuarterIsThatOfItsLastMonth() {
        var release = release(
                table("2026-06", Map.of("ties", kept("10", Map.of()), "mutual-pairs", kept("0", Map.of())), null),
                table("2026-Q2", Map.of("ties", kept("10", Map.of()), "mutual-pairs", kept("0", Map.of())), null));

        assertTrue(isTold(release, "2026-06", "ties", "") == isTold(release, "2026-Q2", "ties", ""));
    }

    @Test
    void whoReceivedFirstAndNeverGaveSinceOnlyReceived() {
        var figures = people(20, 6, 22);
        figures.put("progression", kept("0.8", Map.of("received", 28, "gave", 22, "organised", 0)));

        // 28 at least, of whom 22 at most gave.
        notAllTold(
                release(table("2026-05", figures, null)), "2026-05 progression received", "2026-05 progression gave");
    }

    @Test
    void whoIsEnrolledAndHasNoTieMayBeThoseWhoAreNotActive() {
        var figures = people(10, 10, 10);
        figures.put("enrolled", kept("28", Map.of()));
        figures.put("active-share", kept("0.8", Map.of("active", 22)));
        figures.put("without-tie", kept("6", Map.of()));

        notAllTold(release(table("2026-05", figures, null)), "2026-05 enrolled ", "2026-05 active-share active");
    }

    /** Who received and has a tie with whom is not told of a network that a few are in. */
    @Test
    void tiesOfAFewAreNotTold() {
        var few = release(table("2026-05", network(7, 25, 11), null));
        var enough = release(table("2026-05", network(8, 25, 11), null));

        for (var figure : Set.of("ties ", "ties participants", "mutual-pairs ")) {
            notAllTold(few, "2026-05 " + figure);
            assertTrue(isTold(enough, "2026-05", figure.split(" ", -1)[0], figure.split(" ", -1)[1]), figure);
        }
    }

    private static Map<String, Kept> network(int people, int ties, int mutual) {
        return Map.of(
                "ties", kept(Integer.toString(ties), Map.of("participants", people)),
                "mutual-pairs", kept(Integer.toString(mutual), Map.of()));
    }

    @Test
    void aQuarterIsWhatItWasAndTheMonthThatHasCome() {
        var before = List.of(active("2026-04", 12), active("2026-05", 12), active("2026-Q2", 12));
        var first = Release.of(List.of(), before, ReleaseTest.TEN, new GlopSolver());
        assertTrue(isTold(first, "2026-Q2", "active", ""));

        var after = List.of(active("2026-04", 12), active("2026-05", 12), active("2026-06", 7), active("2026-Q2", 19));
        var second = Release.of(
                List.of(Release.earlier(before, first.told(), first.withheld())),
                after,
                ReleaseTest.TEN,
                new GlopSolver());

        // 18 at least in the quarter, of whom 12 at most were there before June.
        notAllTold(second, "2026-Q2 active ");
    }

    private static EditionTable active(String period, int people) {
        return table(period, Map.of("active", kept(Integer.toString(people), Map.of())), null);
    }

    private static Release unequal(String gini, int giversOnly, int receiversOnly, int both) {
        var figures = people(giversOnly, receiversOnly, both);
        figures.put("gini-given", kept(gini, Map.of("active", giversOnly + receiversOnly + both)));
        return release(table("2026-05", figures, null));
    }

    @Test
    void inequalityIsToldOnlyWhereItSaysNothingOfWhoGaveNothing() {
        // Of 42 at most who are active 1 gave nothing, since all others gave alike.
        assertTrue(!isTold(unequal("0.025", 0, 1, 39), "2026-05", "gini-given", ""));
        // A half gave nothing: 22 of 44, which is as many as are told.
        assertTrue(!isTold(unequal("0.5", 11, 20, 9), "2026-05", "gini-given", ""));
        assertTrue(isTold(unequal("0.6", 11, 20, 9), "2026-05", "gini-given", ""));
        assertTrue(isTold(unequal("0.1", 20, 0, 20), "2026-05", "gini-given", ""));
    }

    /** Counts of years by bands are told of the community, once: nothing else is of the same people. */
    private static final Set<String> WITHOUT_TIME = Set.of("enrolled|by", "active|by");

    /** What programmes do not have, and what is known of programmes only if it is known of whom. */
    private static final Set<String> WITHOUT_PROGRAMMES = Set.of(
            "enrolled|by",
            "active|by",
            // Offers, requests and matches are the community's.
            "offers|",
            "requests|",
            "matches-proposed|",
            "matches-agreed|",
            "matches-declined|",
            "requests-lapsed|",
            "never-matched|",
            "fulfilment-share|",
            "failure-demand|",
            // Who gave since in the community may have given in another programme, or organised before receiving in
            // one.
            "progression|gave",
            "progression|organised",
            "profile-blurred-roles|");

    /** Items that are neither parts nor sums of others at the same place and time. */
    private static final Set<String> WITHOUT_SETS = Set.of(
            // Reversals and late entries count exchanges of other kinds too.
            "reversals|",
            "late-entries|",
            "disputes|",
            // What is proposed, agreed and fulfilled in a period need not be the same matches.
            "matches-proposed|",
            "matches-agreed|",
            "matches-fulfilled|");

    private static Set<String> items() {
        var items = new TreeSet<String>();
        ReleasedFigure.ALL.forEach((figure, how) -> {
            switch (how) {
                case ReleasedFigure.Count count -> {
                    items.add(figure + "|");
                    count.parts(true, "2025").forEach(part -> items.add(figure + "|" + part));
                }
                case ReleasedFigure.Rate rate -> rate.counts().forEach(part -> items.add(figure + "|" + part));
                default -> {
                    // Minutes add up, and outcomes have relations by what there is.
                }
            }
        });
        return items;
    }

    private static boolean isNamed(Set<String> names, String item) {
        return names.stream().anyMatch(item::startsWith);
    }

    @Test
    void everyCountHasARuleOverTimeOverProgrammesAndBesideOthersOrAReasonToHaveNone() {
        var known = ReleasedRelations.STRUCTURE;
        var related = new TreeSet<String>();
        known.sums().forEach(sum -> {
            related.add(sum.total());
            related.addAll(sum.items());
            related.add(sum.prefix());
        });
        known.parts().forEach(part -> {
            related.addAll(part.smaller());
            related.addAll(part.larger());
        });
        for (var item : items()) {
            assertEquals(!isNamed(WITHOUT_TIME, item), known.times(item).isPresent(), item);
            assertEquals(
                    !isNamed(WITHOUT_PROGRAMMES, item), known.programmes(item).isPresent(), item);
            assertEquals(!WITHOUT_SETS.contains(item), related.contains(item), item);
        }
    }
}
