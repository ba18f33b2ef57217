package org.reciprocity.backends;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A Kafka broker in a container. */
public final class ContainerKafkaServer implements KafkaServer {
    private final KafkaContainer container;

    private ContainerKafkaServer(KafkaContainer container) {
        this.container = container;
    }

    /** Starts one on a free port; it is gone with this JVM. */
    public static ContainerKafkaServer start() {
        var container = new KafkaContainer(DockerImageName.parse("apache/kafka:4.1.1"))
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                // The image replaces its own configuration files at start, also where they are read-only for its user.
                .withCreateContainerCmdModifier(command -> command.withUser("root"));
        container.start();
        return new ContainerKafkaServer(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
