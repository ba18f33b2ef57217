package org.reciprocity.ledger.exchange;

import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** How refusals are told. */
final class ExchangeProblems {
    private ExchangeProblems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.IdInUse inUse -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case Refusal.NotFound notFound -> Problem.notFound("exchange");
            case Refusal.LegsOutOfRange legs -> Problem.field("legs", "1 to " + ExchangeDecider.MOST_LEGS + " legs");
            case Refusal.MinutesOutOfRange(int leg, int most) ->
                Problem.of(ProblemType.LEG_TOO_LONG, "A leg has 1 to " + most + " minutes here.")
                        .with("field", "legs[" + leg + "].minutes");
            case Refusal.SameParty(int leg) ->
                Problem.of(ProblemType.SAME_PARTY, "Nobody gives time to themself.")
                        .with("field", "legs[" + leg + "]");
            case Refusal.WrongParty(int leg, boolean provider) ->
                Problem.of(
                                ProblemType.WRONG_PARTY,
                                "Look at the API's description for who provides and who receives in this kind.")
                        .with("field", "legs[" + leg + "]." + (provider ? "providerId" : "receiverId"));
            case Refusal.DecisionMissing missing ->
                Problem.of(ProblemType.DECISION_MISSING, "A code such as spring-menu.")
                        .with("field", "decision");
            case Refusal.DecisionWithoutCodesign without ->
                Problem.of(ProblemType.DECISION_WITHOUT_CODESIGN, "Leave it out, or record a codesign.")
                        .with("field", "decision");
            case Refusal.OwnWordNeeded own ->
                Problem.of(ProblemType.OWN_WORD_NEEDED, "Nobody gives away somebody else's credit.");
            case Refusal.NotReversible notReversible ->
                Problem.of(ProblemType.NOT_REVERSIBLE, "The account that it settled is closed.");
            case Refusal.HalfOfATransfer half ->
                Problem.of(
                        ProblemType.HALF_OF_A_TRANSFER,
                        "Take the transfer back in both communities: POST /transfers/{id}/reversal.");
            case Refusal.NotARedeemer(int leg) ->
                Problem.of(ProblemType.NOT_A_REDEEMER, "The lead has to admit it as redeemer first.")
                        .with("field", "legs[" + leg + "].providerId");
            case Refusal.InTheFuture future ->
                Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has happened.")
                        .with("field", "occurredAt");
            case Refusal.NotTheLead lead ->
                Problem.of(
                        ProblemType.NOT_THE_LEAD,
                        "Credit is issued and granted, and disputes are decided, by a steward or broker of the lead agency.");
            case Refusal.MayNotDecide role ->
                Problem.of(
                        ProblemType.ROLE_MISSING,
                        "Issuing, granting and deciding disputes take the role broker or steward.");
            case Refusal.NotYours yours ->
                Problem.of(ProblemType.NOT_YOURS, "Ask the agency that recorded it, or the lead.");
            case Refusal.MayNotActForOthers role ->
                Problem.of(
                        ProblemType.ROLE_MISSING, "Confirming on behalf of others takes the role broker or steward.");
            case Refusal.SelfConfirmation self ->
                Problem.of(
                        ProblemType.SELF_CONFIRMATION,
                        "Who has a part in it does not speak for others in it, and does not decide it.");
            case Refusal.AgencySpokenFor agency ->
                Problem.field("how", "party, of an agency or the community: it confirms by its own id");
            case Refusal.PaidForTheWord paid ->
                Problem.of(
                        ProblemType.WORD_BY_WHO_IS_PAID,
                        "Leave the word out, and let it come by the party's own token, or by an agency that is not credited.");
            case Refusal.LeadIsPaid paid ->
                Problem.of(
                        ProblemType.DECIDED_BY_WHO_IS_PAID,
                        "The lead is credited in it, and may only cancel it: nobody here may say that what is disputed took place.");
            case Refusal.OwnSupporter own ->
                Problem.of(ProblemType.OWN_SUPPORTER, "It is the party itself that is said to speak for the party.")
                        .with("field", "actorId");
            case Refusal.NotAParty party ->
                Problem.of(ProblemType.NOT_A_PARTY, "Those who provide and those who receive confirm and dispute.");
            case Refusal.WordOfAnotherAgency another ->
                Problem.of(
                        ProblemType.WORD_OF_ANOTHER_AGENCY,
                        "An agency confirms and disputes by its own token, the community by its lead's.");
            case Refusal.NotTheBearers another ->
                Problem.of(
                        ProblemType.NOT_THE_BEARERS, "It is for what its bearer has a part in, and in their own name.");
            case Refusal.NotHeard notHeard ->
                Problem.of(
                        ProblemType.NOT_HEARD,
                        "A participant's word comes by their own token, or by an agency that sees them.");
            case Refusal.AlreadyConfirmed already ->
                Problem.of(ProblemType.ALREADY_CONFIRMED, "Each party confirms once.");
            case Refusal.ConfirmedTwice twice ->
                Problem.of(ProblemType.CONFIRMED_TWICE, "Name each party once.").with("field", "confirmations");
            case Refusal.LegsUndecided(int legs) ->
                Problem.field("minutes", "the minutes of each of the " + legs + " legs, in their order");
            case Refusal.NamedTwice(int leg) ->
                Problem.field("session", "each participant once among the givers and once among the receivers");
            case Refusal.NotDisputed notDisputed ->
                Problem.of(ProblemType.NOT_DISPUTED, "Only what is in dispute is decided.");
            case Refusal.MinutesUnclear unclear ->
                Problem.of(
                        ProblemType.MINUTES_UNCLEAR,
                        "The party has several legs: confirm without minutes, or record the legs separately.");
            case Refusal.InDispute dispute ->
                Problem.of(ProblemType.IN_DISPUTE, "The lead decides it: POST /exchanges/{id}/resolution.");
            case Refusal.AlreadySettled settled ->
                Problem.of(ProblemType.ALREADY_SETTLED, "What was settled by mistake is reversed.");
            case Refusal.Ended ended ->
                Problem.of(ProblemType.EXCHANGE_ENDED, "It was cancelled, has lapsed or was reversed.");
            case Refusal.NotSettled notSettled ->
                Problem.of(ProblemType.NOT_SETTLED, "Only what is settled can be reversed; cancel what is proposed.");
            case Refusal.AlreadyReversed reversed ->
                Problem.of(ProblemType.ALREADY_REVERSED, "An exchange is reversed once, and for good.");
            case Refusal.AccountNotOpen(var account) ->
                Problem.of(ProblemType.ACCOUNT_NOT_OPEN, "It takes no part in exchanges.")
                        .with("account", account);
            case Refusal.AccountSuspended(var account) ->
                Problem.of(ProblemType.ACCOUNT_SUSPENDED, "Only corrections move it, until the lead reopens it.")
                        .with("account", account);
            case Refusal.AccountClosed(var account) ->
                Problem.of(ProblemType.ACCOUNT_CLOSED, "It takes no part in exchanges any more.")
                        .with("account", account);
            case Refusal.InsufficientCredit(var account) ->
                Problem.of(ProblemType.INSUFFICIENT_CREDIT, "Nothing was moved.")
                        .with("account", account);
            case Refusal.CeilingReached(var account) ->
                Problem.of(ProblemType.CEILING_REACHED, "Nothing was moved.").with("account", account);
        };
    }
}
