package org.reciprocity.backends;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A KRaft broker and controller in one node, in this JVM. */
public final class EmbeddedKafkaServer implements KafkaServer {
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Optional<Path> temporary;

    private EmbeddedKafkaServer(KafkaRaftServer server, String bootstrapServers, Optional<Path> temporary) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.temporary = temporary;
    }

    /** Starts on free ports over a folder of its own that is removed at the end. */
    public static EmbeddedKafkaServer start() {
        try {
            var folder = Files.createTempDirectory("reciprocity-kafka");
            return start(folder, freePort(), freePort(), Optional.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts over a folder that outlives this JVM; what an earlier run left there is there again.
     *
     * @param data the broker's folder, created and formatted when it is new
     * @param port the port for clients
     * @param controllerPort the port of the broker's own controller
     */
    public static EmbeddedKafkaServer start(Path data, int port, int controllerPort) {
        return start(data, port, controllerPort, Optional.empty());
    }

    private static EmbeddedKafkaServer start(Path data, int port, int controllerPort, Optional<Path> temporary) {
        try {
            Files.createDirectories(data);
            var properties = properties(data.resolve("log"), port, controllerPort);
            var file = data.resolve("server.properties");
            Files.writeString(
                    file,
                    properties.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .sorted()
                            .collect(Collectors.joining("\n")));
            if (!Files.exists(data.resolve("log/meta.properties"))) {
                format(file);
            }
            var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafkaServer(server, "localhost:" + port, temporary);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded broker did not start", e);
        }
    }

    private static void format(Path file) {
        var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int status = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()}, quiet);
        if (status != 0) {
            throw new IllegalStateException("Cannot format the broker's folder " + file.getParent());
        }
    }

    private static Properties properties(Path log, int port, int controllerPort) {
        var properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        properties.put("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", log.toString());
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.dedupe.buffer.size", "16777216");
        return properties;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        temporary.ifPresent(EmbeddedKafkaServer::delete);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
