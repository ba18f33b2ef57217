package org.reciprocity.ledger.exchange;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * @param left the accounts of those parties that have left, which are closed
     */
    record Propose(
            Exchange.Terms terms,
            List<Word> confirmations,
            Actor actor,
            Rules rules,
            Map<UUID, Party> parties,
            Map<UUID, UUID> accounts,
            Set<UUID> left)
            implements ExchangeCommand {

        /** None of the parties has left. */
        Propose(
                Exchange.Terms terms,
                List<Word> confirmations,
                Actor actor,
                Rules rules,
                Map<UUID, Party> parties,
                Map<UUID, UUID> accounts) {
            this(terms, confirmations, actor, rules, parties, accounts, Set.of());
        }
    }

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

    /** Parties confirm; it settles when nobody else is waited for. */
    record Confirm(Word word, Actor actor, Rules rules, Map<UUID, UUID> accounts) implements ExchangeCommand {}

    /** A party disputes it. */
    record Dispute(UUID party, Exchange.DisputeReason reason, Actor actor, Rules rules) implements ExchangeCommand {}

    /**
     * Decide a dispute.
     *
     * @param minutes what counts for each leg; null to give it up
     * @param reason why it is given up; null where it is settled
     * @param actor who decides
     * @param rules the community's
     * @param accounts which account each party moves, by the party's id
     */
    record Resolve(List<Integer> minutes, Exchange.Reason reason, Actor actor, Rules rules, Map<UUID, UUID> accounts)
            implements ExchangeCommand {}

    /** Take the silence of those who were asked for their word. */
    record ConfirmSilence(Rules rules, Map<UUID, UUID> accounts) implements ExchangeCommand {}

    /** Let it go: nobody confirmed it within these hours. */
    record Lapse(int afterHours) implements ExchangeCommand {}

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
     * @param by who asks
     * @param pot the account that stands in for those that have been closed
     */
    record Undo(Exchange.Reason reason, Exchange.By by, UUID pot) implements ExchangeCommand {}

    /**
     * A word that somebody brings.
     *
     * @param party whose it is; null for everybody who has not spoken yet, or for an approval of what all have said
     * @param how whether it is their own
     * @param minutes how long it was in their view; null where that is as recorded
     * @param actor the participant who speaks for the party; null where the party does, or a broker
     * @param authority by what right; null where the party speaks
     */
    record Word(UUID party, Exchange.How how, Integer minutes, UUID actor, Exchange.Authority authority) {}

    /**
     * Who asks.
     *
     * @param agency the agency
     * @param mayActForOthers whether it may speak for participants, and give out the community's credit
     * @param bearer the participant whose token it is; null where it is nobody's in particular
     * @param sees those of the exchange's participants whom the agency sees; of the lead none are listed, since it sees all
     */
    record Actor(UUID agency, boolean mayActForOthers, UUID bearer, Set<UUID> sees) {

        /** Of an agency that sees none of them, unless it leads. */
        Actor(UUID agency, boolean mayActForOthers, UUID bearer) {
            this(agency, mayActForOthers, bearer, Set.of());
        }

        /** Nobody in particular, of an agency that sees none of them, unless it leads. */
        Actor(UUID agency, boolean mayActForOthers) {
            this(agency, mayActForOthers, null);
        }

        /** As whom what they do is kept, where they do it for no party. */
        Exchange.By by() {
            return new Exchange.By(agency, bearer, null);
        }

        /** Whether a participant could have told the agency something: it is one of those whom the agency sees. */
        boolean hears(UUID participant, Rules rules) {
            return agency.equals(rules.lead()) || sees.contains(participant);
        }

        /** Whether it is a member's own token, and no broker's or steward's: it does nothing in what others have a part in. */
        boolean confined() {
            return bearer != null && !mayActForOthers;
        }
    }

    /**
     * What holds in the community and the programme.
     *
     * @param community the community
     * @param lead the agency that leads it
     * @param maxLegMinutes the longest leg
     * @param toleranceMinutes by how much the parties' minutes may differ
     * @param asked whose word a service needs
     * @param earnsCredit whether hours of the programme move credit
     * @param persons whose ids are linked as one person's: the person that each of them is, of those who are named here
     */
    record Rules(
            UUID community,
            UUID lead,
            int maxLegMinutes,
            int toleranceMinutes,
            Asked asked,
            boolean earnsCredit,
            Map<UUID, UUID> persons) {

        /** Nobody named has more ids than one. */
        Rules(UUID community, UUID lead, int maxLegMinutes, int toleranceMinutes, Asked asked, boolean earnsCredit) {
            this(community, lead, maxLegMinutes, toleranceMinutes, asked, earnsCredit, Map.of());
        }

        Rules knowing(Map<UUID, UUID> linked) {
            return new Rules(community, lead, maxLegMinutes, toleranceMinutes, asked, earnsCredit, linked);
        }

        UUID agencyBehind(UUID party) {
            return party.equals(community) ? lead : party;
        }

        /** Whether two ids are one person, agency or community. */
        boolean same(UUID one, UUID other) {
            return persons.getOrDefault(one, one).equals(persons.getOrDefault(other, other));
        }

        /** Whether somebody gives or receives, under whichever of their ids; nobody in particular does not. */
        boolean hasAPart(UUID who, Exchange.Terms terms) {
            return who != null
                    && terms.legs().stream().anyMatch(leg -> same(who, leg.provider()) || same(who, leg.receiver()));
        }
    }

    /** Whose word a service needs. */
    enum Asked {
        /** The providers' and the receivers'. */
        BOTH,
        /** The receivers'. */
        RECEIVER,
        /** A broker's or steward's who is no party. */
        BROKER
    }

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
