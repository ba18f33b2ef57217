package org.reciprocity.reporting.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A number that a release says otherwise than the one before it, made of nothing but what both have published.
 *
 * @param programme the programme; none for the whole community
 * @param period the period, over for both
 * @param figure the figure
 * @param part the part of it; empty for the figure itself
 * @param unit what it counts
 * @param before the number that the release before published; none unless it is told
 * @param after the number that this one published; none unless it is told
 * @param difference after less before, where both are told
 * @param state told, withheld where either is, or none where either has nothing below the line
 * @param lateEntries the published late entries of the place and period less those of the release before; none unless both are told
 * @param reason {@code late-entries} where more of those are published, else {@code rules} where their version changed, else
 *     {@code not-told}
 * @param caveats what to beware of in the later number, in one text
 * @param counterFigure the codes of the figures to read it with, in one text
 * @param paidOn the codes of the contracts that pay on the figure, in one text
 */
@Schema(examples = """
        {"period":"2026-05","figure":"hours-given","part":"","unit":"hours","before":40,"after":55,"difference":15,"state":"told",
        "lateEntries":15,"reason":"late-entries","counterFigure":"hours-received"}
        """)
record ReleasedRestatement(
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID programme,
        String period,
        String figure,
        String part,
        String unit,
        BigDecimal before,
        BigDecimal after,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal difference,
        String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal lateEntries,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) String caveats,
        @JsonInclude(JsonInclude.Include.NON_NULL) String counterFigure,
        @JsonInclude(JsonInclude.Include.NON_NULL) String paidOn) {}
