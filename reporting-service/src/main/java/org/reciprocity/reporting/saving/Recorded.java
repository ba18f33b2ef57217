package org.reciprocity.reporting.saving;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/**
 * A cost that an agency bore or a benefit that it gained, as it was recorded.
 *
 * @param id its id
 * @param isCost whether it is a cost
 * @param agency whose it is
 * @param year the financial year
 * @param amount in minor units, in prices of its price year
 * @param currency ISO 4217
 * @param priceYear the year of its prices
 * @param inKind of a cost, whether it was given in kind
 * @param preventive of a cost, whether it was to keep something from happening
 * @param cashable of a benefit, whether it can be taken out of a budget
 * @param grade the confidence in it, 1 (best) to 6
 * @param item what it is for
 */
record Recorded(
        UUID id,
        boolean isCost,
        UUID agency,
        int year,
        BigInteger amount,
        String currency,
        int priceYear,
        boolean inKind,
        boolean preventive,
        boolean cashable,
        int grade,
        Optional<String> item) {}
