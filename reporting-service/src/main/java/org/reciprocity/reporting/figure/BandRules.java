package org.reciprocity.reporting.figure;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reciprocity.reporting.band.BandAxis;

/**
 * How figures of people are told by bands: the same rule for those in each, in the parts of the whole. A count is a number; of
 * anything else stand its value, or why there is none, and what it is made of.
 */
final class BandRules {
    static final String CAVEAT =
            "Bands are as they are told now, not as they were then; those who did not tell, households and groups are apart.";

    static final String PUBLISHED =
            "By bands, enrolled and active are published of the whole community and of years from April that are over, once: in the first"
                    + " edition that has the whole year, and only where no band is of a few.";

    private static final String VALUE = "value";
    private static final String REASON = "reason";

    private BandRules() {}

    /** A figure's value as it is now, by one band or none. */
    static FigureValue asked(Figure figure, PeriodFacts facts, Optional<BandAxis> wanted) {
        var value = FigureRules.value(figure, facts);
        return asked(
                figure,
                wanted.filter(axis -> figure.hasBands() && !facts.bands.isEmpty())
                        .map(axis -> value.with(axis.part(), by(figure, facts, axis)))
                        .orElse(value),
                wanted);
    }

    /** A figure's value, by all bands where it is told by bands and anybody told any. */
    static FigureValue value(Figure figure, PeriodFacts facts) {
        var value = FigureRules.value(figure, facts);
        if (figure.hasBands() && !facts.bands.isEmpty()) {
            for (var axis : BandAxis.values()) {
                value = value.with(axis.part(), by(figure, facts, axis));
            }
        }
        return value;
    }

    /**
     * A value that was kept by all bands, as it is answered to who asks for one or none.
     *
     * @param value what {@link #value} said of the figure
     */
    static FigureValue asked(Figure figure, FigureValue value, Optional<BandAxis> wanted) {
        var without = new TreeMap<>(value.parts());
        if (figure.hasBands()) {
            Arrays.stream(BandAxis.values()).map(BandAxis::part).forEach(without::remove);
        }
        var whole = new FigureValue(value.value(), value.reason(), without, value.caveats());
        if (!figure.hasBands() || wanted.isEmpty()) {
            return whole;
        }
        var axis = wanted.get();
        var part = value.parts().get(axis.part());
        var caveats = new ArrayList<>(value.caveats());
        caveats.add(CAVEAT);
        return whole.with(axis.part(), part == null ? untold(figure, whole, axis) : part)
                .with(List.copyOf(caveats));
    }

    /**
     * A value as it is told to analysts, whose parts have their paths as names, to who asks for one band or none.
     *
     * @param value with all bands that are published
     */
    static FigureValue told(Figure figure, FigureValue value, Optional<BandAxis> wanted) {
        if (!figure.hasBands()) {
            return value;
        }
        var parts = new TreeMap<>(value.parts());
        parts.keySet().removeIf(name -> isOfOther("/" + name, wanted));
        var caveats = new ArrayList<>(value.caveats());
        if (wanted.isPresent()) {
            caveats.add(CAVEAT);
            caveats.add(PUBLISHED);
        }
        return new FigureValue(value.value(), value.reason(), parts, List.copyOf(caveats));
    }

    /** Whether a part, as it is named after its figure, is of a band that is not asked for. */
    static boolean isOfOther(String name, Optional<BandAxis> wanted) {
        return Arrays.stream(BandAxis.values())
                .filter(axis -> wanted.filter(axis::equals).isEmpty())
                .anyMatch(axis -> name.contains("/" + axis.part() + "/"));
    }

    private static Map<String, Object> by(Figure figure, PeriodFacts facts, BandAxis axis) {
        var parts = new TreeMap<String, Object>();
        facts.by(axis).forEach((code, some) -> parts.put(code, part(figure, FigureRules.value(figure, some))));
        return parts;
    }

    /** When nobody told any: all are in the last. */
    private static Map<String, Object> untold(Figure figure, FigureValue whole, BandAxis axis) {
        var nobody =
                FigureRules.value(figure, new PeriodFacts(Optional.empty(), Optional.empty(), false, ZoneOffset.UTC));
        var parts = new TreeMap<String, Object>();
        axis.codes().forEach(code -> parts.put(code, part(figure, nobody)));
        parts.put(Bands.NOT_TOLD, part(figure, whole));
        return parts;
    }

    private static Object part(Figure figure, FigureValue value) {
        if (figure.unit() == Unit.PARTICIPANTS && value.value().isPresent()) {
            return value.value().get();
        }
        var parts = new TreeMap<>(value.parts());
        value.value().ifPresent(number -> parts.put(VALUE, number));
        value.reason().ifPresent(why -> parts.put(REASON, why));
        return parts;
    }
}
