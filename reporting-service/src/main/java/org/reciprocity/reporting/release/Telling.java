package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.disclosure.Edition;
import org.reciprocity.reporting.disclosure.Quantity;
import org.reciprocity.reporting.disclosure.Rates;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.Unit;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** Writes down each number of an edition as it is told, once it is decided which cells are. */
final class Telling {
    static final String TOO_FEW = "Withheld, so that nobody is found out from it.";
    static final String NOT_PUBLISHED = "Not among the figures that are published.";
    static final String NOT_OF_PROGRAMMES = "Published of the whole community only.";
    private static final String NOT_THEN = "The rules of that time did not have this figure.";
    private static final String PER_ACTIVE = "per-active";
    private static final BigDecimal HALF_A_HUNDREDTH = new BigDecimal("0.005");

    private final Set<String> told;
    private final Set<String> heldBack;
    private final Edition edition;
    private OpenMoney money = new OpenMoney(List.of(), table -> false);

    /**
     * Of an edition.
     *
     * @param told the keys of the cells that are told
     * @param heldBack and of those of which nothing is published
     */
    Telling(Set<String> told, Set<String> heldBack, Edition edition) {
        this.told = told;
        this.heldBack = heldBack;
        this.edition = edition;
    }

    List<ReleasedNumber> numbers(List<EditionTable> tables) {
        var numbers = new ArrayList<ReleasedNumber>();
        money = new OpenMoney(
                tables,
                table ->
                        published(Slice.item(Figure.ENROLLED.code(), ""), table).orElse(0) > 0);
        for (var table : tables) {
            for (var figure : Figure.values()) {
                new OfFigure(table, figure, numbers).tell();
            }
        }
        return numbers;
    }

    private OptionalLong published(String item, EditionTable table) {
        var key = Slice.key(item, Slices.programme(table), table.period());
        return told.contains(key)
                ? OptionalLong.of(edition.facts()
                        .get(key)
                        .quantity()
                        .published(edition.facts().get(key).exact()))
                : OptionalLong.empty();
    }

    private final class OfFigure {
        private final EditionTable table;
        private final Figure figure;
        private final List<ReleasedNumber> numbers;

        OfFigure(EditionTable table, Figure figure, List<ReleasedNumber> numbers) {
            this.table = table;
            this.figure = figure;
            this.numbers = numbers;
        }

        void tell() {
            var how = ReleasedFigure.ALL.get(figure.code());
            var kept = table.figures().get(figure.code());
            if (how == null) {
                add("", State.WITHHELD, Optional.empty(), figure.unit(), NOT_PUBLISHED);
            } else if (kept == null) {
                add("", State.NONE, Optional.empty(), figure.unit(), NOT_THEN);
            } else if (how instanceof ReleasedFigure.Outcome(var what)) {
                outcome(what, kept);
            } else if (how instanceof ReleasedFigure.Share && table.programme().isPresent()) {
                add("", State.WITHHELD, Optional.empty(), figure.unit(), NOT_OF_PROGRAMMES);
            } else if (kept.value() == null && ofSome(how, kept)) {
                add("", State.WITHHELD, Optional.empty(), figure.unit(), TOO_FEW);
            } else if (kept.value() == null) {
                add("", State.NONE, Optional.empty(), figure.unit(), kept.reason());
            } else {
                tell(how, kept);
            }
            if (how instanceof ReleasedFigure.Programmes && kept != null) {
                declared(kept);
            }
        }

        /** How many programmes declared what, by design and delivery. */
        private void declared(EditionTable.Kept kept) {
            var counts = new TreeMap<String, Long>();
            OutcomeCells.within(kept, "programmes").values().forEach(programme -> {
                if (programme instanceof Map<?, ?> of && of.get("declared") instanceof String cell) {
                    counts.merge(cell, 1L, Long::sum);
                }
            });
            counts.forEach(
                    (cell, count) -> told("declared/" + cell, Optional.of(BigDecimal.valueOf(count)), figure.unit()));
        }

        /** Whether it says something about a few, or that something is nothing which is not told, that there is no value, and why. */
        private boolean ofSome(ReleasedFigure how, EditionTable.Kept kept) {
            boolean few =
                    switch (how) {
                        case ReleasedFigure.Ratio ratio ->
                            isOfAFew(number(table.figures().get(ratio.of()), ratio.people()));
                        case ReleasedFigure.Mean mean -> isOfAFew(number(kept, mean.people()));
                        // That everybody has a tie with everybody tells how many they are.
                        case ReleasedFigure.OfNetwork _ -> isMany(Slice.item(Figure.TIES.code(), ""));
                        case ReleasedFigure.Count _,
                                ReleasedFigure.Hours _,
                                ReleasedFigure.Rate _,
                                ReleasedFigure.Programmes _,
                                ReleasedFigure.Inequality _,
                                ReleasedFigure.Outcome _ -> false;
                        case ReleasedFigure.Share _ -> !isGivenToldByFlow();
                    };
            return few || isAnyWithheld(ReleasedFigure.nothingOf(figure.code()));
        }

