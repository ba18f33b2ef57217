package org.reciprocity.reporting.closing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.figure.Period;

/**
 * A figure of which an edition says something else than the one before.
 *
 * @param programme the programme; none for the whole community
 * @param period the period, over when the edition before was cut
 * @param figure the figure
 * @param before what the edition before says; none where it has no value
 * @param after what this one says
 * @param difference after less before, where there are both
 * @param lateEntries how many exchanges and reversals of the period were recorded between the two
 * @param reason {@code late-entries}, or {@code rules} where the rules changed between the two, or {@code other-facts}
 */
@Schema(examples = """
        {"period":"2026-05","figure":"hours-given","before":5.75,"after":7,"difference":1.25,"lateEntries":1,"reason":"late-entries"}
        """)
record Restatement(
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID programme,
        String period,
        String figure,
        BigDecimal before,
        BigDecimal after,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal difference,
        long lateEntries,
        String reason) {

    /** Which table of an edition. */
    private record Name(Optional<UUID> programme, String period) {}

    /**
     * What changed from one edition to the next, in the periods that were over when the first was cut.
     *
     * @param day the last day of the first edition
     * @param rulesChanged whether the two have other rules
     */
    static List<Restatement> between(
            List<EditionTable> before, LocalDate day, List<EditionTable> after, boolean rulesChanged) {
        var earlier = new HashMap<Name, EditionTable>();
        before.forEach(table -> earlier.put(new Name(table.programme(), table.period()), table));
        var restatements = new ArrayList<Restatement>();
        for (var table : after) {
            var other = earlier.get(new Name(table.programme(), table.period()));
            if (other != null && isOver(table.period(), day)) {
                restatements.addAll(between(other, table, rulesChanged));
            }
        }
        return restatements;
    }

    private static boolean isOver(String period, LocalDate day) {
        return Period.parse(period)
                .flatMap(Period::to)
                .filter(to -> !to.isAfter(day.plusDays(1)))
                .isPresent();
    }

    private static List<Restatement> between(EditionTable before, EditionTable after, boolean rulesChanged) {
        var restatements = new ArrayList<Restatement>();
        long late = after.entries() - before.entries();
        var reason = late > 0 ? "late-entries" : rulesChanged ? "rules" : "other-facts";
        for (var kept : sorted(after.figures())) {
            var other = before.figures().get(kept.getKey());
            if (other == null) {
                continue;
            }
            var was = other.value();
            var is = kept.getValue().value();
            if (was == null ? is != null : is == null || was.compareTo(is) != 0) {
                restatements.add(new Restatement(
                        after.programme().orElse(null),
                        after.period(),
                        kept.getKey(),
                        was,
                        is,
                        was == null || is == null ? null : is.subtract(was),
                        late,
                        reason));
            }
        }
        return restatements;
    }

    private static List<Map.Entry<String, EditionTable.Kept>> sorted(Map<String, EditionTable.Kept> figures) {
        return figures.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }
}
