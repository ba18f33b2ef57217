package org.reciprocity.local.simulation;

import java.util.Optional;
import java.util.UUID;

/**
 * On whose behalf a call is made.
 *
 * @param agency the agency, absent for the operator
 * @param role in which role
 */
public record Caller(Optional<UUID> agency, String role) {
    /** Runs the installation; belongs to no agency. */
    public static final Caller OPERATOR = new Caller(Optional.empty(), "operator");

    /** The agency's steward. */
    public static Caller steward(UUID agency) {
        return new Caller(Optional.of(agency), "steward");
    }

    /** The agency's broker. */
    public static Caller broker(UUID agency) {
        return new Caller(Optional.of(agency), "broker");
    }
}
