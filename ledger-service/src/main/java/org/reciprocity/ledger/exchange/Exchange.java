package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An exchange as its stream tells:
 *
 * <pre>
 * none -> proposed -> settled -> reversed
 *                 \-> cancelled
 *                 \-> lapsed
 *                 \-> disputed -> settled | cancelled
 *     \-> settled -> reversed
 * </pre>
 */
public sealed interface Exchange {

    /** The party that pays where credit is issued: nobody, which is why it may owe without limit. */
    UUID NOBODY = new UUID(0, 0);

    /** There is none. */
    record None() implements Exchange {}

    /** It waits for confirmation. */
    record Proposed(Terms terms, List<Confirmation> confirmations) implements Exchange {}

    /**
     * Minutes were moved.
     *
     * @param terms what was proposed
     * @param confirmations by whom it was confirmed
     * @param dispute what was in dispute before; null for nothing
     * @param legs with the minutes that count
     * @param postings what was moved, by account
     * @param assurance how far its hours can be trusted; null where its settlement did not say
     */
    record Settled(
            Terms terms,
            List<Confirmation> confirmations,
            Dispute dispute,
            List<Leg> legs,
            Map<UUID, Long> postings,
            Assurance assurance)
            implements Exchange {}

    /** The parties disagree, and it waits for somebody to decide. */
    record Disputed(Terms terms, List<Confirmation> confirmations, Dispute dispute) implements Exchange {}

    /**
     * It was given up before it was settled.
     *
     * @param terms what was proposed
     * @param confirmations by whom it was confirmed
     * @param dispute what was in dispute before; null for nothing
     * @param reason why
     * @param by who gave it up; null where its event does not say
     */
    record Cancelled(Terms terms, List<Confirmation> confirmations, Dispute dispute, Reason reason, By by)
            implements Exchange {}

    /** Nobody confirmed it in time. */
    record Lapsed(Terms terms, List<Confirmation> confirmations) implements Exchange {}

    /**
     * What was moved was moved back.
     *
     * @param settled as it was before
     * @param reason why
     * @param by who took it back; null where its event does not say
     */
    record Reversed(Settled settled, Reason reason, By by) implements Exchange {}

    /**
     * What was proposed.
     *
     * @param occasion what it is about
     * @param recordedBy the agency that recorded it
     * @param bearer the participant whose token it came with; null where the token was nobody's in particular
     * @param legs from 1 to {@value ExchangeDecider#MOST_LEGS}
     */
    record Terms(Occasion occasion, UUID recordedBy, UUID bearer, List<Leg> legs) {

        /** Recorded by an agency's token that is nobody's in particular. */
        Terms(Occasion occasion, UUID recordedBy, List<Leg> legs) {
            this(occasion, recordedBy, null, legs);
        }

        boolean has(UUID party) {
            return party != null && legs.stream().anyMatch(leg -> leg.has(party));
        }

        Kind kind() {
            return occasion.kind();
        }
    }

    /**
     * What an exchange is about.
     *
     * @param kind who may give to whom, and which account pays
     * @param programme the programme it belongs to; null for none
     * @param occurredAt when it happened
     * @param skill what was done; null where nobody says
     * @param match the match it fulfils; null for none
     * @param caseId the case whose duty it serves; null for none
     * @param decision the decision it influenced, as a code; given for {@link Kind#CODESIGN}, null for every other
     * @param session whether several gave and received together: each leg is then between a participant and the pot
     * @param counterpart the exchange in the other community; given for {@link Kind#TRANSFER}, null for every other
     * @param grounds on what credit was spent or taken out of being
     */
    record Occasion(
            Kind kind,
            UUID programme,
            Instant occurredAt,
            String skill,
            UUID match,
            UUID caseId,
            String decision,
            boolean session,
            UUID counterpart,
            Grounds grounds) {

        /** One that stands on no grounds but its own. */
        Occasion(
                Kind kind,
                UUID programme,
                Instant occurredAt,
                String skill,
                UUID match,
                UUID caseId,
                String decision,
                boolean session,
                UUID counterpart) {
            this(kind, programme, occurredAt, skill, match, caseId, decision, session, counterpart, Grounds.NONE);
        }

        /** One that is about nothing more than its kind and its time. */
        static Occasion of(Kind kind, Instant occurredAt) {
            return new Occasion(kind, null, occurredAt, null, null, null, null, false, null);
        }
    }

