package org.reciprocity.reporting.place;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/**
 * Where figures are of: a community, or one programme of it.
 *
 * @param community the community
 * @param communityCode its code
 * @param zoneName its time zone's name, as it was recorded
 * @param communityNumber how the sums know it; none while nothing was recorded in it
 * @param programme the programme, if figures are of one
 * @param programmeCode its code
 * @param programmeNumber how the sums know it; none while nothing was recorded in it
 */
public record Place(
        UUID community,
        String communityCode,
        String zoneName,
        OptionalInt communityNumber,
        Optional<UUID> programme,
        Optional<String> programmeCode,
        OptionalInt programmeNumber) {

    /** No number is below zero, so that nothing is found by it. */
    private static final int NOTHING = -1;

    /** Its time zone; a community whose zone cannot be used has no figures, and the others have theirs. */
    public ZoneId zone() {
        try {
            return ZoneId.of(zoneName);
        } catch (DateTimeException _) {
            throw new ProblemException(
                    Problem.UNUSABLE_TIME_ZONE, "The community's time zone is not one of the IANA database.");
        }
    }

    /** What to look for in the community's column. */
    public int communityKey() {
        return communityNumber.orElse(NOTHING);
    }

    /** What to look for in the programme's column; nothing to look for when figures are of the whole community. */
    public Optional<Integer> programmeKey() {
        return programme.map(id -> programmeNumber.orElse(NOTHING));
    }
}
