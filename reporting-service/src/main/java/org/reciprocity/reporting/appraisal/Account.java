package org.reciprocity.reporting.appraisal;

import java.util.OptionalInt;

/**
 * What somebody pays and what comes back to them over a horizon.
 *
 * @param cost what is paid
 * @param inKind what of it is given in kind
 * @param benefit what comes back
 * @param cashable what of it can be taken out of a budget
 * @param uncontrolled what of the benefit rests on effects without comparison
 * @param payback the first year, from that of the first cost on, after which what came back, discounted, is not less than what was paid;
 *     over all years, whatever the horizon; none where that never is, or nothing is paid
 */
public record Account(
        Amounts cost, Amounts inKind, Amounts benefit, Amounts cashable, Amounts uncontrolled, OptionalInt payback) {

    /** What is left: benefit less cost. */
    public Amounts net() {
        return benefit.minus(cost);
    }

    /** What can be taken out of budgets less cost. */
    public Amounts cashableNet() {
        return cashable.minus(cost);
    }

    /** What comes back for each unit of cost. */
    public Amounts.Returns returns() {
        return benefit.over(cost);
    }

    /** What can be taken out of a budget for each unit of cost. */
    public Amounts.Returns cashableReturns() {
        return cashable.over(cost);
    }
}
