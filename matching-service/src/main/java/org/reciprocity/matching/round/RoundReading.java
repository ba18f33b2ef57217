package org.reciprocity.matching.round;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.match.ProposalReading;
import org.reciprocity.matching.policy.Policies;

/** Rounds as they are shown, to agencies of the community. */
final class RoundReading {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<SortedMap<String, SortedMap<String, Long>>> THROUGH = new TypeReference<>() {};
    private static final TypeReference<List<List<UUID>>> CIRCLES = new TypeReference<>() {};

    private static final String SELECT = """
        select j.id, j.community, j.model, j.preset, j.state, j.stage, j.offers, j.requests, j.candidates, j.attempts,
               j.started_at, j.ended_at, j.failure, j.asked_at, j.version, r.solver, r.offers, r.requests, r.minutes,
               r.score, r.gap, r.circles, r.through, r.standing_as_of, r.recorded_at, j.weights
        from round_job j left join round r on r.id = j.id
        where exists (select from admission a where a.community = j.community and a.agency = $1)
        """;

    private RoundReading() {}

    /** One round, in a list of its own; empty when it is unknown or not visible. */
    static Uni<List<RoundView>> one(Sql sql, UUID agency, UUID id) {
        return sql.select(SELECT + " and j.id = $2", agency, id)
                .map(rows -> rows.stream().map(RoundReading::view).toList())
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : ProposalReading.ofRound(sql, agency, id)
                                .map(seen -> List.of(found.getFirst().with(seen))));
    }

    /** A page of a community's rounds, newest first, each without its proposals. */
    static Uni<List<RoundView>> page(Sql sql, UUID agency, UUID community, String state, Paging paging) {
        return sql.select(SELECT + """
             and j.community = $2 and ($3::text is null or j.state = $3)
             and (j.asked_at, j.id) < ($4, $5) order by j.asked_at desc, j.id desc limit $6
            """, agency, community, state, paging.beforeTime(), paging.beforeId(), paging.rows())
                .map(rows -> rows.stream().map(RoundReading::view).toList());
    }

    private static RoundView view(Object[] row) {
        return new RoundView(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                (String) row[3],
                WeightsView.of(Policies.weights((String) row[25])),
                (String) row[4],
                new RoundView.Progress(
                        (String) row[5],
                        (Integer) row[6],
                        (Integer) row[7],
                        (Integer) row[8],
                        (Integer) row[9],
                        Work.instant(row[10]),
                        Work.instant(row[11])),
                (String) row[12],
                (String) row[15],
                (Integer) row[16],
                (Integer) row[17],
                (Long) row[18],
                (Long) row[19],
                (Long) row[20],
                row[21] == null ? List.of() : json((String) row[21], CIRCLES),
                row[22] == null ? null : json((String) row[22], THROUGH),
                Work.instant(row[23]),
                Work.instant(row[24]),
                Work.instant(row[13]),
                (Long) row[14],
                List.of());
    }

    private static <T> T json(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
