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

    /** A codesign names the decision it influenced; no other kind does. */
    record DecisionUnclear() implements Refusal {}

    /** Who gives credit away says so in their own word. */
    record OwnWordNeeded() implements Refusal {}

    /** It is undone where it was done, and not by a reversal. */
    record NotReversible() implements Refusal {}

    /** The agency does not redeem credit here. */
    record NotARedeemer(int leg) implements Refusal {}

    /** It has not happened yet. */
    record InTheFuture() implements Refusal {}

    /** Only a broker or steward of the lead gives out the community's credit, and decides disputes. */
    record NotTheLead() implements Refusal {}

    /** Only the agency that recorded it, or the lead, may do this. */
    record NotYours() implements Refusal {}

    /** Speaking for others takes a role that this caller lacks. */
    record MayNotActForOthers() implements Refusal {}

    /** Who would gain by it, or has a part in it, does not speak for another and does not decide. */
    record SelfConfirmation() implements Refusal {}

    /** Whoever confirms takes no part in it. */
    record NotAParty() implements Refusal {}

    /** The agency does not see the participant whose word it brings. */
    record NotHeard() implements Refusal {}

    /** It has confirmed already. */
    record AlreadyConfirmed() implements Refusal {}

    /** Of a dispute each leg is decided, and there are so many. */
    record LegsUndecided(int legs) implements Refusal {}

    /** In a session each gives once and receives once. */
    record NamedTwice(int leg) implements Refusal {}

    /** There is nothing to decide. */
    record NotDisputed() implements Refusal {}

    /** The party has several legs, and the minutes could be about any. */
    record MinutesUnclear() implements Refusal {}

    /** It is not waiting for confirmation any more. */
    record NotProposed() implements Refusal {}

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
