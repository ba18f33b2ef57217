package org.reciprocity.eventlog.relay;

import java.util.UUID;

/**
 * The last record of a log that a {@code read_committed} reader can see in its topics.
 *
 * @param sequence its sequence
 * @param event its event's id
 */
public record Tail(long sequence, UUID event) {}
