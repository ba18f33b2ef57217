package org.reciprocity.ledger.participant;

import java.util.List;
import java.util.UUID;

/** What can be asked of a participant's registration. */
public sealed interface ParticipantCommand {

    /**
     * Register it.
     *
     * @param agency the agency that registers it
     * @param kind whether it is one person or several
     * @param size how many people
     * @param roles what it is
     * @param area roughly where; null where nobody says
     * @param referenceOf the participant that already has the agency's reference; null if none has
     */
    record Register(
            UUID agency, Participant.Kind kind, int size, List<Participant.Role> roles, String area, UUID referenceOf)
            implements ParticipantCommand {}

    /**
     * Say anew what it is.
     *
     * @param mayDescribe whether the agency that asks registered it, or leads the community
     * @param size how many people
     * @param roles what it is from now on
     * @param area roughly where; null where nobody says
     */
    record Describe(boolean mayDescribe, int size, List<Participant.Role> roles, String area)
            implements ParticipantCommand {}
}
