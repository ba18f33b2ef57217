package org.reciprocity.ledger.participant;

import java.util.UUID;

/** What is said of two participants being one person, as its stream tells. */
public sealed interface Link {

    /** Nobody has said anything. */
    record None() implements Link {}

    /** They are said to be one. */
    record Linked(Pair pair) implements Link {}

    /** It was said, and was taken back. */
    record Unlinked(Pair pair) implements Link {}

    /**
     * Two participants, the lower id first.
     *
     * @param one the lower id
     * @param other the higher id
     */
    record Pair(UUID one, UUID other) {

        /** The two in their order. */
        public static Pair of(UUID one, UUID other) {
            return lower(one, other) ? new Pair(one, other) : new Pair(other, one);
        }
    }

    /** Whether an id comes before another as text, and so in the database; as numbers with a sign they would not. */
    static boolean lower(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0
                ? high < 0
                : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) < 0;
    }
}
