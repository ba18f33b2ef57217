package org.reciprocity.matching.feed;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Idempotency;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.model.IdOrder;
import org.reciprocity.matching.offer.OfferService;
import org.reciprocity.matching.request.RequestService;

/** What a batch of records changes about what participants consent to, are cleared for, and whether they take part. */
final class PeopleChanges {
    private final SortedMap<UUID, LedgerEvent.ConsentGiven> consents = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, LedgerEvent.ConsentWithdrawn> withdrawnConsents = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, LedgerEvent.ClearanceRecorded> clearances = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedSet<UUID> withdrawnClearances = new TreeSet<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, String> statuses = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedSet<UUID> erased = new TreeSet<>(IdOrder.UNSIGNED);
    private final List<LedgerEvent.ParticipantsLinked> links = new ArrayList<>();

    void add(LedgerEvent.ConsentGiven event) {
        consents.put(event.consent(), event);
    }

    void add(LedgerEvent.ConsentWithdrawn event) {
        withdrawnConsents.put(event.consent(), event);
    }

    void add(LedgerEvent.ClearanceRecorded event) {
        clearances.put(event.clearance(), event);
    }

    void add(LedgerEvent.ClearanceWithdrawn event) {
        withdrawnClearances.add(event.clearance());
    }

    void add(LedgerEvent.AccountStatusSet event) {
        statuses.put(event.account(), event.status());
    }

    void add(LedgerEvent.ParticipantErased event) {
        erased.add(event.participant());
    }

    void add(LedgerEvent.ParticipantsLinked event) {
        links.add(event);
    }

    /** Writes it all, one statement at a time; what was withdrawn after what was given. */
    Uni<Void> write(Sql sql) {
        return writeConsents(sql)
                .flatMap(_ -> writeClearances(sql))
                .flatMap(_ -> writeLinks(sql))
                .flatMap(_ -> bulk(
                                sql,
                                statuses.size(),
                                """
                        update account a set status = s.status
                        from unnest($1::uuid[], $2::text[]) as s(id, status) where a.id = s.id
                        """,
                                statuses.keySet().toArray(UUID[]::new),
                                statuses.values().toArray(String[]::new))
                        .flatMap(_ -> bulk(
                                sql,
                                erased.size(),
                                "update participant set erased = true, area = null where id = any($1::uuid[])",
                                (Object) erased.toArray(UUID[]::new)))
                        .flatMap(_ -> bulk(
                                sql,
                                erased.size(),
                                "delete from same_person where participant = any($1::uuid[]) or same_as = any($1::uuid[])",
                                (Object) erased.toArray(UUID[]::new))));
    }

    private Uni<Void> writeConsents(Sql sql) {
        var given = List.copyOf(consents.values());
        var withdrawn = List.copyOf(withdrawnConsents.values());
        return bulk(
                        sql,
                        given.size(),
                        """
                        insert into consent (id, participant, purpose, given_on, expires_on)
                        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[])
                        on conflict (id) do update
                        set given_on = excluded.given_on, expires_on = excluded.expires_on
                        """,
                        ids(given, LedgerEvent.ConsentGiven::consent),
                        ids(given, LedgerEvent.ConsentGiven::participant),
                        given.stream().map(LedgerEvent.ConsentGiven::purpose).toArray(String[]::new),
                        given.stream().map(LedgerEvent.ConsentGiven::from).toArray(LocalDate[]::new),
                        given.stream().map(LedgerEvent.ConsentGiven::to).toArray(LocalDate[]::new))
                .flatMap(_ -> bulk(
                        sql,
                        withdrawn.size(),
                        """
                        insert into consent (id, participant, purpose, withdrawn_on)
                        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[])
                        on conflict (id) do update set withdrawn_on = excluded.withdrawn_on
                        """,
                        ids(withdrawn, LedgerEvent.ConsentWithdrawn::consent),
                        ids(withdrawn, LedgerEvent.ConsentWithdrawn::participant),
                        withdrawn.stream()
                                .map(LedgerEvent.ConsentWithdrawn::purpose)
                                .toArray(String[]::new),
                        withdrawn.stream().map(LedgerEvent.ConsentWithdrawn::on).toArray(LocalDate[]::new)));
    }