    /**
     * On what credit was spent or taken out of being.
     *
     * @param offer the redemption offer that was taken up; null for none
     * @param hold the hold that was captured; null for none
     * @param manner how a retirement came about; null for every other kind
     */
    record Grounds(UUID offer, UUID hold, Manner manner) {
        /** None. */
        static final Grounds NONE = new Grounds(null, null, null);
    }

    /** How a retirement came about. */
    enum Manner {
        /** The partner was paid. */
        REIMBURSED("reimbursed"),
        /** The partner gave it up. */
        WAIVED("waived");

        private final String wire;

        Manner(String wire) {
            this.wire = wire;
        }

        /** Its name in events and in the API. */
        public String wire() {
            return wire;
        }

        /** The manner of that name. */
        public static Manner of(String wire) {
            for (var manner : values()) {
                if (manner.wire.equals(wire)) {
                    return manner;
                }
            }
            throw new IllegalArgumentException("No manner of retirement: " + wire);
        }
    }

    /**
     * One gave, one received.
     *
     * @param provider who gave time, and is credited
     * @param receiver who received it, and pays; {@link #NOBODY} where credit is issued
     * @param minutes how long
     * @param providerRole what the provider was in this
     * @param receiverRole what the receiver was in this
     */
    record Leg(UUID provider, UUID receiver, int minutes, Role providerRole, Role receiverRole) {

        boolean has(UUID party) {
            return provider.equals(party) || receiver.equals(party);
        }

        Leg with(int otherMinutes) {
            return new Leg(provider, receiver, otherMinutes, providerRole, receiverRole);
        }
    }

    /**
     * How far hours can be trusted.
     *
     * @param confirmed the strongest word of a receiver; null for nobody's
     * @param selfRecorded whether a provider recorded it
     */
    record Assurance(How confirmed, boolean selfRecorded) {}

    /**
     * A party's word that it happened.
     *
     * @param party whose word it is
     * @param how whether it is their own
     * @param minutes how long it was in their view; null where that is as recorded
     * @param by who gave it; null where nobody did, and silence was taken for it
     */
    record Confirmation(UUID party, How how, Integer minutes, By by) {

        /** Given by nobody that is known. */
        Confirmation(UUID party, How how, Integer minutes) {
            this(party, how, minutes, null);
        }

        boolean brokers() {
            return how == How.ON_BEHALF && by != null && by.authority() == Authority.BROKER;
        }
    }

    /**
     * Who did something to an exchange, for a party or by their office.
     *
     * @param agency the agency whose token it came with
     * @param actor the participant who did it; null where the agency's own people did
     * @param authority by what right somebody speaks for another; null where it is their own word
     */
    record By(UUID agency, UUID actor, Authority authority) {}

    /**
     * Why an exchange is disputed, and what became of it.
     *
     * @param party who disputes it
     * @param reason why
     * @param by who said so
     * @param resolution how it ended; null while it has not
     */
    record Dispute(UUID party, DisputeReason reason, By by, Resolution resolution) {}

    /**
     * How a dispute ended.
     *
     * @param agency the agency that decided
     * @param actor the participant whose token it came with; null where it was nobody's in particular
     * @param minutes what was decided for each leg; null where it was cancelled
     */
    record Resolution(UUID agency, UUID actor, List<Integer> minutes) {}

