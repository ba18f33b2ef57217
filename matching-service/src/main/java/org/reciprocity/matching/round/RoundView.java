package org.reciprocity.matching.round;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.match.ProposalView;

/**
 * A round as it is shown.
 *
 * @param id its id
 * @param communityId the community
 * @param model how it decided
 * @param preset the weights
 * @param solver what solved it, with its version
 * @param offers how many open offers with capacity left there were
 * @param requests how many open requests with need left there were
 * @param minutes the minutes proposed
 * @param score the points of those minutes
 * @param gap how many participants more an optimum could serve at most; 0 where this is proven to be one
 * @param circles where the model closes circles: the proposals of each, in the order of giving; else empty
 * @param through what was known of the ledger: the next offset by topic and partition
 * @param standingAsOf everything that the ledger published before was known
 * @param recordedAt when it ran
 * @param version the stream's version
 * @param proposals what it proposed, as far as the caller may see it, by offer and request
 */
@Schema(name = "Round")
public record RoundView(
        UUID id,
        UUID communityId,
        String model,
        String preset,
        String solver,
        int offers,
        int requests,
        long minutes,
        long score,
        long gap,
        List<List<UUID>> circles,
        SortedMap<String, SortedMap<String, Long>> through,
        Instant standingAsOf,
        Instant recordedAt,
        long version,
        List<ProposalView> proposals) {

    /** With the proposals that the caller sees, and those circles of which it sees any. */
    RoundView with(List<ProposalView> seen) {
        var ids = seen.stream().map(ProposalView::id).collect(Collectors.toSet());
        return new RoundView(
                id,
                communityId,
                model,
                preset,
                solver,
                offers,
                requests,
                minutes,
                score,
                gap,
                circles.stream()
                        .filter(circle -> !Collections.disjoint(circle, ids))
                        .toList(),
                through,
                standingAsOf,
                recordedAt,
                version,
                seen);
    }
}
