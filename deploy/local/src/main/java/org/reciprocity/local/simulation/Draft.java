package org.reciprocity.local.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An exchange before it is known what becomes of it.
 *
 * @param confirmers who must agree to it
 */
record Draft(
        Caller caller,
        String kind,
        Optional<UUID> programme,
        Instant occurredAt,
        Optional<String> skill,
        Optional<UUID> match,
        List<Act.Leg> legs,
        List<UUID> confirmers) {}
