package org.reciprocity.eventlog;

import java.util.UUID;

/** A stream already has an event of that version: somebody else was first. */
public final class VersionConflictException extends RuntimeException {

    /** Says which. */
    public VersionConflictException(UUID stream) {
        super("The stream " + stream + " has moved on");
    }
}
