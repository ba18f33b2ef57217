package org.reciprocity.eventlog.relay;

/**
 * What must stay the same of a topic, or order and completeness are gone.
 *
 * @param id the topic's id, which another topic of the same name does not have
 * @param partitions the number of its partitions, on which the place of a key depends
 */
public record TopicIdentity(String id, int partitions) {

    @Override
    public String toString() {
        return id + " with " + partitions + " partitions";
    }
}
