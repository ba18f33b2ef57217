package org.reciprocity.matching.round;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/** A round's one event as it is written to the log; see the contract of {@code round-run.v1}. */
final class RoundRecords {
    /** The event's place in the round's stream, which has no other. */
    static final long VERSION = 1;

    private RoundRecords() {}

    /**
     * What a round decided, as it is kept and published.
     *
     * @param wish what was asked for
     * @param offers how many open offers there were
     * @param requests how many open requests there were
     * @param proposals how many matches it proposes
     * @param minutes the minutes proposed
     * @param score the points of those minutes
     * @param gap how far an optimum can be at most
     * @param circles the proposals of each circle
     * @param through what was known of the ledger
     * @param standingAsOf everything that the ledger published before was known
     * @param at when it was done
     */
    record Decided(
            RoundService.Wish wish,
            int offers,
            int requests,
            int proposals,
            long minutes,
            long score,
            long gap,
            List<List<UUID>> circles,
            SortedMap<String, SortedMap<String, Long>> through,
            Instant standingAsOf,
            Instant at) {}

    static Recorded run(Decided round) {
        return new Recorded(
                "round-run.v1",
                round.wish().id(),
                round.wish().id(),
                VERSION,
                round.wish().community(),
                round.at(),
                Json.write(new RoundRun(
                        round.wish().model().code(),
                        round.wish().preset().code(),
                        WeightsView.of(round.wish().preset().weights()),
                        round.wish().model().solver(),
                        round.offers(),
                        round.requests(),
                        round.proposals(),
                        round.minutes(),
                        round.score(),
                        round.gap(),
                        round.circles().size(),
                        round.through())));
    }

    @JsonPropertyOrder({
        "model",
        "preset",
        "weights",
        "solver",
        "offers",
        "requests",
        "proposals",
        "minutes",
        "score",
        "gap",
        "circles",
        "through"
    })
    private record RoundRun(
            String model,
            String preset,
            WeightsView weights,
            String solver,
            int offers,
            int requests,
            int proposals,
            long minutes,
            long score,
            long gap,
            int circles,
            SortedMap<String, SortedMap<String, Long>> through) {}
}
