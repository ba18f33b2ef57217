package org.reciprocity.backends;

import org.testcontainers.DockerClientFactory;

/**
 * The one place that decides where tests take PostgreSQL and Kafka from: Testcontainers where a container engine answers,
 * else embedded. One server of each a JVM, started at first use and stopped with the JVM; a test takes a database of its
 * own.
 *
 * <p>The system property {@code reciprocity.backends} (or the environment's {@code RECIPROCITY_BACKENDS}) decides by
 * hand: {@code embedded}, or {@code containers}, which fails where no engine answers instead of falling back.
 */
public final class Backends {

    private Backends() {}

    /** Whether containers are used here. */
    public static boolean containers() {
        return Choice.CONTAINERS;
    }

    /** The JVM's PostgreSQL. */
    public static PostgresServer postgres() {
        return Postgres.SERVER;
    }

    /** The JVM's broker. */
    public static KafkaServer kafka() {
        return Kafka.SERVER;
    }

    private static final class Choice {
        static final boolean CONTAINERS = choose();

        private static boolean choose() {
            var wish = System.getProperty("reciprocity.backends", System.getenv("RECIPROCITY_BACKENDS"));
            return switch (wish == null || wish.isBlank() ? "auto" : wish) {
                case "embedded" -> false;
                case "containers" -> {
                    if (!DockerClientFactory.instance().isDockerAvailable()) {
                        throw new IllegalStateException("Containers were asked for, but no container engine answers");
                    }
                    yield true;
                }
                case "auto" -> DockerClientFactory.instance().isDockerAvailable();
                default ->
                    throw new IllegalArgumentException(
                            "reciprocity.backends is neither embedded nor containers nor auto: " + wish);
            };
        }
    }

    private static final class Postgres {
        static final PostgresServer SERVER =
                stopAtEnd(Choice.CONTAINERS ? ContainerPostgresServer.start() : EmbeddedPostgresServer.start());
    }

    private static final class Kafka {
        static final KafkaServer SERVER =
                stopAtEnd(Choice.CONTAINERS ? ContainerKafkaServer.start() : EmbeddedKafkaServer.start());
    }

    private static <T extends AutoCloseable> T stopAtEnd(T server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("A backend did not stop: " + e);
            }
        }));
        return server;
    }
}
