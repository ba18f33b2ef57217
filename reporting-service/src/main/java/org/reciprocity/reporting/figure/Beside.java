package org.reciprocity.reporting.figure;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.reporting.payment.PaidFigure;

/**
 * What stands beside the figures of a place and period: what each is, what to read it with, and who pays on it.
 *
 * @param contracts what contracts of the place pay on in the period
 */
public record Beside(List<PaidFigure> contracts) {
    /** Between two texts in one cell of a table. */
    public static final String BETWEEN = " | ";

    /** Of all contracts of a community, those that concern a programme, or the whole of it, in a period. */
    public static Beside of(List<PaidFigure> all, Optional<UUID> programme, Period period) {
        return new Beside(all.stream()
                .filter(paid -> paid.concerns(programme, period.from(), period.to()))
                .toList());
    }

    /** Where a figure's definition is to be read. */
    public static String definition(String figure) {
        return "/figures/" + figure + "/definition";
    }

    /** The contracts that pay on a figure. */
    public List<PaidFigure> payers(String figure) {
        return contracts.stream().filter(paid -> paid.figure().equals(figure)).toList();
    }

    /** The codes of the contracts that pay on a figure, in one text; none if no contract does. */
    public Optional<String> paidOn(String figure) {
        return Optional.of(payers(figure).stream().map(PaidFigure::code).collect(Collectors.joining(BETWEEN)))
                .filter(codes -> !codes.isEmpty());
    }

    /** The codes of the figures to read a figure with, in one text: the catalogue's, and those that contracts set against it. */
    public String counterFigures(Figure figure) {
        var codes = new ArrayList<String>();
        codes.add(figure.counterFigure());
        payers(figure.code()).forEach(paid -> codes.add(paid.counterFigure()));
        return codes.stream().distinct().collect(Collectors.joining(BETWEEN));
    }

    /** A figure, and those whose values stand beside it: its counter-figures, where it is paid on. */
    Set<Figure> shown(Figure figure) {
        var shown = EnumSet.of(figure);
        var payers = payers(figure.code());
        if (!payers.isEmpty()) {
            Figure.of(figure.counterFigure()).ifPresent(shown::add);
            payers.forEach(paid -> Figure.of(paid.counterFigure()).ifPresent(shown::add));
        }
        return shown;
    }
}
