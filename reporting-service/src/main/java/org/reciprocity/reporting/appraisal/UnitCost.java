package org.reciprocity.reporting.appraisal;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;

/**
 * What one of something costs, as somebody published it.
 *
 * @param id its id
 * @param code how it is called
 * @param title what it is of, in words
 * @param amount in minor units, in prices of its year
 * @param currency ISO 4217
 * @param priceYear the year of its prices
 * @param source who published it
 * @param inclusions what is in it
 * @param payer the agency that pays it
 * @param grade the confidence in it, 1 (best) to 6
 */
public record UnitCost(
        UUID id,
        String code,
        String title,
        BigInteger amount,
        String currency,
        int priceYear,
        String source,
        List<String> inclusions,
        UUID payer,
        int grade) {}
