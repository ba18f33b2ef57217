package org.reciprocity.eventlog;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as its stream is read back.
 *
 * @param id see {@link NewEvent#id()}
 * @param type the wire name with its version
 * @param stream the stream it belongs to
 * @param version its place in that stream
 * @param recordedAt when it was recorded
 * @param body JSON
 */
public record StoredEvent(UUID id, String type, UUID stream, long version, Instant recordedAt, String body) {}
