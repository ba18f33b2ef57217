package org.reciprocity.eventlog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An event to append.
 *
 * @param id unique for ever, a UUIDv7 ({@link EventIds#next()}); travels as {@code ce_id}
 * @param topic the Kafka topic it is published on
 * @param key the record's key: the subject, which fixes the partition
 * @param type the wire name with its version, such as {@code org.example.thing-happened.v1}; travels as {@code ce_type}
 * @param stream the stream it belongs to
 * @param version its place in that stream, from 1 without gaps; travels as {@code ce_streamversion}
 * @param chain the group whose events are chained by hash; travels under the header that the log is configured with
 * @param recordedAt the time of the command that made it, by the database's clock, in microseconds
 * @param body compact JSON, at most {@link EventStore#MAX_BODY_BYTES} bytes of UTF-8
 */
public record NewEvent(
        UUID id,
        String topic,
        String key,
        String type,
        UUID stream,
        long version,
        UUID chain,
        Instant recordedAt,
        String body) {

    /** Cuts the time to microseconds, which is what is stored. */
    public NewEvent {
        if (version < 1) {
            throw new IllegalArgumentException("A stream's first version is 1, not " + version);
        }
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
    }
}
