package org.reciprocity.reporting.measure;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether an event came about, as it was recorded.
 *
 * @param id its id
 * @param subject the participant (linked ids being one), of a case the one whose it is, or the case where that is not known; none for a
 *     group
 * @param event what was looked for
 * @param windowMonths for how long
 * @param arm participants or comparison
 * @param yes how many with the event: of a case or a participant 0 or 1
 * @param no how many without it
 * @param lost of how many nobody knows
 * @param observedOn the day
 */
public record FollowUp(
        UUID id,
        Optional<UUID> subject,
        String event,
        int windowMonths,
        String arm,
        long yes,
        long no,
        long lost,
        LocalDate observedOn) {

    /** Whether it is known of somebody whether the event came about. */
    boolean isKnown() {
        return yes + no > 0;
    }
}
