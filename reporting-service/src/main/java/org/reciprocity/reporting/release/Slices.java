package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.disclosure.Contributors;
import org.reciprocity.reporting.disclosure.Rates;
import org.reciprocity.reporting.edition.EditionTable;

/** Takes from the tables of an edition the numbers that are published. */
final class Slices {
    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);
    private static final Slice.Minutes NO_MINUTES = new Slice.Minutes(Contributors.NONE, Contributors.NONE);

    private Slices() {}

    static List<Slice> of(List<EditionTable> tables) {
        return tables.stream().map(Slices::of).toList();
    }

    static Slice of(EditionTable table) {
        var counts = new TreeMap<String, Long>();
        var minutes = new TreeMap<String, Slice.Minutes>();
        ReleasedFigure.ALL.forEach((figure, how) -> {
            var kept = table.figures().get(figure);
            if (kept != null && how instanceof ReleasedFigure.Outcome(var what)) {
                OutcomeCells.of(what, kept).forEach((part, count) -> counts.put(Slice.item(figure, part), count));
            }
            if (kept != null && how instanceof ReleasedFigure.Rate rate) {
                parts(kept, rate.counts()).forEach((part, count) -> counts.put(Slice.item(figure, part), count));
            }
            if (kept == null || kept.value() == null) {
                return;
            }
            switch (how) {
                case ReleasedFigure.Count count -> {
                    counts.put(Slice.item(figure, ""), kept.value().longValueExact());
                    parts(table, kept, count).forEach((part, number) -> counts.put(Slice.item(figure, part), number));
                }
                case ReleasedFigure.Hours hours -> {
                    minutes.putAll(minutes(table, figure, kept));
                    if (minutes(kept) == 0) {
                        minutes.putIfAbsent(hours.cell(), NO_MINUTES);
                    }
                }
                case ReleasedFigure.Rate _,
                        ReleasedFigure.Ratio _,
                        ReleasedFigure.Mean _,
                        ReleasedFigure.Share _,
                        ReleasedFigure.Inequality _,
                        ReleasedFigure.OfNetwork _,
                        ReleasedFigure.Programmes _,
                        ReleasedFigure.Outcome _ -> {
                    // Exact numbers of enough people: nothing of them adds up. The counts of rates and outcomes are
                    // taken above.
                }
            }
        });
        leaveOutTiesOfAFew(counts);
        ReleasedRelations.addUntold(counts);
        return new Slice(programme(table), table.period(), counts, minutes);
    }

    /** Six people have thirty ties at most: of so many it is known that they are six or seven. What ties a few have is not published. */
    private static void leaveOutTiesOfAFew(SortedMap<String, Long> counts) {
        long people = counts.getOrDefault(ReleasedRelations.TIED, 0L);
        if (people > 0 && people < Rates.FEWEST) {
            counts.keySet().removeAll(ReleasedRelations.OF_TIES);
        }
    }

    /** How the cube names the place of a table. */
    static String programme(EditionTable table) {
        return table.programme().map(Object::toString).orElse("");
    }

    /** The parts of a count that are published of a place and period, by name. */
    static SortedMap<String, Long> parts(EditionTable table, EditionTable.Kept kept, ReleasedFigure.Count count) {
        return parts(kept, count.parts(table.programme().isEmpty(), table.period()));
    }

    /** The parts of a figure that are counts, by name. */
    static SortedMap<String, Long> parts(EditionTable.Kept kept, List<String> names) {
        var found = new TreeMap<String, Long>();
        for (var name : names) {
            if (name.endsWith("/")) {
                part(kept.parts(), name.substring(0, name.length() - 1)).ifPresent(within -> {
                    if (within instanceof Map<?, ?> map) {
                        map.forEach((key, value) -> found.put(name + key, ((Number) value).longValue()));
                    }
                });
            } else {
                part(kept.parts(), name).ifPresent(value -> found.put(name, ((Number) value).longValue()));
            }
        }
        return found;
    }

    private static Optional<Object> part(Map<?, ?> parts, String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return Optional.ofNullable(parts.get(name));
        }
        return parts.get(name.substring(0, slash)) instanceof Map<?, ?> within
                ? part(within, name.substring(slash + 1))
                : Optional.empty();
    }

    /** Hours of which the contributors are known; those whose contributors do not add up to them are not published. */
    private static SortedMap<String, Slice.Minutes> minutes(EditionTable table, String figure, EditionTable.Kept kept) {
        var minutes = new TreeMap<String, Slice.Minutes>();
        table.contributors().getOrDefault(figure, Map.of()).forEach((part, who) -> {
            minutes.put(Slice.item(figure, part), new Slice.Minutes(side(who.givers()), side(who.receivers())));
        });
        var whole = minutes.get(Slice.item(figure, ""));
        return whole != null && whole.total() == minutes(kept) ? minutes : new TreeMap<>();
    }

    /** The minutes of a figure of hours. */
    static long minutes(EditionTable.Kept kept) {
        return kept.value()
                .multiply(MINUTES)
                .setScale(0, java.math.RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** A side on which there are no participants is of nobody. */
    private static Contributors side(EditionTable.Side side) {
        return side == null
                ? Contributors.NONE
                : new Contributors(side.count(), side.total(), side.largest(), side.second());
    }
}
