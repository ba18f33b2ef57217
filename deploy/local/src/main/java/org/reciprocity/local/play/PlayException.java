package org.reciprocity.local.play;

/** The services did not answer as they must. */
public final class PlayException extends RuntimeException {

    public PlayException(String message) {
        super(message);
    }

    public PlayException(String message, Throwable cause) {
        super(message, cause);
    }
}