    /** Who may give to whom. */
    enum Kind {
        /** A participant gives to a participant. */
        SERVICE("service"),
        /** A participant gives to an agency or the community. */
        CONTRIBUTION("contribution"),
        /** A participant plans, commissions or recruits with an agency or the community. */
        CODESIGN("codesign"),
        /** A partner gives for credit. */
        REDEMPTION("redemption"),
        /** A participant gives credit to another. */
        GIFT("gift"),
        /** The community's pot gives credit. */
        GRANT("grant"),
        /** Credit comes into the world. */
        ISSUANCE("issuance"),
        /** What a partner was owed goes out of the world. */
        RETIREMENT("retirement"),
        /** The balance of who leaves goes to the pot, or comes from it. */
        SETTLEMENT("settlement"),
        /** Credit goes to another community, or comes from it. */
        TRANSFER("transfer");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The kind of that name. */
        public static Kind of(String wire) {
            for (var kind : values()) {
                if (kind.wire.equals(wire)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No kind of exchange: " + wire);
        }

        /** Whether it is about time somebody gave; else it is about credit alone. */
        boolean timeWasGiven() {
            return switch (this) {
                case SERVICE, CONTRIBUTION, CODESIGN -> true;
                case REDEMPTION, GIFT, GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> false;
            };
        }

        /** Whether it is taken back by a reversal: the two sides of a transfer, and leaving, are undone where they were done. */
        boolean reversible() {
            return switch (this) {
                case SERVICE, CONTRIBUTION, CODESIGN, REDEMPTION, GIFT, GRANT, ISSUANCE, RETIREMENT -> true;
                case SETTLEMENT, TRANSFER -> false;
            };
        }
    }

    /** What somebody was in an exchange. */
    enum Role {
        /** A member like all. */
        MEMBER("member"),
        /** Of the family. */
        FAMILY("family"),
        /** Of the neighbourhood. */
        NEIGHBOUR("neighbour"),
        /** A volunteer. */
        VOLUNTEER("volunteer"),
        /** Somebody paid to serve. */
        PROFESSIONAL("professional");

        private final String wire;

        Role(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The role of that name. */
        public static Role of(String wire) {
            for (var role : values()) {
                if (role.wire.equals(wire)) {
                    return role;
                }
            }
            throw new IllegalArgumentException("No role: " + wire);
        }
    }

    /** Whose word a confirmation is. */
    enum How {
        /** The party's own. */
        PARTY("party"),
        /** That of somebody with authority to speak for it. */
        ON_BEHALF("on-behalf"),
        /** Nobody's: it was silent for as long as the policy allows. */
        AUTO("auto");

        private final String wire;

        How(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The one of that name. */
        public static How of(String wire) {
            for (var how : values()) {
                if (how.wire.equals(wire)) {
                    return how;
                }
            }
            throw new IllegalArgumentException("No way to confirm: " + wire);
        }
    }

    /** By what right somebody speaks for another. */
    enum Authority {
        /** A broker or steward, by their office. */
        BROKER("broker"),
        /** A parent of a child. */
        PARENT("parent"),
        /** A guardian. */
        GUARDIAN("guardian"),
        /** Somebody who receives another's benefits for them. */
        APPOINTEE("appointee"),
        /** Somebody a court appointed. */
        DEPUTY("deputy"),
        /** Somebody with a power of attorney. */
        ATTORNEY("attorney"),
        /** Somebody who cares for another. */
        CARER("carer");

        private final String wire;

        Authority(String wire) {
            this.wire = wire;
        }

        /** Its name in events and in the API. */
        public String wire() {
            return wire;
        }

        /** The authority of that name. */
        public static Authority of(String wire) {
            for (var authority : values()) {
                if (authority.wire.equals(wire)) {
                    return authority;
                }
            }
            throw new IllegalArgumentException("No authority: " + wire);
        }
    }

    /** Why an exchange is disputed. */
    enum DisputeReason {
        /** The parties' minutes differ by more than the tolerance. */
        MINUTES("minutes"),
        /** It did not take place. */
        DID_NOT_HAPPEN("did-not-happen"),
        /** It was between others. */
        WRONG_PARTY("wrong-party"),
        /** It was not what had been agreed. */
        NOT_AS_AGREED("not-as-agreed"),
        /** Any other. */
        OTHER("other");

        private final String wire;

        DisputeReason(String wire) {
            this.wire = wire;
        }

        /** Its name in events and in the API. */
        public String wire() {
            return wire;
        }

        /** The reason of that name. */
        public static DisputeReason of(String wire) {
            for (var reason : values()) {
                if (reason.wire.equals(wire)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("No reason to dispute: " + wire);
        }
    }

    /** Why an exchange is cancelled or reversed. */
    enum Reason {
        /** It is in the book already. */
        RECORDED_TWICE("recorded-twice"),
        /** It took another time. */
        WRONG_MINUTES("wrong-minutes"),
        /** It was between others. */
        WRONG_PARTY("wrong-party"),
        /** It did not take place. */
        DID_NOT_HAPPEN("did-not-happen"),
        /** A party leaves, and its account is closed. */
        PARTY_LEFT("party-left"),
        /** Any other. */
        OTHER("other");

        private final String wire;

        Reason(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The reason of that name. */
        public static Reason of(String wire) {
            for (var reason : values()) {
                if (reason.wire.equals(wire)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("No reason: " + wire);
        }
    }
}
