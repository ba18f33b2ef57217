package org.reciprocity.ledger.redemption;

import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** How refusals are told. */
final class OfferProblems {
    private OfferProblems() {}

    static Problem of(OfferDecider.Refusal refusal) {
        return switch (refusal) {
            case OfferDecider.Refusal.IdInUse inUse ->
                Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case OfferDecider.Refusal.NotFound none -> Problem.notFound("redemption offer");
            case OfferDecider.Refusal.NotARedeemer no ->
                Problem.of(ProblemType.NOT_A_REDEEMER, "The lead has to admit it as redeemer first.")
                        .with("field", "agencyId");
            case OfferDecider.Refusal.NotYours no ->
                Problem.of(ProblemType.NOT_YOURS, "Ask the partner that gives it, or the lead.");
            case OfferDecider.Refusal.EndsBeforeItBegins ends ->
                Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The first day or a later one.")
                        .with("field", "until");
            case OfferDecider.Refusal.BelowTaken(long taken) ->
                Problem.of(ProblemType.STOCK_BELOW_TAKEN, "So many units are taken: " + taken + ".")
                        .with("field", "quantity");
            case OfferDecider.Refusal.NotBegun ahead ->
                Problem.of(ProblemType.OFFER_NOT_BEGUN, "Look at its first day.");
            case OfferDecider.Refusal.Withdrawn withdrawn ->
                Problem.of(ProblemType.OFFER_WITHDRAWN, "It stays so: choose another, or open one.");
            case OfferDecider.Refusal.Expired over -> Problem.of(ProblemType.OFFER_EXPIRED, "Look at its last day.");
            case OfferDecider.Refusal.OutOfStock(long left) ->
                Problem.of(ProblemType.OUT_OF_STOCK, "Units that are left: " + left + ".");
            case OfferDecider.Refusal.WrongMinutes(int unit) ->
                Problem.of(ProblemType.WRONG_MINUTES, "A unit of the offer takes " + unit + " minutes.");
            case OfferDecider.Refusal.OtherPartner other ->
                Problem.of(ProblemType.OFFER_OF_ANOTHER, "Another partner gives this offer.")
                        .with("field", "offerId");
        };
    }
}
