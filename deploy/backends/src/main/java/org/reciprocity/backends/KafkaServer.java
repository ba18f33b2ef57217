package org.reciprocity.backends;

/** A running Kafka broker. */
public interface KafkaServer extends AutoCloseable {

    /** {@code host:port}, as clients take it. */
    String bootstrapServers();

    @Override
    void close();
}
