package org.reciprocity.matching.fit;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;

/**
 * What has to hold before an offer is considered for a request, both of one community and by participants known to it. No
 * score makes up for it. Capacity is not asked here: a round gives it out, and a proposal holds it.
 */
public final class HardFilters {

    private HardFilters() {}

    /** The first filter that stands between the two, or empty when the offer may serve the request. */
    public static Optional<Misfit> misfit(Give give, Need need, Instant now) {
        if (give.giver().equals(need.receiver())) {
            return Optional.of(Misfit.SAME_PARTICIPANT);
        }
        if (!give.skill().equals(need.skill())
                && !(need.acceptsGroup() && give.group().equals(need.group()))) {
            return Optional.of(Misfit.SKILL);
        }
        if (give.window().isOver(now) || need.window().isOver(now)) {
            return Optional.of(Misfit.OVER);
        }
        if (!give.window().overlaps(need.window())) {
            return Optional.of(Misfit.WINDOW);
        }
        if (give.reach() == Reach.SAME_AREA
                && (give.area() == null || !give.area().equals(need.area()))) {
            return Optional.of(Misfit.AREA);
        }
        if (!need.languages().isEmpty() && Collections.disjoint(give.languages(), need.languages())) {
            return Optional.of(Misfit.LANGUAGE);
        }
        return Optional.empty();
    }
}
