package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: cases. */
final class CaseDefinitions {
    static final Definition CASES = new Definition(
            "Cases",
            "Referrals of participants to a programme that were made in the period, whatever became of them since; by where they stand in the parts.",
            "count(case)",
            Unit.CASES,
            Set.of(Source.CASES),
            "A referral is no offence and no diagnosis. One whose day is not told counts when it was recorded.",
            "role-reversal");

    static final Definition PEOPLE_HARMED = new Definition(
            "People harmed",
            "How many people the cases referred in the period are about, by their latest agreements; cases without an agreement are counted in the parts.",
            "sum(people harmed)",
            Unit.PEOPLE,
            Set.of(Source.CASES),
            "Somebody harmed in two cases is counted twice: nobody is known by name here.",
            "cases");

    static final Definition ROLE_REVERSAL = new Definition(
            "Role reversal",
            "The share of people referred in the period who have given hours up to now: the respondent who sits on the next jury.",
            "gave / referred",
            Unit.RATIO,
            Set.of(Source.CASES, Source.JOURNEYS),
            "It grows for a while after the period. Of a referral whose day is told, hours count from the month of that day on; of others, hours given before count too. Nobody has to give.",
            "cases");

    static final Definition SUPPORT_COST_DIFFERENCE = new Definition(
            "Support cost difference",
            "What support given in cases would have cost without the programme, less what it cost, by the day on which it ended; quantities, costs and cases by unit in the parts.",
            "sum(quantity * (unit cost otherwise - unit cost)), in minor units",
            Unit.MONEY,
            Set.of(Source.SUPPORT),
            "What it would have cost otherwise is what the programme says, not what was observed.",
            "costs-borne");

    private CaseDefinitions() {}
}
