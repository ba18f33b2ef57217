package org.reciprocity.matching.round;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.match.DeclineReason;
import org.reciprocity.matching.round.Candidates.Declined;
import org.reciprocity.matching.round.Candidates.Neighbourhood;
import org.reciprocity.matching.score.Standing;

/** Reads what the feed brought of a community's participants, and what they have declined. */
final class NeighbourhoodReading {
    private static final String TIES = "select giver, receiver from tie where community = $1 and minutes > 0";

    private static final String STANDINGS = """
            select p.id, coalesce(s.given, 0), coalesce(s.received, 0), coalesce(a.balance, 0), a.ceiling
            from participant p left join standing s on s.participant = p.id
                 left join account a on a.owner = p.id and a.kind = 'participant'
            where p.community = $1
            """;

    private static final String DECLINED = """
            select distinct m.giver, m.request from match m join request r on r.id = m.request
            where m.community = $1 and m.state = 'declined' and not r.withdrawn and m.decline_reason <> all ($2)
            """;

    private NeighbourhoodReading() {}

    static Uni<Neighbourhood> read(Sql sql, UUID community) {
        return sql.select(TIES, community).map(NeighbourhoodReading::ties).flatMap(ties -> sql.select(
                        STANDINGS, community)
                .map(rows -> standings(rows, ties))
                .flatMap(standings -> sql.select(DECLINED, community, DeclineReason.codesOfTheService())
                        .map(rows -> new Neighbourhood(standings, ties, declined(rows)))));
    }

    private static Map<UUID, Set<UUID>> ties(List<Object[]> rows) {
        var ties = new HashMap<UUID, Set<UUID>>();
        for (var row : rows) {
            ties.computeIfAbsent((UUID) row[0], _ -> new HashSet<>()).add((UUID) row[1]);
            ties.computeIfAbsent((UUID) row[1], _ -> new HashSet<>()).add((UUID) row[0]);
        }
        return ties;
    }

    private static Map<UUID, Standing> standings(List<Object[]> rows, Map<UUID, Set<UUID>> ties) {
        var standings = new HashMap<UUID, Standing>();
        for (var row : rows) {
            standings.put(
                    (UUID) row[0],
                    new Standing(
                            (Long) row[1],
                            (Long) row[2],
                            (Long) row[3],
                            (Long) row[4],
                            ties.getOrDefault((UUID) row[0], Set.of()).size()));
        }
        return standings;
    }

    private static Set<Declined> declined(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Declined((UUID) row[0], (UUID) row[1]))
                .collect(Collectors.toSet());
    }
}
