package org.reciprocity.reporting.appraisal;

import java.util.UUID;

/**
 * A cost of a year.
 *
 * @param line its code
 * @param agency who bears it
 * @param year the financial year, by its first calendar year
 * @param priceYear the year of its prices
 * @param currency ISO 4217
 * @param inKind whether it is given in kind and not in money
 * @param recorded whether it is one that was recorded, rather than one that the appraisal states
 * @param assumptions its amount and its optimism
 */
public record CostLine(
        String line,
        UUID agency,
        int year,
        int priceYear,
        String currency,
        boolean inKind,
        boolean recorded,
        Assumptions assumptions) {

    CostLine with(Assumptions other) {
        return new CostLine(line, agency, year, priceYear, currency, inKind, recorded, other);
    }
}
