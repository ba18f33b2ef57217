package org.reciprocity.ledger.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountStatus;

/** What can be asked of a hold, with what has to be known to decide it. */
public sealed interface HoldCommand {

    /**
     * Set minutes aside.
     *
     * @param terms what, for whom, until when
     * @param actor who asks
     * @param rules the community's
     * @param standing how the account stands
     * @param at the time, read under the account's lock
     */
    record Place(Hold.Terms terms, Actor actor, Rules rules, Standing standing, Instant at) implements HoldCommand {}

    /**
     * Spend them.
     *
     * @param minutes how many; null for all
     * @param exchange the exchange by which they are spent
     * @param actor who asks
     * @param at the time, read under the account's lock
     */
    record Capture(Integer minutes, UUID exchange, Actor actor, Instant at) implements HoldCommand {}

    /** Set them free, for the reason of a code. */
    record Release(String reason, Actor actor, Instant at) implements HoldCommand {}

    /** Set them free if their time is over. */
    record Expire(Instant at) implements HoldCommand {}

    /**
     * Who asks.
     *
     * @param agency the agency
     * @param leads whether it leads the community
     * @param mayActForOthers whether it may speak for participants
     * @param bearer the participant whose token it is; null where it is nobody's in particular
     * @param linked the other ids of the bearer, who is one person under all of them
     */
    record Actor(UUID agency, boolean leads, boolean mayActForOthers, UUID bearer, Set<UUID> linked) {

        /** Somebody with one id. */
        Actor(UUID agency, boolean leads, boolean mayActForOthers, UUID bearer) {
            this(agency, leads, mayActForOthers, bearer, Set.of());
        }

        /** Nobody in particular, of an agency. */
        Actor(UUID agency, boolean leads, boolean mayActForOthers) {
            this(agency, leads, mayActForOthers, null);
        }

        Actor knowing(Set<UUID> ids) {
            return new Actor(agency, leads, mayActForOthers, bearer, ids);
        }

        /** Whether it is the token of this participant, under whichever id. */
        boolean is(UUID participant) {
            return participant.equals(bearer) || linked.contains(participant);
        }

        /** The partner it is for, who placed it, and the lead. */
        boolean mayEnd(Hold.Terms terms) {
            return leads || agency.equals(terms.partner()) || agency.equals(terms.recordedBy());
        }

        /** Whether it is a member's own token, no broker's or steward's, and somebody else's hold. */
        boolean meddles(Hold.Terms terms) {
            return bearer != null && !mayActForOthers && !bearer.equals(terms.participant());
        }
    }

    /**
     * What holds in the community.
     *
     * @param mostMinutes what one exchange may move
     * @param redeems whether the partner is admitted as redeemer
     * @param longest how long a hold may stand
     */
    record Rules(int mostMinutes, boolean redeems, Duration longest) {}

    /**
     * How the account stands, in minutes.
     *
     * @param balance what it has
     * @param reserved what of it is held
     * @param floor the lowest balance; null for none
     * @param status whether it takes part in exchanges
     */
    record Standing(long balance, long reserved, Long floor, AccountStatus status) {

        boolean has(long minutes) {
            return floor == null || balance - reserved - minutes >= floor;
        }
    }
}
