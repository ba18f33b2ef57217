package org.reciprocity.local.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An exchange before it is known what becomes of it.
 *
 * @param match the match that it keeps
 * @param caseFile the case whose duty it serves
 * @param confirmers who must agree to it
 */
record Draft(
        Caller caller,
        String kind,
        Optional<UUID> programme,
        Instant occurredAt,
        Optional<String> skill,
        Optional<UUID> match,
        Optional<UUID> caseFile,
        List<Act.Leg> legs,
        List<UUID> confirmers) {

    /** One that is nobody's duty. */
    Draft(
            Caller caller,
            String kind,
            Optional<UUID> programme,
            Instant occurredAt,
            Optional<String> skill,
            Optional<UUID> match,
            List<Act.Leg> legs,
            List<UUID> confirmers) {
        this(caller, kind, programme, occurredAt, skill, match, Optional.empty(), legs, confirmers);
    }
}
