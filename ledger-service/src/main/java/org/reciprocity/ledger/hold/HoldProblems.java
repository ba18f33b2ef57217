package org.reciprocity.ledger.hold;

import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** How refusals are told. */
final class HoldProblems {
    private HoldProblems() {}

    static Problem of(HoldDecider.Refusal refusal) {
        return switch (refusal) {
            case HoldDecider.Refusal.IdInUse inUse ->
                Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case HoldDecider.Refusal.NotFound none -> Problem.notFound("hold");
            case HoldDecider.Refusal.NotHeld(String state) ->
                Problem.of(ProblemType.HOLD_NOT_OPEN, "Nothing is held by it any more.")
                        .with("state", state);
            case HoldDecider.Refusal.NotYours no ->
                Problem.of(ProblemType.NOT_YOURS, "Ask the partner it is for, the agency that placed it, or the lead.");
            case HoldDecider.Refusal.NotARedeemer no ->
                Problem.of(ProblemType.NOT_A_REDEEMER, "The lead has to admit it as redeemer first.")
                        .with("field", "agencyId");
            case HoldDecider.Refusal.MayNotActForOthers role ->
                Problem.of(ProblemType.ROLE_MISSING, "Holding on behalf of others takes the role broker or steward.");
            case HoldDecider.Refusal.SelfConfirmation self ->
                Problem.of(ProblemType.SELF_CONFIRMATION, "Nobody speaks on their own behalf as a broker: say party.");
            case HoldDecider.Refusal.PaidForTheWord paid ->
                Problem.of(
                        ProblemType.WORD_BY_WHO_IS_PAID,
                        "Let the participant say so by their own token, or an agency that sees them and is not the partner.");
            case HoldDecider.Refusal.NotTheBearers no ->
                Problem.of(ProblemType.NOT_THE_BEARERS, "A token that is somebody's own speaks for them alone.");
            case HoldDecider.Refusal.MinutesOutOfRange(int most) ->
                Problem.of(ProblemType.LEG_TOO_LONG, "A hold has 1 to " + most + " minutes here.")
                        .with("field", "minutes");
            case HoldDecider.Refusal.ExpiryOutOfRange(var longest) ->
                Problem.field("expiresAt", "after now, and within " + longest.toDays() + " days");
            case HoldDecider.Refusal.AccountSuspended(var account) ->
                Problem.of(ProblemType.ACCOUNT_SUSPENDED, "Nothing can be held on it for now.")
                        .with("account", account);
            case HoldDecider.Refusal.AccountClosed(var account) ->
                Problem.of(ProblemType.ACCOUNT_CLOSED, "Nothing can be held on it.")
                        .with("account", account);
            case HoldDecider.Refusal.InsufficientCredit(var account) ->
                Problem.of(ProblemType.INSUFFICIENT_CREDIT, "Nothing is held.").with("account", account);
            case HoldDecider.Refusal.MoreThanHeld(int held) ->
                Problem.of(ProblemType.MORE_THAN_HELD, "1 to " + held + " minutes can be captured.")
                        .with("field", "minutes");
            case HoldDecider.Refusal.WrongMinutes(int unit) ->
                Problem.of(ProblemType.WRONG_MINUTES, "A unit of the offer takes " + unit + " minutes.")
                        .with("field", "minutes");
        };
    }
}
