package org.reciprocity.matching.http;

/** A body that cannot be read; the message is for the client and repeats nothing of the body's values. */
public final class MalformedJsonException extends RuntimeException {

    /** Says what is wrong. */
    public MalformedJsonException(String detail) {
        super(detail);
    }
}
