package org.reciprocity.ledger.access;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;

/** Which ids are one person's: those that are linked with each other. */
public final class Persons {
    private static final String PERSONS = """
            select participant_id, class from participant_class
            where community_id = $1 and participant_id = any($2::uuid[])
            """;

    private static final String IDS = """
            select b.participant_id
            from participant_class a
            join participant_class b on b.community_id = a.community_id and b.class = a.class
            where a.community_id = (select community_id from participant where id = $1) and a.participant_id = $1
            """;

    private Persons() {}

    /** Of these ids of a community those that are linked with others, each with the person it is. */
    public static Uni<Map<UUID, UUID>> among(Sql sql, UUID community, Collection<UUID> ids) {
        return sql.select(PERSONS, community, ids.toArray(UUID[]::new)).map(rows -> {
            var persons = new HashMap<UUID, UUID>();
            rows.forEach(row -> persons.put((UUID) row[0], (UUID) row[1]));
            return persons;
        });
    }

    /** All ids of the person who has this one, itself among them; none for nobody. */
    public static Uni<Set<UUID>> ids(Sql sql, UUID participant) {
        if (participant == null) {
            return Uni.createFrom().item(Set.of());
        }
        return sql.select(IDS, participant).map(rows -> {
            var ids = new HashSet<>(Set.of(participant));
            rows.forEach(row -> ids.add((UUID) row[0]));
            return ids;
        });
    }
}
