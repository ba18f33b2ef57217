package org.reciprocity.ledger.participant;

import java.util.UUID;

/** What can be asked of two participants being one person. */
public sealed interface LinkCommand {

    /**
     * Say that they are one.
     *
     * @param agency who says so
     * @param one the one
     * @param other the other
     * @param oneAlready whether they are one by the links there are, be it through others
     */
    record Join(UUID agency, UUID one, UUID other, boolean oneAlready) implements LinkCommand {}

    /**
     * Take that back.
     *
     * @param agency who does
     * @param reason why, as a code
     */
    record Part(UUID agency, String reason) implements LinkCommand {}
}
