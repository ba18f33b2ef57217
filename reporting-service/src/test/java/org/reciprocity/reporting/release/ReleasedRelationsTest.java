package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleaseTest.kept;
import static org.reciprocity.reporting.release.ReleaseTest.release;
import static org.reciprocity.reporting.release.ReleaseTest.table;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Kept;
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
            related.add(part.larger());
        });
        for (var item : items()) {
            assertEquals(!isNamed(WITHOUT_TIME, item), known.times(item).isPresent(), item);
            assertEquals(
                    !isNamed(WITHOUT_PROGRAMMES, item), known.programmes(item).isPresent(), item);
            assertEquals(!WITHOUT_SETS.contains(item), related.contains(item), item);
        }
    }
}
