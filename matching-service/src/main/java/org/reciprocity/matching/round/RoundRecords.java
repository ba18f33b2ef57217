package org.reciprocity.matching.round;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.SortedMap;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/** A round's one event as it is written to the log; see the contract of {@code round-run.v1}. */
final class RoundRecords {

    private RoundRecords() {}

    static Recorded run(RoundView round, int proposals) {
        return new Recorded(
                "round-run.v1",
                round.id(),
                round.id(),
                round.version(),
                round.communityId(),
                round.recordedAt(),
                Json.write(new RoundRun(
                        round.model(),
                        round.preset(),
                        round.solver(),
                        round.offers(),
                        round.requests(),
                        proposals,
                        round.minutes(),
                        round.score(),
                        round.gap(),
                        round.circles().size(),
                        round.through())));
    }

    @JsonPropertyOrder({
        "model",
        "preset",
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
