package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: credit. */
final class CreditDefinitions {
    static final Definition OUTSTANDING = new Definition(
            "Credit outstanding",
            "Hours of credit that participants hold, at the end of the period; at present while it goes on.",
            "sum(participant balances above zero) / 60",
            Unit.HOURS,
            Set.of(Source.CREDIT),
            "Of a period that is over it is what the last daily close in it says: there is none of days before the service ran.",
            "velocity");

    static final Definition VELOCITY = new Definition(
            "Velocity of credit",
            "How often outstanding credit went round in the period: hours of service to the mean of outstanding credit, day by day.",
            "service minutes / mean(outstanding at each daily close, and at present)",
            Unit.RATIO,
            Set.of(Source.CREDIT, Source.HOURS),
            "Only days that were closed are in the mean.",
            "outstanding");

    static final Definition BALANCE_DISPERSION = new Definition(
            "Dispersion of balances",
            "The interquartile range of participant balances, at the end of the period; at present while it goes on.",
            "Q3 - Q1, linear between closest ranks, in hours",
            Unit.HOURS,
            Set.of(Source.CREDIT),
            "Of a period that is over it is what the last daily close in it says.",
            "outstanding");

    static final Definition REDEMPTION_LIABILITY = new Definition(
            "Redemption liability",
            "Hours that partners have accepted and were not reimbursed for, at the end of the period, by partner and by the month in which they were taken; what is reimbursed is the oldest.",
            "sum over partners max(0, redeemed - retired) / 60",
            Unit.HOURS,
            Set.of(Source.PARTNERS),
            "",
            "hours-redeemed");

    static final Definition GIVEN_BACK = new Definition(
            "Given back by agencies",
            "Hours of credit that were taken up at agencies in the period; beside them, by agency, the hours that were contributed to it.",
            "sum(minutes of redemption legs by agency) / 60",
            Unit.HOURS,
            Set.of(Source.PARTNERS),
            "An agency gives in other ways too, by the time of its staff: see the flows of hours given.",
            "redemption-liability");

    private CreditDefinitions() {}
}
