package org.reciprocity.eventlog.fold;

import java.util.Optional;

/**
 * A partition that stands still at a record that cannot be read.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset where the record is
 * @param event the event's id, if it has one
 * @param reason what is wrong with it
 */
public record StoppedPartition(String topic, int partition, long offset, Optional<String> event, String reason) {}
