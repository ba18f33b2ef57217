package org.reciprocity.ledger.transfer;

import java.util.Set;
import java.util.UUID;

/** What can be asked about credit that goes from one community to another. */
public sealed interface TransferCommand {

    /**
     * Say how many minutes may be outstanding between this community and the other.
     *
     * @param community this one
     * @param other the other
     * @param minutes how many, either way; 0 for no more transfers
     */
    record SetLimit(UUID community, UUID other, long minutes) implements TransferCommand {}

    /**
     * Send credit.
     *
     * @param from the community it leaves
     * @param to the community it goes to
     * @param minutes how much
     * @param longestLeg the longest leg that both communities' policies allow
     * @param owed what the sending community owes the other so far; below zero, is owed
     * @param limit what both let be outstanding; null where they have agreed on nothing
     */
    record Send(UUID from, UUID to, int minutes, int longestLeg, long owed, Long limit) implements TransferCommand {}

    /**
     * Give the sender's word.
     *
     * @param sender who pays
     * @param recipient who is credited
     * @param own whether it is the sender's own word; else it is given on their behalf
     * @param actor who gives it
     */
    record Speak(UUID sender, UUID recipient, boolean own, Actor actor) implements TransferCommand {}

    /**
     * Take a transfer back.
     *
     * @param concerned whether the actor's bearer sent it or was credited
     * @param actor who takes it back
     */
    record TakeBack(boolean concerned, Actor actor) implements TransferCommand {}

    /**
     * By which token.
     *
     * @param mayActForOthers whether it is a broker's or steward's
     * @param bearer the participant whose token it is; null where it is nobody's in particular
     * @param linked the other ids of the bearer, who is one person under all of them
     */
    record Actor(boolean mayActForOthers, UUID bearer, Set<UUID> linked) {

        /** Somebody with one id. */
        Actor(boolean mayActForOthers, UUID bearer) {
            this(mayActForOthers, bearer, Set.of());
        }

        /** Whether it is the token of this participant, under whichever id. */
        boolean is(UUID participant) {
            return participant.equals(bearer) || linked.contains(participant);
        }
    }
}
