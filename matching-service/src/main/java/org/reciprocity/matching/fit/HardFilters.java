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
        if (give.giver().equals(need.receiver())
                || give.ready().self().contains(need.receiver())
                || need.ready().self().contains(give.giver())) {
            return Optional.of(Misfit.SAME_PARTICIPANT);
        }
        if (!give.ready().active() || !need.ready().active()) {
            return Optional.of(Misfit.NOT_ACTIVE);
        }
        if (!give.ready().consents() || !need.ready().consents()) {
            return Optional.of(Misfit.CONSENT);
        }
        if (!give.skill().equals(need.skill())
                && !(need.acceptsGroup() && give.group().equals(need.group()))) {
            return Optional.of(Misfit.SKILL);
        }
        if (give.window().isOver(now) || need.window().isOver(now)) {
            return Optional.of(Misfit.OVER);
        }
        if (!Times.inCommon(give, need, now)) {
            return Optional.of(Misfit.WINDOW);
        }
        if (!reaches(give.reach(), give, need) || !reaches(need.reach(), give, need)) {
            return Optional.of(Misfit.AREA);
        }
        if (!need.languages().isEmpty() && Collections.disjoint(give.languages(), need.languages())) {
            return Optional.of(Misfit.LANGUAGE);
        }
        if (need.clearance() != null && !give.ready().clearances().contains(need.clearance())) {
            return Optional.of(Misfit.CLEARANCE);
        }
        return Optional.empty();
    }

    private static boolean reaches(Reach reach, Give give, Need need) {
        return switch (reach) {
            case SAME_AREA -> need.isIn(give.area());
            case NEIGHBOURING_AREAS -> need.isIn(give.area()) || need.isNextTo(give.area());
            case ANYWHERE -> true;
        };
    }
}
