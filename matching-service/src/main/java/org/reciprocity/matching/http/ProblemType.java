package org.reciprocity.matching.http;

/** Every way in which this service refuses, as the {@code type} of an RFC 9457 problem document. */
public enum ProblemType {
    /** The body is not the JSON that the operation takes, or a parameter or header is not of its form. */
    MALFORMED_REQUEST("malformed-request", 400, "The request cannot be read"),
    /** No token, or one that does not hold. */
    UNAUTHORIZED("unauthorized", 401, "A valid token is needed"),
    /** The token lacks the role, or names no agency. */
    ROLE_MISSING("role-missing", 403, "The token lacks the role for this"),
    /** Another agency answers for it. */
    NOT_YOURS("not-yours", 403, "Only an agency that answers for that side may do this"),
    /** Unknown, or not visible to the caller. */
    NOT_FOUND("not-found", 404, "There is nothing here that you can see"),
    /** The path has no such method. */
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not allowed here"),
    /** The client accepts nothing that the service can answer with. */
    NOT_ACCEPTABLE("not-acceptable", 406, "The answer is JSON only"),
    /** The id that the client chose belongs to something else. */
    ID_IN_USE("id-in-use", 409, "The id is in use"),
    /** A request with the same idempotency key is still running. */
    REQUEST_IN_PROGRESS("request-in-progress", 409, "The same request is still running"),
    /** Somebody else changed it at the same time. */
    CHANGED_MEANWHILE("changed-meanwhile", 409, "It was changed at the same time"),
    /** The offer or the request was withdrawn before. */
    ALREADY_WITHDRAWN("already-withdrawn", 409, "It is withdrawn already"),
    /** That side has accepted before. */
    ALREADY_ACCEPTED("already-accepted", 409, "That side has accepted already"),
    /** The proposal was declined, or what was agreed is done. */
    PROPOSAL_CLOSED("proposal-closed", 409, "The proposal is closed"),
    /** The offer or the request has changed since, or no longer fits. */
    PROPOSAL_OUTDATED("proposal-outdated", 409, "The proposal no longer holds"),
    /** A hard filter stands between the offer and the request. */
    DOES_NOT_FIT("does-not-fit", 409, "The offer does not fit the request"),
    /** Less is left of the offer's capacity, or of the request's need. */
    NO_CAPACITY("no-capacity", 409, "Not so much is left"),
    /** What both sides did not agree to has no sessions. */
    MATCH_NOT_AGREED("match-not-agreed", 409, "The match is not agreed"),
    /** The sessions would take more minutes than were agreed. */
    MORE_THAN_AGREED("more-than-agreed", 409, "It is more than was agreed"),
    /** The giver lacks the clearance that the request asks for, on that day. */
    CLEARANCE_MISSING("clearance-missing", 409, "The giver is not cleared for this then"),
    /** What becomes of a session is said once it has begun. */
    SESSION_NOT_BEGUN("session-not-begun", 409, "The session has not begun"),
    /** What became of it was said before. */
    SESSION_CLOSED("session-closed", 409, "The session is closed"),
    /** A round of the same community is running. */
    ROUND_RUNNING("round-running", 409, "A round of this community is running"),
    /** It is done, cancelled or failed. */
    ROUND_ENDED("round-ended", 409, "The round has ended"),
    /** The stream version in If-Match is not the present one. */
    PRECONDITION_FAILED("precondition-failed", 412, "It has changed since you read it"),
    /** The call has to name the version that it goes by. */
    PRECONDITION_REQUIRED("precondition-required", 428, "Say which version you read"),
    /** The body is over the limit. */
    TOO_LARGE("too-large", 413, "The request is too large"),
    /** The body is not JSON. */
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body has to be JSON"),
    /** A field is missing, or its value is outside what it may be. */
    INVALID_FIELD("invalid-field", 422, "A field has a value it may not have"),
    /** A request without an answer to what the person could give. */
    WHAT_COULD_THEY_GIVE("what-could-they-give", 422, "What could this person give?"),
    /** A skill that is not in the list. */
    UNKNOWN_SKILL("unknown-skill", 422, "The skill is not in the list"),
    /** A time that ends before it begins, or is over. */
    IMPOSSIBLE_WINDOW("impossible-window", 422, "The time cannot be"),
    /** Recurring times that there are not, that overlap, or whose rule cannot be read. */
    IMPOSSIBLE_AVAILABILITY("impossible-availability", 422, "The recurring times cannot be"),
    /** The key was used for another request. */
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The idempotency key was used for another request"),
    /** A fault of the service. */
    INTERNAL_ERROR("internal-error", 500, "The service has failed"),
    /** What the service knows of the ledger is too old for a round. */
    FEED_LATE("feed-late", 503, "The ledger's feed is late"),
    /** The log takes no events until an operator has decided. */
    LOG_HALTED("log-halted", 503, "The log is halted"),
    /** Something the service depends on does not answer. */
    UNAVAILABLE("unavailable", 503, "The service cannot do this now");

    private final String code;
    private final int status;
    private final String title;

    ProblemType(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The last part of the type's URI. */
    public String code() {
        return code;
    }

    /** The type's URI, relative to the service. */
    public String uri() {
        return "/problems/" + code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /**
     * Whether the same request would be refused again, so that the refusal is kept under its idempotency key. What passes by
     * itself (what runs now, what the feed may bring, what fails) is not kept.
     */
    public boolean isKept() {
        return switch (this) {
            case ID_IN_USE,
                    ALREADY_WITHDRAWN,
                    ALREADY_ACCEPTED,
                    PROPOSAL_CLOSED,
                    PROPOSAL_OUTDATED,
                    ROUND_ENDED,
                    SESSION_CLOSED,
                    WHAT_COULD_THEY_GIVE,
                    UNKNOWN_SKILL,
                    IMPOSSIBLE_WINDOW,
                    IMPOSSIBLE_AVAILABILITY -> true;
            case MALFORMED_REQUEST,
                    UNAUTHORIZED,
                    ROLE_MISSING,
                    NOT_YOURS,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    REQUEST_IN_PROGRESS,
                    CHANGED_MEANWHILE,
                    ROUND_RUNNING,
                    DOES_NOT_FIT,
                    NO_CAPACITY,
                    MATCH_NOT_AGREED,
                    MORE_THAN_AGREED,
                    CLEARANCE_MISSING,
                    SESSION_NOT_BEGUN,
                    PRECONDITION_FAILED,
                    PRECONDITION_REQUIRED,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    INVALID_FIELD,
                    IDEMPOTENCY_KEY_REUSED,
                    INTERNAL_ERROR,
                    FEED_LATE,
                    LOG_HALTED,
                    UNAVAILABLE -> false;
        };
    }

    /** The type in words; the same for every occurrence. */
    public String title() {
        return title;
    }
}
