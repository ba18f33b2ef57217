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
 * @param text the word that there is in place of a number
 * @param caveats what to beware of, in one text
 * @param definition where the figure's definition is to be read
 * @param counterFigure the codes of the figures to read it with, in one text
 * @param paidOn the codes of the contracts that pay on the figure, in one text; none if no contract does
 * @param generation the generation that it was read from
 * @param ruleVersion the version of the rules that it was computed by
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
        String reason,
        String text,
        String caveats,
        String definition,
        String counterFigure,
        String paidOn,
        long generation,
        int ruleVersion) {

    /** The columns, as files name them. */
    public static final List<String> COLUMNS = List.of(
            "edition",
            "community",
            "programme",
            "period",
            "figure",
            "part",
            "value",
            "unit",
            "state",
            "reason",
            "text",
            "caveats",
            "definition",
            "counter_figure",
            "paid_on",
            "generation",
            "rule_version");

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
                reason,
                text,
                caveats,
                definition,
                counterFigure,
                paidOn,
                generation,
                ruleVersion);
    }
}
