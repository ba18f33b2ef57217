package org.reciprocity.eventlog.relay;

/** The database or the broker did not answer, or not as it should have; to be tried again. */
public final class LogUnavailableException extends RuntimeException {

    /** Says what was being done. */
    public LogUnavailableException(String doing, Throwable cause) {
        super(doing, cause);
    }
}
