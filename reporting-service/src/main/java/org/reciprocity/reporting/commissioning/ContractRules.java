package org.reciprocity.reporting.commissioning;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;

/** What is measured of what was agreed to be measured, and whether the target is reached. */
final class ContractRules {

    /** How a target stands. */
    enum Status {
        /** It is reached, so far. */
        MET("met"),
        /** It is not. */
        NOT_YET("not-yet"),
        /** There is no figure to tell by. */
        NO_FIGURE("no-figure"),
        /** No target was agreed. */
        NO_TARGET("no-target");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * What is measured.
     *
     * @param figure the figure that it is, or is part of; none if the contract names one that there is not
     * @param value the number
     * @param reason why there is none
     * @param parts what it is made of
     * @param caveats what to beware of
     */
    record Measured(
            Optional<Figure> figure,
            Optional<BigDecimal> value,
            Optional<String> reason,
            Map<String, Object> parts,
            List<String> caveats) {}

    /** Why there is no number of a programme of which there are no figures. */
    static final String NOTHING_TOLD =
            "Nothing is told of this programme: it was opened after this edition was cut, or there is nothing of it in the period.";

    private static final List<String> COMPARISONS = List.of("differenceInDifferences", "riskDifference", "riskRatio");
    private static final String BY_EVENT = "byEvent";
    private static final String PARTICIPANTS = "participants";

    private ContractRules() {}

    /** The figure by which a domain is measured. */
    static Optional<Figure> figure(Contract.Domain domain) {
        return switch (domain.kind()) {
            case FIGURE -> Figure.of(domain.measuredBy());
            case INSTRUMENT -> Optional.of(Figure.MEASURE_CHANGE);
            case SERVICE_USE -> Optional.of(Figure.SERVICE_USE_CHANGE);
            case FOLLOW_UP -> Optional.of(Figure.FOLLOW_UP_RATE);
        };
    }

    /** What is measured of a domain, by the figures of a programme. */
    static Measured measured(Contract.Domain domain, Map<Figure, FigureValue> figures) {
        var figure = figure(domain);
        if (figure.isEmpty()) {
            return new Measured(
                    figure, Optional.empty(), Optional.of("There is no figure of this code."), Map.of(), List.of());
        }
        var value = figures.get(figure.get());
        if (value == null) {
            return none(figure, figures.isEmpty() ? NOTHING_TOLD : "The edition does not have this figure.");
        }
        return switch (domain.kind()) {
            case FIGURE -> new Measured(figure, value.value(), value.reason(), value.parts(), value.caveats());
            case INSTRUMENT -> part(figure, value, "byInstrument", domain.measuredBy(), "mean");
            case SERVICE_USE -> part(figure, value, "byType", domain.measuredBy(), "change");
            case FOLLOW_UP -> part(figure, value, BY_EVENT, domain.measuredBy(), "rate");
        };
    }

    private static Measured none(Optional<Figure> figure, String reason) {
        return new Measured(figure, Optional.empty(), Optional.of(reason), Map.of(), List.of());
    }

    /** The participants' number in the one part of a figure that is of a code; an event has a part for each window. */
    private static Measured part(Optional<Figure> figure, FigureValue value, String parts, String code, String number) {
        var found = value.parts().containsKey(parts)
                ? computed(map(value.parts().get(parts)), code)
                : told(value.parts(), code, parts.equals(BY_EVENT));
        if (found.size() > 1) {
            return new Measured(
                    figure,
                    Optional.empty(),
                    Optional.of("It was looked at over several windows, which do not add up: see the parts."),
                    found,
                    value.caveats());
        }
        if (found.isEmpty()) {
            return none(figure, "Nothing of it was recorded in the period, or nothing of it is told.");
        }
        var of = map(found.firstEntry().getValue());
        var measured = Optional.ofNullable(map(of.get(PARTICIPANTS)).get(number))
                .or(() -> Optional.ofNullable(of.get(PARTICIPANTS + "/" + number)))
                .filter(BigDecimal.class::isInstance)
                .map(BigDecimal.class::cast);
        var caveats = of.get("caveats") instanceof String text
                ? (text.isEmpty() ? List.<String>of() : List.of(text.split("; ")))
                : measured.isPresent() && !isCompared(of) ? List.of(FigureValue.UNCONTROLLED) : List.<String>of();
        return new Measured(
                figure,
                measured,
                measured.isPresent()
                        ? Optional.empty()
                        : Optional.of("There is nobody, or nothing before, to tell by."),
                of,
                caveats);
    }

    /** What was computed of a code: each part has parts of its own. */
    private static SortedMap<String, Object> computed(Map<String, Object> parts, String code) {
        var found = new TreeMap<String, Object>();
        parts.forEach((name, of) -> {
            if (name.equals(code) || name.startsWith(code + "/")) {
                found.put(name, of);
            }
        });
        return found;
    }

    /** What an edition tells of a code: each number stands alone, as code, window where it is an event's, and what it is. */
    private static SortedMap<String, Object> told(Map<String, Object> numbers, String code, boolean byWindow) {
        var found = new TreeMap<String, Object>();
        numbers.forEach((name, number) -> {
            if (name.startsWith(code + "/")) {
                int end = byWindow ? name.indexOf('/', code.length() + 1) : code.length();
                if (end > 0) {
                    var of = new TreeMap<>(map(found.get(name.substring(0, end))));
                    of.put(name.substring(end + 1), number);
                    found.put(name.substring(0, end), of);
                }
            }
        });
        return found;
    }

    /** Whether a difference or a ratio between the arms is told, whatever grade the evidence would have with it. */
    private static boolean isCompared(Map<String, Object> told) {
        return told.keySet().stream().anyMatch(part -> COMPARISONS.stream()
                .anyMatch(comparison -> part.equals(comparison) || part.startsWith(comparison + "/")));
    }

    @SuppressWarnings("unchecked") // parts of figures are maps by name
    private static Map<String, Object> map(Object part) {
        return part instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** How a target stands. */
    static Status status(Contract.Domain domain, Optional<BigDecimal> value) {
        if (domain.target().isEmpty()) {
            return Status.NO_TARGET;
        }
        return value.map(number -> {
                    int than = number.compareTo(domain.target().get());
                    return (domain.atMost() ? than <= 0 : than >= 0) ? Status.MET : Status.NOT_YET;
                })
                .orElse(Status.NO_FIGURE);
    }

    /** How a target stands over several programmes, whose people may be the same: it is met where each meets it. */
    static Status together(List<Status> statuses) {
        if (statuses.contains(Status.NO_TARGET)) {
            return Status.NO_TARGET;
        }
        if (statuses.contains(Status.NOT_YET)) {
            return Status.NOT_YET;
        }
        return statuses.contains(Status.NO_FIGURE) || statuses.isEmpty() ? Status.NO_FIGURE : Status.MET;
    }
}
