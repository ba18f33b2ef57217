package org.reciprocity.eventlog;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * How far a log had come at a time. What was known then is every event up to a sequence, so that a transaction that commits
 * late changes no answer that was given: it gets a later sequence.
 *
 * @param sequence the last sequence before the first event that was recorded after the time; the log's last without one
 * @param closed whether there is such an event: from then on the position of this time is the same for ever. Until then an
 *     event recorded before the time may still be committed.
 * @param now the database's time when this was read
 */
public record LogPosition(long sequence, boolean closed, Instant now) {
    private static final String AT = """
            select coalesce((select sequence from log_head), 0),
                   (select l.sequence
                      from log_entry l join event e on e.id = l.event
                     where l.sequence > coalesce((select sequence from log_time where latest <= $1
                                                   order by latest desc limit 1), 0)
                       and l.sequence <= coalesce((select sequence from log_time where latest > $1
                                                    order by latest limit 1), 9223372036854775807)
                       and e.recorded_at > $1
                     order by l.sequence limit 1),
                   clock_timestamp()
            """;

    private static final String LAST = "select coalesce((select sequence from log_head), 0), clock_timestamp()";

    /** The position at a time. */
    public static Uni<LogPosition> at(Sql sql, Instant time) {
        return sql.select(AT, time.atOffset(ZoneOffset.UTC)).map(rows -> {
            var row = rows.getFirst();
            var now = ((OffsetDateTime) row[2]).toInstant();
            return row[1] == null
                    ? new LogPosition((Long) row[0], false, now)
                    : new LogPosition((Long) row[1] - 1, true, now);
        });
    }

    /** The log's end. */
    public static Uni<LogPosition> last(Sql sql) {
        return sql.select(LAST)
                .map(rows -> new LogPosition(
                        (Long) rows.getFirst()[0], false, ((OffsetDateTime) rows.getFirst()[1]).toInstant()));
    }
}
