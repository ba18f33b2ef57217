package org.reciprocity.reporting.appraisal;

import java.util.List;
import java.util.UUID;

/**
 * A question of who pays and who saves, with all that is taken for given.
 *
 * @param id its id
 * @param code its code
 * @param programme the programme it is of
 * @param payer the agency that decides to pay
 * @param currency of all its amounts
 * @param priceYear in which year's prices it answers
 * @param baseYear year 0
 * @param schedule the schedule of discounting
 * @param benefits what is expected to be gained
 * @param costs what it is expected to cost, or did
 */
public record Appraisal(
        UUID id,
        String code,
        UUID programme,
        UUID payer,
        String currency,
        int priceYear,
        int baseYear,
        String schedule,
        List<BenefitLine> benefits,
        List<CostLine> costs) {}
