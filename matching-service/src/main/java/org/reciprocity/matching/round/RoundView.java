package org.reciprocity.matching.round;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
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
        SortedMap<String, SortedMap<String, Long>> through,
        Instant standingAsOf,
        Instant recordedAt,
        long version,
        List<ProposalView> proposals) {

    RoundView with(List<ProposalView> seen) {
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
                through,
                standingAsOf,
                recordedAt,
                version,
                seen);
    }
}
