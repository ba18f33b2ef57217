package org.reciprocity.matching.http;

/** What of a POST decides whether it is the same as an earlier one. */
public final class RequestHead {
    private final Caller caller;
    private final String path;
    private final String idempotencyKey;
    private final byte[] body;

    /**
     * Of a request.
     *
     * @param caller who sends it
     * @param path the path
     * @param idempotencyKey the client's key, or null
     * @param body the body as it came, or null where there is none
     */
    public RequestHead(Caller caller, String path, String idempotencyKey, byte[] body) {
        this.caller = caller;
        this.path = path;
        this.idempotencyKey = idempotencyKey;
        this.body = body == null ? new byte[0] : body.clone();
    }

    /** Who sends it. */
    public Caller caller() {
        return caller;
    }

    /** The path. */
    public String path() {
        return path;
    }

    /** The client's key, or null. */
    public String idempotencyKey() {
        return idempotencyKey;
    }

    /** The body as it came, possibly empty. */
    public byte[] body() {
        return body.clone();
    }
}
