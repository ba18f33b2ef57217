package org.reciprocity.backends;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL that runs as a child process of this JVM, from binaries that come as a jar. */
public final class EmbeddedPostgresServer implements PostgresServer {
    /**
     * Whether what is committed outlives a machine that loses its power. Tests say off: they kill processes, and what a process
     * has written by then is the operating system's.
     */
    private static final String FSYNC = System.getProperty("reciprocity.fsync", "on");

    private final EmbeddedPostgres postgres;

    private EmbeddedPostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts on a free port over a folder of its own that is removed at the end. */
    public static EmbeddedPostgresServer start() {
        return start(settings(EmbeddedPostgres.builder()));
    }

    /**
     * Starts over a folder that outlives this JVM; what an earlier run left there is there again. It stops when it is
     * closed and not by a shutdown hook of its own, so that its owner can stop the database's clients before it. Its own log is {@code
     * log/postgresql.log} in its folder.
     *
     * @param data the database's folder, created when missing
     * @param port the port to listen on
     */
    public static EmbeddedPostgresServer start(Path data, int port) {
        return start(settings(EmbeddedPostgres.builder())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql.log")
                .setServerConfig("log_truncate_on_rotation", "on")
                .setPort(port));
    }

    private static EmbeddedPostgresServer start(EmbeddedPostgres.Builder builder) {
        try {
            return new EmbeddedPostgresServer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
        }
    }

    /** A durable server: the embedded one turns fsync off unless told. */
    private static EmbeddedPostgres.Builder settings(EmbeddedPostgres.Builder builder) {
        return builder.setServerConfig("fsync", FSYNC)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", FSYNC)
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("timezone", "UTC")
                .setPGStartupWait(Duration.ofSeconds(60));
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public int port() {
        return postgres.getPort();
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop", e);
        }
    }
}
