package org.reciprocity.matching.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.reciprocity.matching.http.Ids;

/**
 * A record's headers, as the contracts have them.
 *
 * @param type the wire name
 * @param sequence the place in the writer's log
 * @param source the writer's log
 * @param id the event's id
 * @param community the community, or the nil id for what is above communities
 */
record Envelope(String type, long sequence, String source, String id, UUID community) {

    static Envelope of(ConsumerRecord<?, ?> record) {
        try {
            return new Envelope(
                    text(record, "ce_type"),
                    Long.parseLong(text(record, "ce_sequence")),
                    text(record, "ce_source"),
                    text(record, "ce_id"),
                    Ids.parse(text(record, "ce_community"))
                            .orElseThrow(() -> new UnreadableRecordException("ce_community is no id")));
        } catch (NumberFormatException _) {
            throw new UnreadableRecordException("ce_sequence is no number");
        }
    }

    /** The event's id as far as it can be read, to name a record that cannot. */
    static String idOf(ConsumerRecord<?, ?> record) {
        try {
            return Ids.parse(text(record, "ce_id")).map(UUID::toString).orElse("none");
        } catch (UnreadableRecordException _) {
            return "none";
        }
    }

    private static String text(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new UnreadableRecordException("the header " + name + " is missing");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new UnreadableRecordException("the header " + name + " is not UTF-8");
        }
    }
}
