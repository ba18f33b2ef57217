package org.reciprocity.local.system;

/** Something that keeps the local system from running, told to the person who started it: what, and what to do. */
public final class StartException extends RuntimeException {

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
