package org.reciprocity.ledger.exchange;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What can be asked of an exchange, with what has to be known to decide it. */
public sealed interface ExchangeCommand {

    /**
     * Record it, with the confirmations there are; it settles at once when they are all that is asked for.
     *
     * @param terms what it is about
     * @param confirmations by whom it is confirmed
     * @param actor who asks
     * @param rules the community's
     * @param parties what each party is, by id
     * @param accounts which account each party moves, by the party's id
     */
    record Propose(
            Exchange.Terms terms,
            List<Exchange.Confirmation> confirmations,
            Actor actor,
            Rules rules,
            Map<UUID, Party> parties,
            Map<UUID, UUID> accounts)
            implements ExchangeCommand {}

    /**
     * Enter what another act has already decided between its parties; it settles at once.
     *
     * @param terms what it is about
     * @param confirmations whose word there is
     * @param parties what each party is, by id
     * @param accounts which account each party moves, by the party's id
     */
    record Enter(
            Exchange.Terms terms,
            List<Exchange.Confirmation> confirmations,
            Map<UUID, Party> parties,
            Map<UUID, UUID> accounts)
            implements ExchangeCommand {}

    /** A party confirms; it settles when nobody else is waited for. */
    record Confirm(Exchange.Confirmation confirmation, Actor actor, Rules rules, Map<UUID, UUID> accounts)
            implements ExchangeCommand {}

    /** Give it up. */
    record Cancel(Exchange.Reason reason, Actor actor, Rules rules) implements ExchangeCommand {}

    /**
     * Move back what was moved.
     *
     * @param reason why
     * @param actor who asks
     * @param rules the community's
     * @param pot the account that stands in for those that have been closed
     */
    record Reverse(Exchange.Reason reason, Actor actor, Rules rules, UUID pot) implements ExchangeCommand {}

    /**
     * Give up what waits, or move back the two sides of what was moved between communities, because another act asks for it:
     * who may do that is decided there.
     *
     * @param reason why
     * @param pot the account that stands in for those that have been closed
     */
    record Undo(Exchange.Reason reason, UUID pot) implements ExchangeCommand {}

    /**
     * Who asks.
     *
     * @param agency the agency
     * @param mayActForOthers whether it may speak for participants, and give out the community's credit
     */
    record Actor(UUID agency, boolean mayActForOthers) {}

    /**
     * What holds in the community and the programme.
     *
     * @param community the community
     * @param lead the agency that leads it
     * @param maxLegMinutes the longest leg
     * @param toleranceMinutes by how much the parties' minutes may differ
     * @param providersConfirm whether providers of a service confirm besides receivers
     * @param earnsCredit whether hours of the programme move credit
     */
    record Rules(
            UUID community,
            UUID lead,
            int maxLegMinutes,
            int toleranceMinutes,
            boolean providersConfirm,
            boolean earnsCredit) {}

    /** What a party is in the community. */
    enum Party {
        /** A participant. */
        PARTICIPANT,
        /** An agency. */
        AGENCY,
        /** An agency that takes credit for what it offers. */
        REDEEMER,
        /** The community itself. */
        COMMUNITY,
        /** Another community, to which credit goes or from which it comes. */
        OTHER_COMMUNITY
    }
}
