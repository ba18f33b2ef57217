package org.reciprocity.reporting.generation;

import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** The keeper's connection to the database; for its own thread. */
final class KeeperDatabase implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KeeperDatabase.class);

    private final KeeperSettings settings;
    private Connection connection;

    KeeperDatabase(KeeperSettings settings) {
        this.settings = settings;
    }

    /** What is done in a transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** In a transaction on the keeper's own connection, which is opened again after anything went wrong. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        boolean done = false;
        try {
            if (connection == null) {
                connection = connect();
            }
            var result = work.in(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** A connection of its own, in a transaction. */
    Connection connect() throws SQLException {
        var opened = settings.database("public").open();
        opened.setAutoCommit(false);
        return opened;
    }

    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing a connection", e);
        } finally {
            connection = null;
        }
    }
}
