package org.reciprocity.reporting.tabular;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A number in a row of its own.
 *
 * @param edition the edition it is of; none for an exact number of the present
 * @param community the community
 * @param programme the programme; none for the whole community
 * @param period the period
 * @param figure the figure
 * @param part the part of the figure; empty for the figure itself
 * @param value the number; none unless it is told
 * @param unit what it counts
 * @param state told, withheld, or none where there is nothing below the line
 * @param reason why there is no number
 */
public record FigureRow(
        Long edition,
        UUID community,
        UUID programme,
        String period,
        String figure,
        String part,
        BigDecimal value,
        String unit,
        String state,
        String reason) {

    /** The columns, as files name them. */
    public static final List<String> COLUMNS = List.of(
            "edition", "community", "programme", "period", "figure", "part", "value", "unit", "state", "reason");

    /** The cells, in the order of the columns. */
    public List<Object> cells() {
        return Arrays.asList(
                edition,
                community.toString(),
                programme == null ? null : programme.toString(),
                period,
                figure,
                part,
                value,
                unit,
                state,
                reason);
    }
}
