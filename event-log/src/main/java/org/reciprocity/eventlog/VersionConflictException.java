package org.reciprocity.eventlog;

import java.util.UUID;

/** A stream already has an event of that version: somebody else was first. */
public final class VersionConflictException extends RuntimeException {

    /** Says which. */
    public VersionConflictException(UUID stream) {
        this(stream, null);
    }

    /** Says which, and how it was noticed. */
    public VersionConflictException(UUID stream, Throwable cause) {
        super("The stream " + stream + " has moved on", cause);
    }
}
