package org.reciprocity.reporting.appraisal;

import java.util.UUID;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * What an agency bears of one cost in one year.
 *
 * @param line the cost
 * @param agency who bears it
 * @param year years after the base year, from 0
 * @param inKind whether it is given in kind
 * @param discountFactor what one unit of this year is worth in year 0
 * @param cost rounded half-even to whole minor units
 */
public record CostYear(String line, UUID agency, int year, boolean inKind, Rational discountFactor, Amounts cost) {}
