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
import org.reciprocity.matching.match.ProposalReading;

/** Rounds as they are shown, to agencies of the community. */
final class RoundReading {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<SortedMap<String, SortedMap<String, Long>>> THROUGH = new TypeReference<>() {};

    private static final TypeReference<List<List<UUID>>> CIRCLES = new TypeReference<>() {};

    private static final String SELECT = """
            select r.id, r.community, r.model, r.preset, r.solver, r.offers, r.requests, r.minutes, r.score, r.gap, r.circles,
                   r.through, r.standing_as_of, r.recorded_at, r.version
            from round r
            where exists (select from admission a where a.community = r.community and a.agency = $1) and r.id = $2
            """;

    private RoundReading() {}

    /** One round, in a list of its own; empty when it is unknown or not visible. */
    static Uni<List<RoundView>> one(Sql sql, UUID agency, UUID id) {
        return sql.select(SELECT, agency, id)
                .map(rows -> rows.stream().map(RoundReading::view).toList())
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : ProposalReading.ofRound(sql, agency, id)
                                .map(seen -> List.of(found.getFirst().with(seen))));
    }

    private static RoundView view(Object[] row) {
        return new RoundView(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (Integer) row[5],
                (Integer) row[6],
                (Long) row[7],
                (Long) row[8],
                (Long) row[9],
                json((String) row[10], CIRCLES),
                json((String) row[11], THROUGH),
                Work.instant(row[12]),
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
