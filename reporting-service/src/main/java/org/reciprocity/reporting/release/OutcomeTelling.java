package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.reciprocity.reporting.arithmetic.Interval95;
import org.reciprocity.reporting.arithmetic.NumberNeeded;
import org.reciprocity.reporting.arithmetic.Proportion;
import org.reciprocity.reporting.arithmetic.TwoProportions;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.disclosure.Quantity;
import org.reciprocity.reporting.disclosure.Rates;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.Unit;

/** Writes down what is told of what changed and of what it cost. */
final class OutcomeTelling {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 4;
    /** What each agency pays or gains is for stewards. */
    private static final String BY_AGENCY = "byAgency";

    private static final String PARTICIPANTS = "/participants";

    private static final String MARYLAND = "maryland";

    private static final String[] WITH_INTERVAL = {"mean", "low95", "high95"};

    private final EditionTable table;
    private final Figure figure;
    private final Set<String> means;
    private final Function<String, OptionalLong> published;
    private final Told told;

    /** Takes what is told. */
    interface Told {

        /** A part, and its number unless it is withheld. */
        void told(String part, Optional<BigDecimal> value, Unit unit);

        /** Whether an item is a count that is not told. */
        boolean isWithheld(String item);

        /** That there is no value of the figure. */
        void none();
    }

    /**
     * Of one figure and table.
     *
     * @param means the keys of the means that are told
     * @param published the published count of a part of the figure; none where it is withheld
     */
    OutcomeTelling(
            EditionTable table, Figure figure, Set<String> means, Function<String, OptionalLong> published, Told told) {
        this.table = table;
        this.figure = figure;
        this.means = means;
        this.published = published;
        this.told = told;
    }

    void tell(ReleasedFigure.What what, EditionTable.Kept kept, boolean moneyIsOpen) {
        switch (what) {
            case CHANGES -> means(kept, "byInstrument", "mean", "n", 1);
            case USES -> {
                means(kept, "byType", "change", "people", 2);
                changesAYear(kept);
            }
            case EVENTS -> events(kept);
            case CUT_OFFS -> cutOffs(kept);
            case MONEY -> money(kept, moneyIsOpen);
            case MONEY_SHARE -> moneyShare(kept, moneyIsOpen);
        }
    }

    private boolean isTold(String part) {
        return means.contains(Means.key(table, figure.code(), part));
    }

    private static Optional<BigDecimal> number(Map<?, ?> parts, String name, int decimals) {
        return parts.get(name) instanceof Number number
                ? Optional.of(new BigDecimal(number.toString()).setScale(decimals, RoundingMode.HALF_EVEN))
                : Optional.empty();
    }

    /** By instrument or service and arm: how many people to the nearest 5, and the exact mean with its interval. */
    private void means(EditionTable.Kept kept, String within, String mean, String people, int decimals) {
        var kinds = OutcomeCells.within(kept, within);
        var ofSomebody = new ArrayList<String>();
        OutcomeCells.arms(kept, within, (part, arm) -> {
            if (part.endsWith(PARTICIPANTS) && OutcomeCells.number(arm, people) > 0) {
                ofSomebody.add(part);
            }
        });
        if (ofSomebody.size() != 1 || kept.value() == null) {
            told.none();
        } else {
            var only = ofSomebody.getFirst();
            told.told(
                    "",
                    isTold(only)
                            ? Optional.of(kept.value().setScale(decimals, RoundingMode.HALF_EVEN))
                            : Optional.empty(),
                    figure.unit());
        }
        OutcomeCells.arms(kept, within, (part, arm) -> {
            var name = part.substring(within.length() + 1);
            long n = OutcomeCells.number(arm, people);
            boolean may = isTold(part);
            // Those of whom there are both scores are counted beyond the cut-off, too.
            boolean counted =
                    !told.isWithheld(Slice.item(Figure.BEYOND_CUT_OFF.code(), part + OutcomeCells.BOTH_TIMES));
            told.told(
                    name + "/" + people,
                    counted && (may || n == 0)
                            ? Optional.of(BigDecimal.valueOf(Quantity.COUNT.published(n)))
                            : Optional.empty(),
                    Unit.PARTICIPANTS);
            for (var field : new String[] {mean, "low95", "high95"}) {
                number(arm, field, decimals)
                        .ifPresent(number -> told.told(
                                name + "/" + field, may ? Optional.of(number) : Optional.empty(), figure.unit()));
            }
        });
        kinds.forEach((kind, of) -> {
            if (of instanceof Map<?, ?> parts) {
                compared(within + "/" + kind, kind, parts, people, decimals);
            }
        });
    }

