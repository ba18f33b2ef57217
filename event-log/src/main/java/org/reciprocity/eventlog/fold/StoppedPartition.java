package org.reciprocity.eventlog.fold;

import java.util.Optional;

/**
 * A partition that stands still: at a record that cannot be read, or at an offset that the log does not have any more.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the next to fold
 * @param event the event's id, if it has one
 * @param reason what is wrong there
 */
public record StoppedPartition(String topic, int partition, long offset, Optional<String> event, String reason) {}