        private static boolean isOfAFew(long people) {
            return people > 0 && people < Rates.FEWEST;
        }

        private void tell(ReleasedFigure how, EditionTable.Kept kept) {
            switch (how) {
                case ReleasedFigure.Count count -> {
                    cell("");
                    Slices.parts(table, kept, count).keySet().stream()
                            .filter(part -> isPublished(part) && (count.parts().contains(part) || isListed(part)))
                            .forEach(part ->
                                    cell(part, part.equals("participants") ? Unit.PARTICIPANTS : figure.unit()));
                }
                case ReleasedFigure.Hours hours -> hours(hours, kept);
                case ReleasedFigure.Rate(var part, var whole, var counts, var counted) -> {
                    told("", Rates.rate(published(part, table), published(whole, table)), figure.unit());
                    counts.forEach(count -> cell(count, counted));
                }
                case ReleasedFigure.Ratio(var of, var people, var cells, var many) ->
                    told(
                            "",
                            areAllTold(cells)
                                            && (kept.value().signum() == 0
                                                    || many.stream().allMatch(this::isMany))
                                    ? Rates.ratio(
                                            kept.value(), number(table.figures().get(of), people))
                                    : Optional.empty(),
                            figure.unit());
                case ReleasedFigure.Mean(var people, var cells) ->
                    told(
                            "",
                            areAllTold(cells) ? Rates.statistic(kept.value(), number(kept, people)) : Optional.empty(),
                            figure.unit());
                case ReleasedFigure.Inequality(var active, var nothing) ->
                    told("", inequality(kept, active, nothing), figure.unit());
                case ReleasedFigure.OfNetwork(var reckoning, int decimals) ->
                    told(
                            "",
                            areAllTold(ReleasedFigure.NETWORK)
                                    ? reckoning
                                            .of(
                                                    told(ReleasedFigure.NETWORK.get(0)),
                                                    told(ReleasedFigure.NETWORK.get(1)),
                                                    told(ReleasedFigure.NETWORK.get(2)))
                                            .map(exact -> exact.setScale(decimals, RoundingMode.HALF_EVEN))
                                    : Optional.empty(),
                            figure.unit());
                case ReleasedFigure.Share(var part, var whole) ->
                    told("", Rates.rate(hours(part), hours(whole)), figure.unit());
                case ReleasedFigure.Programmes() ->
                    told(
                            "",
                            isMany(Slice.item(Figure.ACTIVE.code(), "")) ? Optional.of(kept.value()) : Optional.empty(),
                            figure.unit());
                case ReleasedFigure.Outcome(var what) -> outcome(what, kept);
            }
        }

        private long told(String cell) {
            return published(cell, table).orElseThrow();
        }

        /** Of eight or more, where it does not say that fewer gave nothing than their rounded count does. */
        private Optional<BigDecimal> inequality(EditionTable.Kept kept, String active, String nothing) {
            if (!areAllTold(List.of(active, nothing))) {
                return Optional.empty();
            }
            var ratio = Rates.ratio(kept.value(), number(kept, "active"));
            return ratio.filter(told -> told.add(HALF_A_HUNDREDTH)
                            .multiply(BigDecimal.valueOf(Quantity.COUNT.most(told(active))))
                            .compareTo(BigDecimal.valueOf(Quantity.COUNT.most(told(nothing))))
                    >= 0);
        }

        /**
         * Counts by bands are published once of a year; all others whenever there is one. A part that is not listed is of nothing, so where
         * nothing is published none is.
         */
        private boolean isPublished(String part) {
            var item = Slice.item(figure.code(), part);
            if (heldBack.contains(Slice.key(item, Slices.programme(table), table.period()))) {
                return false;
            }
            return !ReleasedFigure.isByBand(item)
                    || edition.facts().containsKey(Slice.key(item, Slices.programme(table), table.period()));
        }

        /**
         * Whoever sees that a part is there knows that it is one at least, and of seven such parts that they are of seven. So one that is
         * withheld is listed only beside a whole that is told.
         */
        private boolean isListed(String part) {
            return published(Slice.item(figure.code(), part), table).isPresent()
                    || published(Slice.item(figure.code(), ""), table).isPresent();
        }

        private boolean areAllTold(List<String> cells) {
            return cells.stream().allMatch(cell -> published(cell, table).isPresent());
        }

        /** Whether one of these cells is not told; one that the table has not got is none. */
        private boolean isAnyWithheld(List<String> cells) {
            return cells.stream()
                    .anyMatch(cell ->
                            edition.facts().containsKey(Slice.key(cell, Slices.programme(table), table.period()))
                                    && published(cell, table).isEmpty());
        }

