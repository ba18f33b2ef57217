package org.reciprocity.ledger.exchange;

import java.util.UUID;

/** Why a command on an exchange is refused. */
public sealed interface Refusal {

    /** There is an exchange of that id. */
    record IdInUse() implements Refusal {}

    /** There is no such exchange. */
    record NotFound() implements Refusal {}

    /** There are no legs, or too many. */
    record LegsOutOfRange() implements Refusal {}

    /** The leg is shorter than a minute, or longer than the policy allows. */
    record MinutesOutOfRange(int leg, int most) implements Refusal {}

    /** Somebody gives to themself. */
    record SameParty(int leg) implements Refusal {}

    /** A provider or receiver is nobody who could be that in this kind of exchange. */
    record WrongParty(int leg, boolean provider) implements Refusal {}

    /** A codesign names the decision it influenced. */
    record DecisionMissing() implements Refusal {}

    /** No other kind than a codesign names a decision. */
    record DecisionWithoutCodesign() implements Refusal {}

    /** Who gives credit away says so in their own word. */
    record OwnWordNeeded() implements Refusal {}

    /** A leaver's settlement stands: its account is closed. */
    record NotReversible() implements Refusal {}

    /** A transfer is taken back on both sides at once. */
    record HalfOfATransfer() implements Refusal {}

    /** The agency does not redeem credit here. */
    record NotARedeemer(int leg) implements Refusal {}

    /** It has not happened yet. */
    record InTheFuture() implements Refusal {}

    /** Only the lead gives out the community's credit, and decides disputes. */
    record NotTheLead() implements Refusal {}

    /** What the lead decides takes its broker or steward. */
    record MayNotDecide() implements Refusal {}

    /** Only the agency that recorded it, or the lead, may do this. */
    record NotYours() implements Refusal {}

    /** Speaking for others takes a role that this caller lacks. */
    record MayNotActForOthers() implements Refusal {}

    /** Who has a part in it does not speak for another and does not decide. */
    record SelfConfirmation() implements Refusal {}

    /** Somebody speaks for an agency or the community, which speak for themselves. */
    record AgencySpokenFor() implements Refusal {}

    /** The agency or the supporter who brings the word is credited by it. */
    record PaidForTheWord() implements Refusal {}

    /** The lead would decide about what it is paid itself. */
    record LeadIsPaid() implements Refusal {}

    /** A supporter speaks for another, and here it is the party itself. */
    record OwnSupporter() implements Refusal {}

    /** Whose word it is takes no part in it. */
    record NotAParty() implements Refusal {}

    /** Another agency brings the word of an agency or of the community. */
    record WordOfAnotherAgency() implements Refusal {}

    /** A participant's own token is for that participant alone. */
    record NotTheBearers() implements Refusal {}

    /** The agency does not see the participant whose word it brings. */
    record NotHeard() implements Refusal {}

    /** It has confirmed already. */
    record AlreadyConfirmed() implements Refusal {}

    /** One request brings the word of a party twice. */
    record ConfirmedTwice() implements Refusal {}

    /** Of a dispute each leg is decided, and there are so many. */
    record LegsUndecided(int legs) implements Refusal {}

    /** In a session each gives once and receives once. */
    record NamedTwice(int leg) implements Refusal {}

    /** There is nothing to decide. */
    record NotDisputed() implements Refusal {}

    /** The party has several legs, and the minutes could be about any. */
    record MinutesUnclear() implements Refusal {}

    /** The lead has to decide first. */
    record InDispute() implements Refusal {}

    /** It has settled, and waits for nothing. */
    record AlreadySettled() implements Refusal {}

    /** It was cancelled, has lapsed or was reversed. */
    record Ended() implements Refusal {}

    /** Nothing was moved that could be moved back. */
    record NotSettled() implements Refusal {}

    /** It has been moved back already. */
    record AlreadyReversed() implements Refusal {}

    /** Nobody has opened the account. */
    record AccountNotOpen(UUID account) implements Refusal {}

    /** The account takes part in nothing but corrections for now. */
    record AccountSuspended(UUID account) implements Refusal {}

    /** The account takes part in nothing, for ever. */
    record AccountClosed(UUID account) implements Refusal {}

    /** The account would fall below its floor. */
    record InsufficientCredit(UUID account) implements Refusal {}

    /** The account would rise above its ceiling. */
    record CeilingReached(UUID account) implements Refusal {}
}
