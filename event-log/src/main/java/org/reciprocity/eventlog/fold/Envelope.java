package org.reciprocity.eventlog.fold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The headers of the record that is being read. One object serves all records of a thread, and a header is looked for only
 * when it is asked for, at the place where the writer puts it first.
 */
public final class Envelope {
    private static final int TYPE = 0;
    private static final int SEQUENCE = 1;
    private static final int SOURCE = 2;
    private static final int ID = 3;

    private final TextCache texts = new TextCache();
    private Header[] headers = new Header[0];

    Envelope() {}

    void open(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        headers = record.headers().toArray();
    }

    /** The wire name of the record's type, with its version. */
    public String type() throws UnreadableRecordException {
        return texts.text(header("ce_type", TYPE));
    }

    /** The log that wrote it. */
    public String source() throws UnreadableRecordException {
        return texts.text(header("ce_source", SOURCE));
    }

    /** Its place in that log. */
    public long sequence() throws UnreadableRecordException {
        var digits = header("ce_sequence", SEQUENCE);
        long value = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9' || value > Long.MAX_VALUE / 10 - 1) {
                throw new UnreadableRecordException("ce_sequence is not a whole number");
            }
            value = value * 10 + (digit - '0');
        }
        if (value == 0) {
            throw new UnreadableRecordException("ce_sequence is not a number above zero");
        }
        return value;
    }

    /** The bytes of a header. Its usual place, from 0, makes it quick to find and need not be right. */
    public byte[] header(String name, int place) throws UnreadableRecordException {
        if (place < headers.length && headers[place].key().equals(name) && headers[place].value() != null) {
            return headers[place].value();
        }
        for (var header : headers) {
            if (header.key().equals(name) && header.value() != null) {
                return header.value();
            }
        }
        throw new UnreadableRecordException("The header " + name + " is missing");
    }

    /** The event's id, where there is one; for telling people about it. */
    Optional<String> id() {
        try {
            return Optional.of(new String(header("ce_id", ID), StandardCharsets.UTF_8));
        } catch (UnreadableRecordException _) {
            return Optional.empty();
        }
    }
}
