package org.reciprocity.ledger.person;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.participant.Identities;

/**
 * Deletes from the ledger's database what leads from a person to the id, in the caller's transaction: the encrypted details,
 * every reference by which an agency knows the person or what it took part in, what it may be recognised by, which ids were
 * said to be the same person, and what was kept of requests about it under their keys. Such a key stays taken, and so does each
 * reference, of which the database keeps a digest as it goes: no request that is sent again long after, under the same key or
 * another, registers the person anew. Done again it changes nothing.
 */
final class Forgetting {
    /** Each takes $1 the community and $2 the participant. */
    private static final List<String> STATEMENTS = List.of(
            "delete from person_details where community_id = $1 and participant_id = $2",
            "delete from participant_bands where community_id = $1 and participant_id = $2",
            "update participant set external_ref = null where community_id = $1 and id = $2",
            "update case_file set external_ref = null where community_id = $1 and participant_id = $2",
            "update case_support set external_ref = null where community_id = $1 and participant_id = $2",
            "update hold set external_ref = null where community_id = $1 and participant_id = $2",
            "update enrolment set external_ref = null where community_id = $1 and participant_id = $2",
            "update measure set external_ref = null where community_id = $1 and participant_id = $2",
            "update service_use set external_ref = null where community_id = $1 and participant_id = $2",
            "update follow_up set external_ref = null where community_id = $1 and participant_id = $2",
            "update consent set external_ref = null where community_id = $1 and participant_id = $2",
            "update clearance set external_ref = null where community_id = $1 and participant_id = $2",
            "update training set external_ref = null where community_id = $1 and participant_id = $2",
            "delete from participant_link where community_id = $1 and $2 in (one, other)",
            "delete from participant_class where community_id = $1 and participant_id = $2",
            """
            update exchange set external_ref = null
            where external_ref is not null and community_id = $1
              and id in (select exchange_id from exchange_party where community_id = $1 and party_id = $2)
            """,
            """
            update transfer set external_ref = null
            where external_ref is not null
              and (id in (select exchange_id from exchange_party where community_id = $1 and party_id = $2)
                   or counterpart_id in (select exchange_id from exchange_party where community_id = $1 and party_id = $2))
            """,
            """
            update answered set fingerprint = '', status = 410, location = null, version = null, body = '{}', about = null
            where about = $2 and $1::uuid is not null
            """,
            """
            update answered set fingerprint = '', status = 410, location = null, version = null, body = '{}'
            where location in (
                select '/transfers/' || t.id from exchange_party q join transfer t on q.exchange_id = t.id
                where q.community_id = $1 and q.party_id = $2
                union
                select '/transfers/' || t.id from exchange_party q join transfer t on q.exchange_id = t.counterpart_id
                where q.community_id = $1 and q.party_id = $2)
            """);

    private static final String MARK =
            "update participant set erased_at = coalesce(erased_at, $3) where community_id = $1 and id = $2";

    private static final String NOTE = """
            insert into erasure (participant_id, community_id, agency_id, reason, erased_at)
            select p.id, p.community_id, coalesce($3, p.agency_id), $4, $5
            from participant p where p.community_id = $1 and p.id = $2
            on conflict (participant_id) do nothing
            """;

    private Forgetting() {}

    /**
     * Forgets, and notes that it has been done and that the key is still to be destroyed.
     *
     * @param agency who asks; null for the agency that registered the participant
     */
    static Uni<Void> forget(Sql sql, UUID community, UUID participant, UUID agency, String reason, Instant at) {
        return Multi.createFrom()
                .iterable(STATEMENTS)
                .onItem()
                .transformToUniAndConcatenate(statement -> sql.update(statement, community, participant))
                .collect()
                .last()
                .chain(() -> Identities.forget(sql, community, participant))
                .chain(() -> sql.update(MARK, community, participant, at.atOffset(ZoneOffset.UTC)))
                .chain(() -> sql.update(NOTE, community, participant, agency, reason, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
