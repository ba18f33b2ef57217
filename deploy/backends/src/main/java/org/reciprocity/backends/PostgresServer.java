package org.reciprocity.backends;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A running PostgreSQL server whose superuser this JVM may use. */
public interface PostgresServer extends AutoCloseable {

    /** The host that clients connect to. */
    String host();

    /** The port that clients connect to. */
    int port();

    /** A superuser. */
    String user();

    /** The superuser's password. */
    String password();

    /** The JDBC address of a database, without credentials. */
    default String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    /** The address of a database as the Vert.x PostgreSQL client takes it, without credentials. */
    default String reactiveUrl(String database) {
        return "postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    /** A new connection of the superuser, in auto-commit mode. */
    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user(), password());
    }

    /** Creates a database unless there is one of that name. The name is the caller's own constant, never input. */
    default void createDatabase(String database) {
        try (var connection = connect("postgres");
                var exists = connection.prepareStatement("select 1 from pg_database where datname = ?");
                var create = connection.createStatement()) {
            exists.setString(1, database);
            try (var rows = exists.executeQuery()) {
                if (!rows.next()) {
                    create.execute("create database \"" + database.replace("\"", "\"\"") + "\"");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the database " + database, e);
        }
    }

    @Override
    void close();
}
