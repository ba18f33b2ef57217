package org.reciprocity.eventlog.fold;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a log is folded into. It gathers in memory what the records change and writes that when it is told to, in the
 * transaction that also moves the positions. Apart from {@link #reader()}'s own reading, one thread at a time is in here.
 */
public interface Projection {

    /** A reader for one consumer thread. */
    BatchReader reader();

    /** How many keys have changed since the last write: the memory that is held. */
    long keys();

    /**
     * Writes what was gathered, in the caller's transaction; it neither commits nor forgets.
     *
     * @param connection the transaction's connection
     */
    void write(Connection connection) throws SQLException;

    /** The transaction of {@link #write} is committed: what was gathered is forgotten. */
    void written();

    /** Nothing that was gathered or learnt is sure any more: all of it is forgotten. */
    void drop();
}
