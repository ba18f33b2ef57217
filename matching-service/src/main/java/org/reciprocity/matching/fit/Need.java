package org.reciprocity.matching.fit;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An open request as far as finding a match for it goes.
 *
 * @param request its id
 * @param version the version of the request's stream at which its terms were set
 * @param receiver the participant who asks
 * @param skill the skill's code
 * @param group the skill's group
 * @param acceptsGroup whether another skill of the same group will do
 * @param area where it is needed, or null where that is not known
 * @param languages any one of these has to be spoken; empty where it does not matter
 * @param window when
 * @param minutes what nobody has been proposed for yet, in minutes
 * @param times when within the window, in order and without overlaps; null for all of it
 * @param reach from how far the giver may come
 * @param clearance what the giver has to be cleared for, or null
 * @param sameHelper whether somebody who helped before is wished for
 * @param ready what is known of the receiver
 * @param nextAreas the areas that the community says are next to that of the need
 */
public record Need(
        UUID request,
        long version,
        UUID receiver,
        String skill,
        String group,
        boolean acceptsGroup,
        String area,
        Set<String> languages,
        Window window,
        long minutes,
        List<Window> times,
        Reach reach,
        Clearance clearance,
        boolean sameHelper,
        Readiness ready,
        Set<String> nextAreas) {

    /** Whether it is needed in that area; false where either is not known. */
    public boolean isIn(String other) {
        return other != null && other.equals(area);
    }

    /** Whether it is needed in an area next to that one. */
    public boolean isNextTo(String other) {
        return other != null && nextAreas.contains(other);
    }

    /** A request at any time of its window that asks nothing more of the giver, by somebody of whom nothing is asked. */
    public Need(
            UUID request,
            long version,
            UUID receiver,
            String skill,
            String group,
            boolean acceptsGroup,
            String area,
            Set<String> languages,
            Window window,
            long minutes) {
        this(
                request,
                version,
                receiver,
                skill,
                group,
                acceptsGroup,
                area,
                languages,
                window,
                minutes,
                null,
                Reach.ANYWHERE,
                null,
                false,
                Readiness.READY,
                Set.of());
    }
}