    /** By service and arm the mean change of uses in a year, person by person, with its interval, and how it differs between the arms. */
    private void changesAYear(EditionTable.Kept kept) {
        OutcomeCells.arms(kept, "byType", (part, arm) -> {
            if (arm.get("changeAYear") instanceof Map<?, ?> aYear) {
                aYear(part.substring("byType/".length()) + Means.A_YEAR, aYear, isTold(part + Means.A_YEAR));
            }
        });
        OutcomeCells.within(kept, "byType").forEach((type, of) -> {
            if (of instanceof Map<?, ?> parts && parts.get("differenceAYear") instanceof Map<?, ?> difference) {
                aYear(
                        type + "/differenceAYear",
                        difference,
                        OutcomeCells.ARMS.stream()
                                .allMatch(arm -> isTold("byType/" + type + "/" + arm + Means.A_YEAR)));
            }
        });
    }

    private void aYear(String name, Map<?, ?> of, boolean may) {
        if (of.get("n") instanceof Number n) {
            told.told(
                    name + "/n",
                    may ? Optional.of(BigDecimal.valueOf(Quantity.COUNT.published(n.longValue()))) : Optional.empty(),
                    Unit.PARTICIPANTS);
        }
        for (var field : WITH_INTERVAL) {
            number(of, field, 2)
                    .ifPresent(number ->
                            told.told(name + "/" + field, may ? Optional.of(number) : Optional.empty(), Unit.USES));
        }
    }

    /** The difference of both arms, and the grade of evidence: told where every arm that has anybody is. */
    private void compared(String part, String kind, Map<?, ?> parts, String people, int decimals) {
        boolean all = OutcomeCells.ARMS.stream()
                .filter(arm -> parts.get(arm) instanceof Map<?, ?> of && OutcomeCells.number(of, people) > 0)
                .allMatch(arm -> isTold(part + "/" + arm));
        if (parts.get("differenceInDifferences") instanceof Map<?, ?> difference) {
            for (var field : WITH_INTERVAL) {
                number(difference, field, decimals)
                        .ifPresent(number -> told.told(
                                kind + "/differenceInDifferences/" + field,
                                all ? Optional.of(number) : Optional.empty(),
                                figure.unit()));
            }
        } else {
            number(parts, "differenceInDifferences", decimals)
                    .ifPresent(number -> told.told(
                            kind + "/differenceInDifferences",
                            all ? Optional.of(number) : Optional.empty(),
                            figure.unit()));
        }
        grade(kind, parts, all);
    }

    private void grade(String kind, Map<?, ?> parts, boolean may) {
        number(parts, MARYLAND, 0)
                .ifPresent(grade ->
                        told.told(kind + "/" + MARYLAND, may ? Optional.of(grade) : Optional.empty(), Unit.GRADE));
    }

    private void counts(String part, String name, String... cells) {
        for (var cell : cells) {
            var count = published.apply(part + cell);
            told.told(
                    name + cell,
                    count.isPresent() ? Optional.of(BigDecimal.valueOf(count.getAsLong())) : Optional.empty(),
                    Unit.PARTICIPANTS);
        }
    }

    private Optional<BigDecimal> rate(String part, String above, String below) {
        return Rates.rate(published.apply(part + above), published.apply(part + below));
    }

    /** By event, window and arm the counts and their rate; and what compares the rates, made of the published counts. */
    private void events(EditionTable.Kept kept) {
        single(kept, "byEvent", OutcomeCells.YES, OutcomeCells.KNOWN);
        OutcomeCells.arms(kept, "byEvent", (part, arm) -> {
            var name = part.substring("byEvent/".length());
            counts(part, name, OutcomeCells.YES, OutcomeCells.NO, OutcomeCells.KNOWN, OutcomeCells.LOST);
            share(name + "/rate", part, OutcomeCells.YES, OutcomeCells.KNOWN);
        });
        OutcomeCells.within(kept, "byEvent").forEach((event, of) -> {
            if (of instanceof Map<?, ?> parts) {
                var one = proportion("byEvent/" + event + "/participants", OutcomeCells.YES, OutcomeCells.KNOWN);
                var other = proportion("byEvent/" + event + "/comparison", OutcomeCells.YES, OutcomeCells.KNOWN);
                if (parts.containsKey("comparison")) {
                    compared(event, one.flatMap(own -> other.map(theirs -> new TwoProportions(own, theirs))));
                }
                grade(event, parts, one.isPresent() && (other.isPresent() || !parts.containsKey("comparison")));
            }
        });
    }

    private Optional<Proportion> proportion(String part, String above, String below) {
        return rate(part, above, below).isPresent()
                ? Optional.of(new Proportion(
                        published.apply(part + above).orElseThrow(),
                        published.apply(part + below).orElseThrow()))
                : Optional.empty();
    }

    /** A rate of published counts, and its interval by Wilson, made of the same. */
    private void share(String name, String part, String above, String below) {
        told.told(name, rate(part, above, below), Unit.RATIO);
        interval(name, proportion(part, above, below).flatMap(Proportion::wilson), Unit.RATIO);
    }

