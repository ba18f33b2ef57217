package org.reciprocity.eventlog.relay;

import java.time.Instant;
import java.util.UUID;

/**
 * A committed event with its place in the log.
 *
 * @param sequence its place in the log: dense, from 1
 * @param id unique for ever
 * @param topic the topic it is published on
 * @param key the record's key
 * @param type the wire name with its version
 * @param stream the stream it belongs to
 * @param version its place in that stream
 * @param chain the hash chain it is a link of
 * @param recordedAt when it was recorded, in microseconds
 * @param body the body as it is stored and sent
 */
public record SequencedEvent(
        long sequence,
        UUID id,
        String topic,
        String key,
        String type,
        UUID stream,
        long version,
        UUID chain,
        Instant recordedAt,
        String body) {}
