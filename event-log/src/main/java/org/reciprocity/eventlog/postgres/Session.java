package org.reciprocity.eventlog.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jboss.logging.Logger;
import org.postgresql.Driver;
import org.reciprocity.eventlog.relay.LogUnavailableException;

/** One connection of a relay, made when it is needed and dropped at the first error. */
final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class);

    /** What is done in one transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** What is done in one transaction and has no answer. */
    interface Deed {
        void in(Connection connection) throws SQLException;
    }

    private final Driver driver = new Driver();
    private final String url;
    private final Properties properties = new Properties();
    private final String settings;
    private Connection connection;

    /**
     * The connection of a relay.
     *
     * @param lease no transaction may last as long, so that none is found open when another relay takes over
     */
    Session(String log, String url, String user, String password, Duration lease) {
        this.url = url;
        long limit = Math.max(1, lease.toMillis() * 2 / 3);
        long socketSeconds = Math.max(2, lease.toSeconds() * 2);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "relay " + log);
        properties.setProperty("connectTimeout", Long.toString(socketSeconds));
        properties.setProperty("loginTimeout", Long.toString(socketSeconds));
        properties.setProperty("socketTimeout", Long.toString(socketSeconds));
        properties.setProperty("tcpKeepAlive", "true");
        // The planner must not be led astray by statistics of a table that is mostly empty, nor by a plan made when it
        // was.
        // A sequence must be durable before it is sent, whatever the server's default.
        this.settings = """
                set transaction_timeout = %d;
                set idle_in_transaction_session_timeout = %d;
                set lock_timeout = %d;
                set enable_seqscan = off;
                set plan_cache_mode = force_custom_plan;
                set jit = off;
                select set_config('synchronous_commit', 'on', false)
                 where current_setting('synchronous_commit') in ('off', 'local')
                """.formatted(limit, limit, Math.max(1, lease.toMillis() / 3));
    }

    /** Does the work in one transaction; after any error the connection is gone. */
    <T> T transaction(String doing, Work<T> work) {
        try {
            var open = open();
            var result = work.in(open);
            open.commit();
            return result;
        } catch (SQLException e) {
            close();
            throw new LogUnavailableException(doing, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Does the deed in one transaction; after any error the connection is gone. */
    void inTransaction(String doing, Deed deed) {
        transaction(doing, connection -> {
            deed.in(connection);
            return null;
        });
    }

    /** Runs a statement and answers with the number of rows it touched. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            var made = driver.connect(url, properties);
            if (made == null) {
                throw new SQLException("Not an address of PostgreSQL: " + url);
            }
            connection = made;
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute(settings);
            }
            connection.setAutoCommit(false);
        }
        return connection;
    }

    void close() {
        if (connection != null) {
            var closing = connection;
            connection = null;
            try {
                closing.close();
            } catch (SQLException e) {
                LOG.debugf(e, "relay database=closing");
            }
        }
    }
}
