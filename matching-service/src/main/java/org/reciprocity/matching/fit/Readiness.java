package org.reciprocity.matching.fit;

import java.util.Set;
import java.util.UUID;

/**
 * What is known of a participant that stands before any match.
 *
 * @param active whether they take part: not erased, and no account of theirs suspended or closed
 * @param consents whether they consent to what the community's policy asks for; true where it asks for nothing
 * @param clearances what they are cleared for today
 * @param self the ids under which the same person takes part besides
 */
public record Readiness(boolean active, boolean consents, Set<Clearance> clearances, Set<UUID> self) {

    /** Takes part, and nothing is asked. */
    public static final Readiness READY = new Readiness(true, true, Set.of(), Set.of());
}
