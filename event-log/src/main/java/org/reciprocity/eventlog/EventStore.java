package org.reciprocity.eventlog;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The append-only store: events are inserted, never changed and never trimmed. */
public final class EventStore {

    /** The largest body that is appended, in bytes of UTF-8. */
    public static final int MAX_BODY_BYTES = 256 * 1024;

    /** How many events share a row of what is pending, which the sequencer takes as a whole. */
    private static final int PENDING_TOGETHER = 100;

    private static final String APPEND = """
            with appended as (
                insert into event (event_id, topic, key, type, stream, version, chain, recorded_at, body)
                select e.event_id, e.topic, e.key, e.type, e.stream, e.version, e.chain, e.recorded_at, e.body
                from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::bigint[], $7::uuid[],
                            $8::timestamptz[], $9::text[]) with ordinality
                     as e(event_id, topic, key, type, stream, version, chain, recorded_at, body, place)
                where not exists (select from log_head where halted is not null)
                order by e.place
                returning id),
            numbered as (select id, row_number() over (order by id) - 1 as number from appended)
            insert into pending (first, events)
            select min(id), array_agg(id order by id) from numbered group by number / %d
            """.formatted(PENDING_TOGETHER);

    private static final String HALTED = "select log from log_head where halted is not null";

    private static final String READ =
            "select event_id, type, version, recorded_at, body from event where stream = $1 order by version";

    private EventStore() {}

    /**
     * Appends events in the caller's transaction, in the given order; they are seen by others and on their way to Kafka once
     * that commits. To be called last in a transaction, after all locks and reads.
     *
     * @return fails with {@link VersionConflictException} when a stream already has one of the versions, with
     *     {@link DuplicateEventException} when there is an event of one of the ids, with {@link EventTooLargeException} when a
     *     body is over {@link #MAX_BODY_BYTES}, and with {@link LogHaltedException} while the log is halted; nothing is
     *     appended then
     */
    public static Uni<Void> append(Sql sql, List<NewEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        for (var event : events) {
            int bytes = event.body().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_BODY_BYTES) {
                return Uni.createFrom().failure(new EventTooLargeException(event.type(), bytes));
            }
        }
        return sql.update(
                        APPEND,
                        events.stream().map(NewEvent::id).toArray(UUID[]::new),
                        events.stream().map(NewEvent::topic).toArray(String[]::new),
                        events.stream().map(NewEvent::key).toArray(String[]::new),
                        events.stream().map(NewEvent::type).toArray(String[]::new),
                        events.stream().map(NewEvent::stream).toArray(UUID[]::new),
                        events.stream().map(NewEvent::version).toArray(Long[]::new),
                        events.stream().map(NewEvent::chain).toArray(UUID[]::new),
                        events.stream()
                                .map(e -> e.recordedAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        events.stream().map(NewEvent::body).toArray(String[]::new))
                .onFailure()
                .transform(failure -> AppendFailure.of(failure, events))
                .flatMap(pending -> pending > 0 ? Uni.createFrom().voidItem() : refused(sql));
    }

    /** The statement appends all or, while the log is halted, nothing. */
    private static Uni<Void> refused(Sql sql) {
        return sql.select(HALTED).flatMap(rows -> Uni.createFrom()
                .failure(
                        rows.isEmpty()
                                ? new IllegalStateException("Nothing was appended, and the log is not halted")
                                : new LogHaltedException((String) rows.getFirst()[0])));
    }

    /** A stream's events from its first, as the caller's transaction sees them; empty for one that nobody has begun. */
    public static Uni<List<StoredEvent>> read(Sql sql, UUID stream) {
        return sql.select(READ, stream).map(rows -> rows.stream()
                .map(row -> new StoredEvent(
                        (UUID) row[0],
                        (String) row[1],
                        stream,
                        (Long) row[2],
                        instant((OffsetDateTime) row[3]),
                        (String) row[4]))
                .toList());
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
