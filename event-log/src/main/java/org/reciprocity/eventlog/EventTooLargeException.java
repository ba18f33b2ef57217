package org.reciprocity.eventlog;

/** An event's body is over the limit; it was not appended. */
public final class EventTooLargeException extends RuntimeException {

    /** Says which. */
    public EventTooLargeException(String type, int bytes) {
        super("An event of type " + type + " has " + bytes + " bytes, over the limit of " + EventStore.MAX_BODY_BYTES);
    }
}
