package org.reciprocity.ledger.problem;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reciprocity.eventlog.VersionConflictException;

/** What a failure of the database means. */
public final class Failures {
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";
    private static final String UNIQUE = "23505";
    private static final String LOCKED = "55P03";

    /** Classes of SQLSTATE that say the database cannot be used just now. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    private Failures() {}

    /** Whether the same command may go well if it is run again at once: others were in the way. */
    public static boolean passing(Throwable failure) {
        return any(
                failure,
                cause -> cause instanceof VersionConflictException
                        || state(cause)
                                .filter(Set.of(DEADLOCK, SERIALIZATION, UNIQUE)::contains)
                                .isPresent());
    }

    /** Whether a lock was not to be had in the time that there was for it. */
    public static boolean locked(Throwable failure) {
        return any(failure, cause -> state(cause).filter(LOCKED::equals).isPresent());
    }

    /** Whether the database is away. */
    public static boolean away(Throwable failure) {
        return any(failure, cause -> state(cause)
                .map(state -> AWAY.contains(state.substring(0, 2)))
                .orElse(cause instanceof IOException
                        || cause instanceof VertxException
                        || cause instanceof NoStackTraceThrowable));
    }

    /** The SQLSTATE of a failure of the database. */
    static Optional<String> state(Throwable failure) {
        return switch (failure) {
            case PgException database -> Optional.ofNullable(database.getSqlState());
            case SQLException database -> Optional.ofNullable(database.getSQLState());
            default -> Optional.empty();
        };
    }

    private static boolean any(Throwable failure, Predicate<Throwable> test) {
        int depth = 0;
        for (var cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (test.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
