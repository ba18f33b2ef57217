package org.reciprocity.ledger.participant;

import java.util.List;
import java.util.UUID;

/** What happened to a participant's registration. */
public sealed interface ParticipantEvent {

    /** It was registered. */
    record Registered(UUID agency, Participant.Kind kind, int size, List<Participant.Role> roles, String area)
            implements ParticipantEvent {}

    /** It is from now on as this says; who registered it and its kind are repeated. */
    record Described(UUID agency, Participant.Kind kind, int size, List<Participant.Role> roles, String area)
            implements ParticipantEvent {}
}
