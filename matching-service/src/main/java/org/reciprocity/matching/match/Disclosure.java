package org.reciprocity.matching.match;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.match.ProposalView.DeclineView;
import org.reciprocity.matching.match.ProposalView.OtherSideView;

/**
 * What of a proposal is shown to whom. Before both sides have agreed, who sees one side only sees of the other nothing but
 * what they agreed to show, and no id. Why the other side declined they never see. Of the score they see no part at any time, since it tells where the other stands.
 */
final class Disclosure {
    private static final Set<String> AGREED = Set.of("agreed", "fulfilled");

    private Disclosure() {}

    /**
     * What one side agreed to show, and what there would be.
     *
     * @param codes what they agreed to show
     * @param area where they are, or null
     * @param languages what they speak or ask for, or null
     * @param availability at which times they can, or null
     */
    record Shown(Set<String> codes, String area, List<String> languages, AvailabilityForm availability) {}

    static ProposalView of(
            ProposalView full, boolean seesGiver, boolean seesReceiver, Shown ofGiver, Shown ofReceiver) {
        if (seesGiver && seesReceiver) {
            return full;
        }
        boolean agreed = AGREED.contains(full.state());
        return new ProposalView(
                full.id(),
                full.communityId(),
                full.roundId(),
                full.insteadOf(),
                agreed || seesGiver ? full.offerId() : null,
                agreed || seesReceiver ? full.requestId() : null,
                id(full.giverId(), agreed || seesGiver, ofGiver),
                id(full.receiverId(), agreed || seesReceiver, ofReceiver),
                full.skill(),
                full.minutes(),
                null,
                other(seesGiver ? ofReceiver : ofGiver),
                full.state(),
                full.giverAccepted(),
                full.receiverAccepted(),
                declined(full.declined(), seesGiver ? Side.GIVER : Side.RECEIVER),
                full.exchangeId(),
                full.fulfilledMinutes(),
                full.recordedAt(),
                full.version());
    }

    private static DeclineView declined(DeclineView declined, Side seen) {
        return declined == null || declined.side().equals(seen.code())
                ? declined
                : new DeclineView(declined.side(), null);
    }

    private static UUID id(UUID participant, boolean seen, Shown side) {
        return seen || side.codes().contains("participant") ? participant : null;
    }

    private static OtherSideView other(Shown side) {
        return new OtherSideView(
                side.codes().contains("area") ? side.area() : null,
                side.codes().contains("languages") ? side.languages() : null,
                side.codes().contains("availability") ? side.availability() : null);
    }
}
