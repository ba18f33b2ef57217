package org.reciprocity.backends;

/** A broker that somebody else in this JVM started and will stop. */
record RunningKafkaServer(String bootstrapServers) implements KafkaServer {

    @Override
    public void close() {
        // It is not ours.
    }
}
