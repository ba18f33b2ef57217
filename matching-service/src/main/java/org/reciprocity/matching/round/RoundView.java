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
 * A round as it is shown: a job that waits, runs and ends, and once it is done what it decided.
 *
 * @param id its id
 * @param communityId the community
 * @param model how it decides
 * @param preset the name of the weights
 * @param weights the weights, as they were when the round was asked for
 * @param state waiting, running, done, cancelled or failed
 * @param progress how far it has come
 * @param failure why it failed, as a code: feed-late, interrupted or internal-error; or null
 * @param solver what solved it, with its version; null before it is done, as are all that follow but the last three
 * @param offers how many open offers with capacity left there were
 * @param requests how many open requests with need left there were
 * @param minutes the minutes proposed
 * @param score the points of those minutes
 * @param gap how many participants more an optimum could serve at most; 0 where this is proven to be one
 * @param circles where the model closes circles: the proposals of each, in the order of giving; else empty
 * @param through what was known of the ledger: the next offset by topic and partition
 * @param standingAsOf everything that the ledger published before was known
 * @param recordedAt when it was done
 * @param askedAt when it was asked for
 * @param version how often its state changed, the asking among it
 * @param proposals what it proposed, as far as the caller may see it, by offer and request
 */
@Schema(name = "Round")
public record RoundView(
        UUID id,
        UUID communityId,
        String model,
        String preset,
        WeightsView weights,
        String state,
        Progress progress,
        String failure,
        String solver,
        Integer offers,
        Integer requests,
        Long minutes,
        Long score,
        Long gap,
        List<List<UUID>> circles,
        SortedMap<String, SortedMap<String, Long>> through,
        Instant standingAsOf,
        Instant recordedAt,
        Instant askedAt,
        long version,
        List<ProposalView> proposals) {

    /**
     * How far a round has come.
     *
     * @param stage waiting, reading, solving, writing or ended
     * @param offers how many open offers it found, or null before it has read them
     * @param requests how many open requests it found, or null
     * @param candidates how many pairs no hard filter parts, or null
     * @param attempts how often a replica has begun it
     * @param startedAt when it was begun, or null
     * @param endedAt when it ended, or null
     */
    @Schema(name = "RoundProgress")
    public record Progress(
            String stage,
            Integer offers,
            Integer requests,
            Integer candidates,
            int attempts,
            Instant startedAt,
            Instant endedAt) {}

    /** With the proposals that the caller sees, and those circles of which it sees any. */
    RoundView with(List<ProposalView> seen) {
        var ids = seen.stream().map(ProposalView::id).collect(Collectors.toSet());
        return new RoundView(
                id,
                communityId,
                model,
                preset,
                weights,
                state,
                progress,
                failure,
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
                askedAt,
                version,
                seen);
    }
}
