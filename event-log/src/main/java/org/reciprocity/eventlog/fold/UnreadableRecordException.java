package org.reciprocity.eventlog.fold;

/**
 * A record that a fold ought to understand and cannot. Its partition stops there: a figure with a hole in it is worse than none.
 * The message names what is wrong and never quotes the body.
 */
public final class UnreadableRecordException extends Exception {

    /** Says what is wrong. */
    public UnreadableRecordException(String message) {
        super(message);
    }

    /** Says what is wrong; the cause is kept for debugging and not logged. */
    public UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
