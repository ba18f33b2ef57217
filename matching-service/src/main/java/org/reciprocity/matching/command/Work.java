package org.reciprocity.matching.command;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/**
 * One transaction of a command. What it records is appended by whoever opened the transaction, after the command has done
 * its reading, locking and writing.
 */
public final class Work {
    private final Mutiny.Session session;
    private final Sql sql;
    private final List<Recorded> recorded = new ArrayList<>();

    Work(Mutiny.Session session) {
        this.session = session;
        this.sql = Sql.of(session);
    }

    /** For entities. */
    public Mutiny.Session session() {
        return session;
    }

    /** For everything else, on the same connection. */
    public Sql sql() {
        return sql;
    }

    /** The database's time; to be asked after the locks, since it is the time of what is recorded. */
    public Uni<Instant> time() {
        return sql.select("select clock_timestamp()").map(rows -> ((OffsetDateTime) rows.getFirst()[0]).toInstant());
    }

    /** Takes events for the end of the transaction. */
    public void record(List<Recorded> events) {
        recorded.addAll(events);
    }

    List<Recorded> recorded() {
        return recorded;
    }

    /** An instant as a parameter of SQL, or null. */
    public static OffsetDateTime parameter(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** An instant from a column, or null. */
    public static Instant instant(Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }
}