    private void compared(String event, Optional<TwoProportions> both) {
        told.told(event + "/riskDifference", scaled(both.flatMap(TwoProportions::difference)), Unit.RATIO);
        interval(event + "/riskDifference", both.flatMap(TwoProportions::differenceInterval), Unit.RATIO);
        if (both.isEmpty() || both.get().ratio().isPresent()) {
            told.told(event + "/riskRatio", scaled(both.flatMap(TwoProportions::ratio)), Unit.RATIO);
        }
        interval(event + "/riskRatio", both.flatMap(TwoProportions::ratioInterval), Unit.RATIO);
        both.flatMap(TwoProportions::needed).ifPresent(needed -> needed(event + "/neededToTreat", needed));
    }

    /** In how many people there is one event fewer, or one more; nothing where the difference may as well be none. */
    private void needed(String part, NumberNeeded needed) {
        if (needed.interval().isPresent() && needed.number().isPresent()) {
            var name = part + (needed.direction() > 0 ? "/one-fewer" : "/one-more");
            told.told(name, scaled(needed.number()), Unit.PARTICIPANTS);
            interval(name, needed.interval(), Unit.PARTICIPANTS);
        }
    }

    private void interval(String part, Optional<Interval95> interval, Unit unit) {
        interval.ifPresent(of -> {
            told.told(part + "/low95", scaled(Optional.of(of.low())), unit);
            told.told(part + "/high95", scaled(Optional.of(of.high())), unit);
        });
    }

    private static Optional<BigDecimal> scaled(Optional<BigDecimal> number) {
        return number.map(exact -> exact.setScale(DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** The value of the figure itself, where there is one. */
    private void single(EditionTable.Kept kept, String within, String above, String below) {
        var kinds = OutcomeCells.within(kept, within);
        if (kinds.size() != 1) {
            told.none();
            return;
        }
        var only = within + "/" + kinds.firstKey() + PARTICIPANTS;
        if (kept.value() == null && !told.isWithheld(Slice.item(figure.code(), only + below))) {
            told.none();
        } else {
            told.told("", rate(only, above, below), Unit.RATIO);
        }
    }

    private void cutOffs(EditionTable.Kept kept) {
        single(kept, "byInstrument", OutcomeCells.AFTER, OutcomeCells.BOTH_TIMES);
        OutcomeCells.arms(kept, "byInstrument", (part, arm) -> {
            var name = part.substring("byInstrument/".length());
            counts(part, name, OutcomeCells.BOTH_TIMES, OutcomeCells.BEFORE, OutcomeCells.AFTER);
            share(name + "/before", part, OutcomeCells.BEFORE, OutcomeCells.BOTH_TIMES);
            share(name + "/after", part, OutcomeCells.AFTER, OutcomeCells.BOTH_TIMES);
        });
        OutcomeCells.within(kept, "byInstrument").forEach((instrument, of) -> {
            if (of instanceof Map<?, ?> parts) {
                grade(
                        instrument,
                        parts,
                        OutcomeCells.ARMS.stream().filter(parts::containsKey).allMatch(arm -> rate(
                                        "byInstrument/" + instrument + "/" + arm,
                                        OutcomeCells.AFTER,
                                        OutcomeCells.BOTH_TIMES)
                                .isPresent()));
            }
        });
    }

    private static BigDecimal hundreds(Object amount) {
        return new BigDecimal(amount.toString())
                .divide(HUNDRED, 0, RoundingMode.HALF_EVEN)
                .multiply(HUNDRED);
    }

    private void money(EditionTable.Kept kept, boolean open) {
        if (kept.value() == null) {
            told.none();
        } else {
            told.told("", open ? Optional.of(hundreds(kept.value())) : Optional.empty(), Unit.MONEY);
        }
        OutcomeCells.within(kept, "byPrices").forEach((prices, of) -> amounts(prices, of, open));
    }

    private void amounts(String name, Object of, boolean open) {
        if (of instanceof Map<?, ?> parts) {
            parts.forEach((part, within) -> {
                if (!part.equals(BY_AGENCY)) {
                    amounts(name + "/" + part, within, open);
                }
            });
        } else if (of instanceof Number amount) {
            told.told(name, open ? Optional.of(hundreds(amount)) : Optional.empty(), Unit.MONEY);
        }
    }

    private void moneyShare(EditionTable.Kept kept, boolean open) {
        if (kept.value() == null) {
            told.none();
            return;
        }
        var only = OutcomeCells.within(kept, "byPrices");
        told.told(
                "",
                open && only.size() == 1 && only.firstEntry().getValue() instanceof Map<?, ?> of
                        ? share(hundreds(of.get("preventive")), hundreds(of.get("amount")))
                        : Optional.empty(),
                Unit.RATIO);
    }

    private static Optional<BigDecimal> share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? Optional.empty()
                : Optional.of(part.divide(whole, DECIMALS, RoundingMode.HALF_EVEN));
    }
}
