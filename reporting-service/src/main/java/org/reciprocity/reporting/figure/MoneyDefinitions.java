package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: money that was recorded. */
final class MoneyDefinitions {
    static final Definition COSTS_BORNE = new Definition(
            "Costs borne",
            "What agencies bore in the financial year, in money and in kind, by currency and year of prices, agency and year.",
            "sum of amounts, in minor units",
            Unit.MONEY,
            Set.of(Source.COSTS),
            "Only what was recorded: what nobody records costs nothing here.",
            "benefits-accrued");

    static final Definition BENEFITS_ACCRUED = new Definition(
            "Benefits accrued",
            "What agencies gained in the financial year, as it was recorded, by currency and year of prices, agency and year, cashable or not.",
            "sum of amounts, in minor units",
            Unit.MONEY,
            Set.of(Source.BENEFITS),
            "Recorded, not reckoned: it is never added to what an appraisal makes of its assumptions.",
            "costs-borne");

    static final Definition PREVENTION_SHARE = new Definition(
            "Prevention share",
            "Of the costs borne in the financial year, the share that was spent so that something does not come about.",
            "costs borne marked preventive / all costs borne",
            Unit.RATIO,
            Set.of(Source.COSTS),
            "Whoever records a cost decides whether it is preventive.",
            "failure-demand");

    private MoneyDefinitions() {}
}
