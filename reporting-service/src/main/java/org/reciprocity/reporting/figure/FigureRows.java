package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.FigureRow;

/** Figures of a place and period as rows: each with its parts, those in others by their path. A part may count something else than its figure. */
record FigureRows(UUID community, UUID programme, String period, AsOf asOf) {
    private static final String CAVEATS = OutcomeRules.CAVEATS;

    static FigureRows of(UUID community, UUID programme, String period, AsOf asOf) {
        return new FigureRows(community, programme, period, asOf);
    }

    /**
     * A figure, as it is answered.
     *
     * @param paidOn the codes of the contracts that pay on it
     * @param counterFigures the codes of the figures to read it with
     */
    record Line(
            String figure,
            BigDecimal value,
            String unit,
            Map<String, Object> parts,
            String reason,
            List<String> caveats,
            List<String> paidOn,
            List<String> counterFigures) {}

    /** The rows of a figure: a number for each part that is one, and a word for each that is none. */
    List<FigureRow> of(Line line) {
        var writing = new Writing(line, uncontrolled(line), new ArrayList<>());
        writing.add("", line.value(), line.unit(), line.reason(), null, line.caveats());
        writing.add("", line.parts(), line.caveats());
        asOf.suppressed().stream()
                .filter(name -> name.startsWith(line.figure() + "/"))
                .map(name -> name.substring(line.figure().length() + 1))
                .forEach(part -> writing.add(part, null, null, null, null, line.caveats()));
        return writing.rows();
    }

    private static Set<String> uncontrolled(Line line) {
        return Figure.of(line.figure())
                .map(figure -> Controls.uncontrolled(figure, line.parts()))
                .orElse(Set.of());
    }

    /** The rows of a figure as they come. */
    private final class Writing {
        private final Line line;
        private final Set<String> uncontrolled;
        private final List<FigureRow> rows;

        Writing(Line line, Set<String> uncontrolled, List<FigureRow> rows) {
            this.line = line;
            this.uncontrolled = uncontrolled;
            this.rows = rows;
        }

        List<FigureRow> rows() {
            return rows;
        }

        void add(String path, Map<?, ?> parts, List<String> caveats) {
            var here = within(parts, caveats);
            parts.forEach((name, part) -> {
                switch (part) {
                    case Map<?, ?> within -> add(path + name + "/", within, here);
                    case BigDecimal number -> add(path + name, number, null, null, null, here);
                    case Number number ->
                        add(path + name, BigDecimal.valueOf(number.longValue()), null, null, null, here);
                    case Collection<?> words ->
                        add(
                                path + name,
                                null,
                                null,
                                null,
                                words.stream().map(String::valueOf).collect(Collectors.joining(Beside.BETWEEN)),
                                here);
                    case null -> {
                        // There is nothing to say.
                    }
                    default -> {
                        if (!name.equals(CAVEATS)) {
                            add(path + name, null, null, null, part.toString(), here);
                        }
                    }
                }
            });
        }

        /** Parts that say themselves what to beware of in them say so of whether they are compared, too. */
        private List<String> within(Map<?, ?> parts, List<String> caveats) {
            if (!(parts.get(CAVEATS) instanceof String own)) {
                return caveats;
            }
            return Stream.concat(
                            caveats.stream().filter(caveat -> !caveat.equals(FigureValue.UNCONTROLLED)),
                            Arrays.stream(own.split("; ")).filter(caveat -> !caveat.isEmpty()))
                    .distinct()
                    .toList();
        }

        void add(String part, BigDecimal value, String unit, String reason, String text, List<String> caveats) {
            var name = part.isEmpty() ? line.figure() : line.figure() + "/" + part;
            var state =
                    value != null || text != null ? "told" : asOf.suppressed().contains(name) ? "withheld" : "none";
            rows.add(new FigureRow(
                    asOf.edition(),
                    community,
                    programme,
                    period,
                    line.figure(),
                    part,
                    value,
                    unit,
                    state,
                    reason,
                    text,
                    joined(Controls.caveats(caveats, uncontrolled, part)),
                    Beside.definition(line.figure()),
                    joined(line.counterFigures()),
                    joined(line.paidOn()),
                    asOf.generation(),
                    asOf.ruleVersion()));
        }
    }

    private static String joined(List<String> texts) {
        return texts.isEmpty() ? null : String.join(Beside.BETWEEN, texts);
    }
}
