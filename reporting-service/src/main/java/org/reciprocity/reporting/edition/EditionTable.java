package org.reciprocity.reporting.edition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All figures of one programme, or of the whole community, and one period in an edition. Exact.
 *
 * @param programme the programme; none for the whole community, exchanges without a programme included
 * @param period how the period is written; one that goes on beyond the edition's last day ends with that day
 * @param entries how many exchanges and reversals of the period were recorded, of any kind
 * @param figures by figure
 * @param contributors by figure of minutes and by part of it ({@code ""} the whole, {@code kind/service} and so on), who the minutes are of
 * @param members by figure of means and by part of it, a number for each of what the mean is of, by which it is known again in another table
 */
public record EditionTable(
        Optional<UUID> programme,
        String period,
        long entries,
        Map<String, Kept> figures,
        Map<String, Map<String, Contributors>> contributors,
        Map<String, Map<String, List<Long>>> members) {

    /** A table without means. */
    public EditionTable(
            Optional<UUID> programme,
            String period,
            long entries,
            Map<String, Kept> figures,
            Map<String, Map<String, Contributors>> contributors) {
        this(programme, period, entries, figures, contributors, Map.of());
    }

    /** A figure as it was answered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Kept(BigDecimal value, String reason, Map<String, Object> parts, List<String> caveats) {}

    /** Who minutes are of, seen from both sides. A side is none where it is not participants. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Contributors(Side givers, Side receivers) {}

    /**
     * One side. Linked ids are one contributor.
     *
     * @param count how many contribute
     * @param total minutes of all together
     * @param largest minutes of the one with the most
     * @param second minutes of the one after that
     */
    public record Side(long count, long total, long largest, long second) {}
}
