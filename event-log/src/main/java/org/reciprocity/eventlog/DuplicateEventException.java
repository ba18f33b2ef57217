package org.reciprocity.eventlog;

/** The log already has an event of that id; ids are unique for ever. */
public final class DuplicateEventException extends RuntimeException {

    /** Says what happened. */
    public DuplicateEventException(Throwable cause) {
        super("The log already has an event of that id", cause);
    }
}
