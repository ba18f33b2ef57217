package org.reciprocity.eventlog.kafka;

/** The headers of a record: CloudEvents 1.0 in Kafka's binary content mode. */
final class Headers {
    static final String TYPE = "ce_type";
    static final String SEQUENCE = "ce_sequence";
    static final String SOURCE = "ce_source";
    static final String ID = "ce_id";
    static final String SPEC_VERSION = "ce_specversion";
    static final String STREAM_VERSION = "ce_streamversion";

    private Headers() {}
}
