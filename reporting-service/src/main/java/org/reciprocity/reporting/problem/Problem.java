package org.reciprocity.reporting.problem;

/** Every refusal there is; {@code docs/reference/reporting-problems.md} tells cause and cure of each. */
public enum Problem {
    /** The request is not one. */
    MALFORMED("malformed-request", 400, "The request is malformed"),
    /** No parameter of that name is known. */
    UNKNOWN_PARAMETER("unknown-parameter", 400, "There is no such parameter"),
    /** A parameter that is needed is missing. */
    MISSING_PARAMETER("missing-parameter", 400, "A parameter is missing"),
    /** What is asked for needs a key by which a second sending is known. */
    IDEMPOTENCY_KEY_MISSING("idempotency-key-missing", 400, "An idempotency key is needed"),
    /** There is no token, or it is not valid. */
    UNAUTHORIZED("unauthorized", 401, "A valid token is needed"),
    /** The token's roles do not allow it. */
    ROLE_MISSING("role-missing", 403, "The token lacks the role for this"),
    /** Analysts get protected figures only. */
    EXACT_FIGURES("exact-figures-are-for-stewards", 403, "Exact figures are for stewards"),
    /** Nothing is there. */
    NOT_FOUND("not-found", 404, "There is nothing here"),
    /** There is no such figure. */
    UNKNOWN_FIGURE("unknown-figure", 404, "There is no such figure"),
    /** There is no such band. */
    UNKNOWN_BAND("unknown-band", 404, "There is no such band"),
    /** There is no such period. */
    UNKNOWN_PERIOD("unknown-period", 404, "There is no such period"),
    /** There is no such close or edition, or the caller may not see it. */
    UNKNOWN_EDITION("unknown-edition", 404, "There is no such edition"),
    /** No edition of the community is released yet. */
    NOTHING_RELEASED("nothing-released", 404, "No edition is released yet"),
    /** There is no such community, or the caller may not see it. */
    UNKNOWN_COMMUNITY("unknown-community", 404, "There is no such community"),
    /** There is no such programme in the community. */
    UNKNOWN_PROGRAMME("unknown-programme", 404, "There is no such programme"),
    /** There is no such claim, or the caller may not see it. */
    UNKNOWN_CLAIM("unknown-claim", 404, "There is no such claim"),
    /** There is no such appraisal, or the caller may not see it. */
    UNKNOWN_APPRAISAL("unknown-appraisal", 404, "There is no such appraisal"),
    /** There is no such contract, or the caller may not see it. */
    UNKNOWN_CONTRACT("unknown-contract", 404, "There is no such contract"),
    /** There is no such horizon. */
    UNKNOWN_HORIZON("unknown-horizon", 404, "There is no such horizon"),
    /** There is no such rebuild. */
    UNKNOWN_REBUILD("unknown-rebuild", 404, "There is no such rebuild"),
    /** The resource has no such method. */
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource has no such method"),
    /** The answer cannot be had in that form. */
    NOT_ACCEPTABLE("not-acceptable", 406, "The answer cannot be given in that form"),
    /** As many generations as may be are folded to a point. */
    TOO_MANY_PINNED("too-many-generations", 409, "There are as many generations folded to a point as may be"),
    /** The generation is not folded to a point. */
    GENERATION_NOT_PINNED("generation-not-pinned", 409, "The generation is not one that is folded to a point"),
    /** The generation is still being built. */
    GENERATION_NOT_COMPLETE("generation-not-complete", 409, "The generation is not complete yet"),
    /** The generation was never live. */
    GENERATION_NEVER_LIVE("generation-never-live", 409, "The generation was never live"),
    /** The generation's tables are gone. */
    GENERATION_GONE("generation-gone", 409, "The generation's tables are gone"),
    /** The generation lacks what the live one has. */
    GENERATION_BEHIND("generation-behind", 409, "The generation is behind the live one"),
    /** The generation was folded by the rules of another release. */
    GENERATION_OF_OTHER_RULES("generation-of-other-rules", 409, "The generation was folded by other rules"),
    /** A topic has lost its first records. */
    POINT_NOT_RETAINED("point-not-retained", 409, "The log does not begin at its beginning"),
    /** It has changed since it was read. */
    PRECONDITION_FAILED("precondition-failed", 412, "It has changed since you read it"),
    /** A rebuild is under way. */
    REBUILD_RUNNING("rebuild-running", 409, "A rebuild is under way"),
    /** The request is too large. */
    TOO_LARGE("too-large", 413, "The request is too large"),
    /** The request's body is in a form that is not read. */
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body's form is not supported"),
    /** The point names a partition that the log does not have. */
    UNKNOWN_PARTITION("unknown-partition", 422, "The log has no such partition"),
    /** The log does not go as far as the point. */
    POINT_BEYOND_END("point-beyond-end", 422, "The log does not go as far"),
    /** No record of the log is at the point. */
    POINT_NOT_OF_THE_LOG("point-not-of-the-log", 422, "The point is not one of the log"),
    /** The figure is not told by bands. */
    FIGURE_WITHOUT_BANDS("figure-without-bands", 422, "The figure is not told by bands"),
    /** The period has not begun. */
    FUTURE_PERIOD("future-period", 422, "The period has not begun"),
    /** The last month is before the first. */
    REVERSED_RANGE("reversed-range", 422, "The range is reversed"),
    /** An edition has complete months only. */
    MONTH_NOT_OVER("month-not-over", 422, "The month is not over"),
    /** The idempotency key was used for something else. */
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The idempotency key was used for another request"),
    /** The community's time zone cannot be reckoned with. */
    UNUSABLE_TIME_ZONE("unusable-time-zone", 422, "The community's time zone cannot be used"),
    /** A mistake of the service's own. */
    INTERNAL("internal-error", 500, "Something went wrong here"),
    /** There is nothing to answer from at present. */
    NO_GENERATION("no-generation", 503, "No generation answers yet"),
    /** PostgreSQL or Kafka does not answer. */
    UNAVAILABLE("unavailable", 503, "Something this service needs does not answer");

    private final String code;
    private final int status;
    private final String title;

    Problem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The last part of the type. */
    public String code() {
        return code;
    }

    /** The stable identifier of this kind of refusal. */
    public String type() {
        return "/problems/" + code;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }
}
