package org.reciprocity.matching.round;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.match.DeclineReason;
import org.reciprocity.matching.round.Candidates.Declined;
import org.reciprocity.matching.round.Candidates.Neighbourhood;
import org.reciprocity.matching.round.People.Link;

/** Reads what the feed brought of a community's participants, and what they have declined. */
final class NeighbourhoodReading {
    private static final String TIES = "select giver, receiver from tie where community = $1 and minutes > 0";

    private static final String LINKS = """
            select s.participant, s.same_as from same_person s join participant p on p.id = s.participant
            where p.community = $1
            """;

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
        return sql.select(LINKS, community)
                .map(rows -> People.persons(links(rows)))
                .flatMap(persons -> sql.select(TIES, community)
                        .map(NeighbourhoodReading::links)
                        .flatMap(tied -> sql.select(STANDINGS, community)
                                .map(NeighbourhoodReading::records)
                                .flatMap(records -> sql.select(DECLINED, community, DeclineReason.codesOfTheService())
                                        .map(rows -> People.neighbourhood(persons, records, tied, declined(rows))))));
    }

    private static List<Link> links(List<Object[]> rows) {
        return rows.stream().map(row -> new Link((UUID) row[0], (UUID) row[1])).toList();
    }

    private static List<People.Entry> records(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new People.Entry((UUID) row[0], (Long) row[1], (Long) row[2], (Long) row[3], (Long) row[4]))
                .toList();
    }

    private static List<Declined> declined(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Declined((UUID) row[0], (UUID) row[1]))
                .toList();
    }
}
