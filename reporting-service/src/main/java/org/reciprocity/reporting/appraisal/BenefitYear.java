package org.reciprocity.reporting.appraisal;

import java.util.Optional;
import java.util.UUID;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * What an agency gains of one benefit in one year.
 *
 * @param position which of the appraisal's benefits it is of, from 0
 * @param line the code of that
 * @param agency who gains; none for the part that no agency is named for
 * @param year years after the base year, from 1
 * @param share the agency's part
 * @param remaining what is left of the effect in this year
 * @param discountFactor what one unit of this year is worth in year 0
 * @param benefit rounded half-even to whole minor units
 * @param cashable of which can be taken out of a budget, rounded likewise
 */
public record BenefitYear(
        int position,
        String line,
        Optional<UUID> agency,
        int year,
        Rational share,
        Rational remaining,
        Rational discountFactor,
        Amounts benefit,
        Amounts cashable) {}