    private Uni<Void> writeClearances(Sql sql) {
        var recorded = List.copyOf(clearances.values());
        return bulk(
                        sql,
                        recorded.size(),
                        """
                        insert into clearance (id, participant, role, setting, outcome, expires_on, withdrawn)
                        select *, false from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[])
                        on conflict (id) do update
                        set role = excluded.role, setting = excluded.setting, outcome = excluded.outcome,
                            expires_on = excluded.expires_on
                        """,
                        ids(recorded, LedgerEvent.ClearanceRecorded::clearance),
                        ids(recorded, LedgerEvent.ClearanceRecorded::participant),
                        recorded.stream()
                                .map(LedgerEvent.ClearanceRecorded::role)
                                .toArray(String[]::new),
                        recorded.stream()
                                .map(LedgerEvent.ClearanceRecorded::setting)
                                .toArray(String[]::new),
                        recorded.stream()
                                .map(LedgerEvent.ClearanceRecorded::outcome)
                                .toArray(String[]::new),
                        recorded.stream().map(LedgerEvent.ClearanceRecorded::to).toArray(LocalDate[]::new))
                .flatMap(_ -> bulk(
                        sql,
                        withdrawnClearances.size(),
                        "update clearance set withdrawn = true where id = any($1::uuid[])",
                        (Object) withdrawnClearances.toArray(UUID[]::new)));
    }

    /**
     * In the order in which they came: linking may follow unlinking. What was linked before one of the two was erased may be read
     * after it, from another partition.
     */
    private Uni<Void> writeLinks(Sql sql) {
        return Multi.createFrom()
                .iterable(links)
                .onItem()
                .transformToUniAndConcatenate(
                        link -> sql.update(link.linked() ? """
                                insert into same_person (participant, same_as)
                                select $1::uuid, $2::uuid where not exists (select from participant where id in ($1, $2) and erased)
                                on conflict do nothing
                                """ : """
                                delete from same_person
                                where (participant = $1 and same_as = $2) or (participant = $2 and same_as = $1)
                                """, link.participant(), link.sameAs()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * Takes back what is open of participants who were erased, or whose account was closed. Nothing that was done is touched,
     * and so no figure.
     */
    Uni<Void> takeBack(Work work, OfferService offers, RequestService requests, MatchService matches) {
        var closed = statuses.entrySet().stream()
                .filter(status -> status.getValue().equals("closed"))
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
        if (erased.isEmpty() && closed.length == 0) {
            return Uni.createFrom().voidItem();
        }
        return work.sql()
                .select(
                        "select owner from account where id = any($1::uuid[]) and kind = 'participant' and owner is not null",
                        (Object) closed)
                .map(rows -> {
                    var owners = new TreeSet<>(IdOrder.UNSIGNED);
                    rows.forEach(row -> owners.add((UUID) row[0]));
                    owners.removeAll(erased);
                    return owners;
                })
                .flatMap(owners -> work.time()
                        .flatMap(now -> takeBack(work, offers, requests, matches, owners, false, now)
                                .flatMap(_ -> takeBack(work, offers, requests, matches, erased, true, now))));
    }

    private static Uni<Void> takeBack(
            Work work,
            OfferService offers,
            RequestService requests,
            MatchService matches,
            SortedSet<UUID> participants,
            boolean forget,
            Instant now) {
        if (participants.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return offers.left(work, participants, forget, now)
                .flatMap(_ -> requests.left(work, participants, forget, now))
                .flatMap(_ -> Multi.createFrom()
                        .iterable(participants)
                        .onItem()
                        .transformToUniAndConcatenate(participant -> matches.left(work, participant, now))
                        .collect()
                        .last()
                        .replaceWithVoid())
                .flatMap(_ -> forget
                        ? Idempotency.forget(work.sql(), participants)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> bulk(Sql sql, int rows, String statement, Object... parameters) {
        return rows == 0
                ? Uni.createFrom().voidItem()
                : sql.update(statement, parameters).replaceWithVoid();
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> id) {
        return rows.stream().map(id).toArray(UUID[]::new);
    }
}
