package org.reciprocity.matching.fit;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An open offer as far as finding a match for it goes.
 *
 * @param offer its id
 * @param version the version of the offer's stream at which its terms were set
 * @param giver the participant who offers
 * @param skill the skill's code
 * @param group the skill's group
 * @param area where the giver is, or null where that is not known
 * @param reach how far the giver goes
 * @param languages the languages the giver speaks, as far as they said
 * @param window when
 * @param minutes what is neither reserved nor used yet of the capacity, in minutes
 * @param times when within the window, in order and without overlaps; null for all of it
 * @param ready what is known of the giver
 */
public record Give(
        UUID offer,
        long version,
        UUID giver,
        String skill,
        String group,
        String area,
        Reach reach,
        Set<String> languages,
        Window window,
        long minutes,
        List<Window> times,
        Readiness ready) {

    /** An offer at any time of its window, by somebody of whom nothing is asked. */
    public Give(
            UUID offer,
            long version,
            UUID giver,
            String skill,
            String group,
            String area,
            Reach reach,
            Set<String> languages,
            Window window,
            long minutes) {
        this(offer, version, giver, skill, group, area, reach, languages, window, minutes, null, Readiness.READY);
    }
}
