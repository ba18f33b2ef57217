package org.reciprocity.reporting.appraisal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * A benefit that is expected, year after year.
 *
 * @param line its code
 * @param assumptions what it is computed from
 * @param unitCostId the unit cost that one unit of its effect avoids
 * @param unitCost what is known of it; none where it was not published
 * @param controlled whether the effect is stated to be one against a comparison, which nets out what would have come anyway
 * @param maryland the evidence of the effect, 1 to 5 (best)
 * @param health whether it is an effect on health, which a schedule may discount by rates of its own
 * @param years how many years it lasts; the first is year 1
 * @param shares which agencies gain of it
 * @param effectFrom where the effect is from: stated, or the kind and code of what was recorded
 */
public record BenefitLine(
        String line,
        Assumptions assumptions,
        UUID unitCostId,
        Optional<UnitCost> unitCost,
        boolean controlled,
        int maryland,
        boolean health,
        int years,
        List<Share> shares,
        String effectFrom) {
    /** Where an effect is from that is only stated. */
    public static final String STATED = "stated";

    /** The lowest grade of an effect that is measured against a comparison. */
    private static final int COMPARED = 2;

    /**
     * What part of a benefit an agency gains.
     *
     * @param agency the agency
     * @param share 0 to 1
     */
    public record Share(UUID agency, Rational share) {}

    /** The part that no agency is named for. */
    public Rational unattributed() {
        return Rational.ONE.minus(shares.stream().map(Share::share).reduce(Rational.ZERO, Rational::plus));
    }

    /** Whether the effect is stated, and not said to come from anything recorded. */
    public boolean isStatedOnly() {
        return effectFrom.equals(STATED);
    }

    /** Whether it is one against a comparison: stated, and of a grade that has one. A grade of 1 has none, whatever is stated. */
    public boolean isControlled() {
        return controlled && maryland >= COMPARED;
    }

    /** What of its deadweight is taken off: a controlled effect has none left. */
    Rational deadweight() {
        return isControlled() ? Rational.ZERO : assumptions.exactly(Assumption.DEADWEIGHT);
    }

    BenefitLine with(Assumptions other) {
        return new BenefitLine(
                line, other, unitCostId, unitCost, controlled, maryland, health, years, shares, effectFrom);
    }
}