        /** Whether a cell is told, and not as nothing: then it is of 8 or more. */
        private boolean isMany(String cell) {
            return published(cell, table).orElse(0) > 0;
        }

        private void cell(String part) {
            cell(part, figure.unit());
        }

        private void cell(String part, Unit unit) {
            var published = published(Slice.item(figure.code(), part), table);
            told(
                    part,
                    published.isPresent() ? Optional.of(BigDecimal.valueOf(published.getAsLong())) : Optional.empty(),
                    unit);
        }

        private void hours(ReleasedFigure.Hours how, EditionTable.Kept kept) {
            if (table.programme().isPresent() && !how.ofProgrammes()) {
                add("", State.WITHHELD, Optional.empty(), figure.unit(), NOT_OF_PROGRAMMES);
                return;
            }
            if (kept.value().signum() == 0 && !isAnyWithheld(List.of(how.cell()))) {
                told("", Optional.of(BigDecimal.ZERO), figure.unit());
                return;
            }
            var published = isMadeOf(how.cell(), kept) ? published(how.cell(), table) : OptionalLong.empty();
            told(
                    "",
                    published.isPresent() ? Optional.of(BigDecimal.valueOf(published.getAsLong())) : Optional.empty(),
                    figure.unit());
            table.contributors().getOrDefault(figure.code(), Map.of()).keySet().stream()
                    .filter(part -> !part.isEmpty()
                            && isPublished(part)
                            && !ReleasedRelations.STRUCTURE.untold().contains(Slice.item(figure.code(), part)))
                    .sorted()
                    .forEach(this::cell);
            told(
                    PER_ACTIVE,
                    Rates.rate(published, published(Slice.item(Figure.ACTIVE.code(), ""), table)),
                    figure.unit());
        }

        /** Whether a cell is the hours that the figure was then; editions of earlier rules knew co-design in sessions as services. */
        private boolean isMadeOf(String cell, EditionTable.Kept kept) {
            var fact = edition.facts().get(Slice.key(cell, Slices.programme(table), table.period()));
            return fact != null && fact.exact() == Slices.minutes(kept);
        }

        /** Hours as they are told, if they are. A flow that is not there is of nothing, which everybody sees. */
        private OptionalLong hours(String item) {
            if (!isGivenToldByFlow() || isAnyWithheld(List.of(item))) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(published(item, table).orElse(0));
        }

        /** Whether the hours given are told, and everybody sees how they flowed, so that a flow which is not there is of nothing. */
        private boolean isGivenToldByFlow() {
            var given = Slice.item(Figure.HOURS_GIVEN.code(), "");
            return published(given, table).isPresent()
                    && isSumOf(given, given + "kind/")
                    && isSumOf(given + "kind/service", given + "flow/");
        }

        /** Whether a number of minutes is the sum of those parts of it that are there; and nothing of them is silent. */
        private boolean isSumOf(String whole, String parts) {
            var key = Slice.key(whole, Slices.programme(table), table.period());
            var end = key.substring(whole.length());
            var found = edition.facts().subMap(parts, parts + Character.MAX_VALUE).entrySet().stream()
                    .filter(fact -> fact.getKey().endsWith(end))
                    .toList();
            var exact = edition.facts().get(key);
            return !heldBack.contains(key)
                    && found.stream().noneMatch(fact -> heldBack.contains(fact.getKey()))
                    && (exact == null ? 0 : exact.exact())
                            == found.stream()
                                    .mapToLong(fact -> fact.getValue().exact())
                                    .sum();
        }

        private void outcome(ReleasedFigure.What what, EditionTable.Kept kept) {
            new OutcomeTelling(
                            table,
                            figure,
                            told,
                            part -> published(Slice.item(figure.code(), part), table),
                            new OutcomeTelling.Told() {
                                @Override
                                public void told(String part, Optional<BigDecimal> value, Unit unit) {
                                    OfFigure.this.told(part, value, unit);
                                }

                                @Override
                                public boolean isWithheld(String item) {
                                    return isAnyWithheld(List.of(item));
                                }

                                @Override
                                public void none() {
                                    add("", State.NONE, Optional.empty(), figure.unit(), kept.reason());
                                }
                            })
                    .tell(what, kept, money.isOpen(table));
        }

        private static long number(EditionTable.Kept kept, String part) {
            return kept != null && kept.parts().get(part) instanceof Number number ? number.longValue() : 0;
        }

        private void told(String part, Optional<BigDecimal> value, Unit unit) {
            add(part, value.isPresent() ? State.TOLD : State.WITHHELD, value, unit, TOO_FEW);
        }

        private void add(String part, State state, Optional<BigDecimal> value, Unit unit, String reason) {
            numbers.add(new ReleasedNumber(
                    table.programme(),
                    table.period(),
                    figure.code(),
                    part,
                    value,
                    unit.code(),
                    state,
                    state == State.TOLD ? Optional.empty() : Optional.ofNullable(reason)));
        }
    }
}
