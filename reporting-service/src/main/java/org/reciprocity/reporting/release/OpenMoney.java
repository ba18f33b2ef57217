package org.reciprocity.reporting.release;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.figure.Figure;

/**
 * Of which tables the money of agencies is told. It is of no person, but what a programme costs that has a few people says what is spent
 * on each. So money is told of a programme where 8 people or more are enrolled, and of a whole where it is of every part that has money: else the
 * part would be what is left.
 */
final class OpenMoney {
    private static final List<String> MONEY = List.of(Figure.COSTS_BORNE.code(), Figure.BENEFITS_ACCRUED.code());

    private final Set<String> open = new HashSet<>();

    /**
     * Of these tables.
     *
     * @param isMany whether it is told that 8 people or more are enrolled there
     */
    OpenMoney(List<EditionTable> tables, Predicate<EditionTable> isMany) {
        var closed = tables.stream()
                .filter(OpenMoney::hasMoney)
                .filter(table -> !isMany.test(table))
                .toList();
        for (var table : tables) {
            if (isMany.test(table) && closed.stream().noneMatch(part -> isIn(part, table))) {
                open.add(name(table));
            }
        }
    }

    private static boolean hasMoney(EditionTable table) {
        return MONEY.stream().anyMatch(figure -> {
            var kept = table.figures().get(figure);
            return kept != null && !OutcomeCells.within(kept, "byPrices").isEmpty();
        });
    }

    private static boolean isIn(EditionTable part, EditionTable whole) {
        return (whole.programme().isEmpty() || whole.programme().equals(part.programme()))
                && (whole.period().equals("all") || whole.period().equals(part.period()));
    }

    private static String name(EditionTable table) {
        return Slices.programme(table) + "|" + table.period();
    }

    boolean isOpen(EditionTable table) {
        return open.contains(name(table));
    }
}
