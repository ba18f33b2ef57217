package org.reciprocity.backends;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * The one place that decides where tests take PostgreSQL and Kafka from: Testcontainers where a container engine answers,
 * else embedded. One server of each a JVM, started at first use and stopped with the JVM; a test takes a database of its
 * own. A test framework may load this class once more for each service that it starts: those all ask the one that the JVM's own
 * class loader has, so that nothing is started twice.
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
        static final PostgresServer SERVER = ofTheJvm()
                .map(jvm -> (PostgresServer) RunningPostgresServer.at(ask(jvm, "postgresAddress")))
                .orElseGet(() -> stopAtEnd(
                        Choice.CONTAINERS ? ContainerPostgresServer.start() : EmbeddedPostgresServer.start()));
    }

    private static final class Kafka {
        static final KafkaServer SERVER = ofTheJvm()
                .map(jvm -> (KafkaServer) new RunningKafkaServer(ask(jvm, "kafkaAddress")))
                .orElseGet(() ->
                        stopAtEnd(Choice.CONTAINERS ? ContainerKafkaServer.start() : EmbeddedKafkaServer.start()));
    }

    /** This class as the JVM's own class loader has it, where that is another one. */
    private static Optional<Class<?>> ofTheJvm() {
        try {
            var jvm = Class.forName(Backends.class.getName(), true, ClassLoader.getSystemClassLoader());
            return jvm == Backends.class ? Optional.empty() : Optional.of(jvm);
        } catch (ClassNotFoundException _) {
            // Only a framework's class loaders have it.
            return Optional.empty();
        }
    }

    private static String ask(Class<?> jvm, String question) {
        var thread = Thread.currentThread();
        var frameworks = thread.getContextClassLoader();
        try {
            // A server that starts now looks its classes up where it comes from.
            thread.setContextClassLoader(jvm.getClassLoader());
            var method = jvm.getDeclaredMethod(question);
            method.setAccessible(true);
            return (String) method.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The JVM's own backends do not tell their address", e);
        } finally {
            thread.setContextClassLoader(frameworks);
        }
    }

    /** Asked by this class in another class loader. */
    static String postgresAddress() {
        return RunningPostgresServer.address(postgres());
    }

    /** Asked by this class in another class loader. */
    static String kafkaAddress() {
        return kafka().bootstrapServers();
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
