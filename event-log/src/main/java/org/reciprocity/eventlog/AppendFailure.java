package org.reciprocity.eventlog;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads why an append failed, from the Vert.x client's exception or from what Hibernate makes of it (which keeps the SQL
 * state and the message, that has the constraint's name, and loses the rest).
 */
final class AppendFailure {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Pattern STREAM = Pattern.compile("\\(([0-9a-f-]{36}), *\\d+\\)");

    private AppendFailure() {}

    /** The failure in this package's words where it has some, else as it came. */
    static Throwable of(Throwable failure, List<NewEvent> events) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())) {
                return of(failure, String.valueOf(pg.getConstraint()), pg.getDetail(), events);
            }
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return of(failure, String.valueOf(sql.getMessage()), null, events);
            }
        }
        return failure;
    }

    private static Throwable of(Throwable failure, String constraint, String detail, List<NewEvent> events) {
        if (constraint.contains("event_stream_version")) {
            return new VersionConflictException(stream(detail, events), failure);
        }
        if (constraint.contains("event_event_id")) {
            return new DuplicateEventException(failure);
        }
        return failure;
    }

    /** The stream that the database names, else the first of those it can have been. */
    private static UUID stream(String detail, List<NewEvent> events) {
        if (detail != null) {
            var found = STREAM.matcher(detail);
            if (found.find()) {
                return UUID.fromString(found.group(1));
            }
        }
        return events.getFirst().stream();
    }
}
