package org.reciprocity.backends;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL in a container. */
public final class ContainerPostgresServer implements PostgresServer {
    private final PostgreSQLContainer container;

    private ContainerPostgresServer(PostgreSQLContainer container) {
        this.container = container;
    }

    /** Starts one on a free port; it is gone with this JVM. */
    public static ContainerPostgresServer start() {
        var container = new PostgreSQLContainer(DockerImageName.parse("postgres:18"));
        container.setCommand("postgres", "-c", "max_connections=200", "-c", "timezone=UTC");
        container.start();
        return new ContainerPostgresServer(container);
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }

    @Override
    public void close() {
        container.stop();
    }
}
