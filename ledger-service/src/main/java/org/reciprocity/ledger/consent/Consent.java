package org.reciprocity.ledger.consent;

import java.time.LocalDate;
import java.util.UUID;

/** A consent as its stream tells. */
public sealed interface Consent {

    /** Nobody has given it. */
    record None() implements Consent {}

    /** It was given. Whether it is in force depends on the day. */
    record Given(Terms terms) implements Consent {}

    /** It was withdrawn. */
    record Withdrawn(Terms terms) implements Consent {}

    /**
     * What was consented to.
     *
     * @param participant whose consent it is
     * @param purpose to what, as a code
     * @param word who gave it
     * @param givenOn the first day
     * @param expiresOn the last day; null for none
     */
    record Terms(UUID participant, String purpose, Word word, LocalDate givenOn, LocalDate expiresOn) {}

    /** Whose word it is. */
    sealed interface Word {

        /** The participant's own. */
        record Own() implements Word {}

        /**
         * That of somebody who supports the participant.
         *
         * @param supporter the supporter; null where they are not a participant
         * @param authority by which authority they speak, as a code
         */
        record Supporters(UUID supporter, String authority) implements Word {}
    }
}
