package org.reciprocity.matching.feed;

/** A record that this service has to understand and does not. The message repeats no value of it. */
public final class UnreadableRecordException extends RuntimeException {

    /** Says what is wrong. */
    public UnreadableRecordException(String what) {
        super(what);
    }
}
