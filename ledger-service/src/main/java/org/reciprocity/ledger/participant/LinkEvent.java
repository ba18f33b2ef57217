package org.reciprocity.ledger.participant;

import java.util.UUID;

/** What happened to a link of two participants. */
public sealed interface LinkEvent {

    /** They are one person. */
    record Joined(Link.Pair pair, UUID agency) implements LinkEvent {}

    /** They are not, for the reason of a code. */
    record Parted(Link.Pair pair, UUID agency, String reason) implements LinkEvent {}
}
