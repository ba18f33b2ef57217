package org.reciprocity.ledger.problem;

/**
 * Every kind of refusal this service gives, each with its code, title and HTTP status. The code is part of the API and
 * never changes; {@code docs/reference/problems.md} gives each one's cause and cure.
 */
public enum ProblemType {
    MALFORMED_REQUEST("malformed-request", "The request cannot be read", 400),
    UNREADABLE_CSV("unreadable-csv", "The file cannot be read as the CSV of this import", 400),
    UNAUTHORIZED("unauthorized", "A valid token is needed", 401),
    ROLE_MISSING("role-missing", "The token lacks the role for this", 403),
    NOT_THE_LEAD("not-the-lead", "Only the community's lead agency may do this", 403),
    NOT_YOURS("not-yours", "Only the agency that recorded it, or the lead, may do this", 403),
    NOT_FOUND("not-found", "There is no such thing, or it is not visible to you", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", "This address does not take that method", 405),
    NOT_ACCEPTABLE("not-acceptable", "This address does not answer in that media type", 406),
    TOO_SLOW("too-slow", "The body did not arrive in time", 408),
    ID_IN_USE("id-in-use", "The id is in use", 409),
    CODE_IN_USE("code-in-use", "The code is in use", 409),
    EXTERNAL_REF_IN_USE("external-ref-in-use", "The external reference is in use", 409),
    REQUEST_IN_PROGRESS("request-in-progress", "The first request under this key is still running", 409),
    ALREADY_ADMITTED("already-admitted", "The agency has these roles already", 409),
    ALREADY_ENROLLED("already-enrolled", "The participant is enrolled already", 409),
    ALREADY_ENDED("already-ended", "The enrolment has ended already", 409),
    ALREADY_CONFIRMED("already-confirmed", "The party has confirmed already", 409),
    ALREADY_REVERSED("already-reversed", "The exchange has been reversed already", 409),
    ALREADY_WITHDRAWN("already-withdrawn", "It has been withdrawn already", 409),
    CONSENT_IN_FORCE("consent-in-force", "A consent to this purpose is in force", 409),
    ALREADY_LINKED("already-linked", "The two participants are one person already", 409),
    NOT_LINKED("not-linked", "The two participants are not linked", 409),
    NOT_PROPOSED("not-proposed", "The exchange is not waiting for confirmation", 409),
    NOT_DISPUTED("not-disputed", "The exchange is not in dispute", 409),
    NOT_SETTLED("not-settled", "The exchange is not settled", 409),
    NOT_SUSPENDED("not-suspended", "The account is not suspended", 409),
    NOT_REVERSIBLE("not-reversible", "This kind of exchange is not reversed", 409),
    ACCOUNT_HAS_HOLDS("account-has-holds", "Something of the account is held", 409),
    ACCOUNT_HAS_EXCHANGES("account-has-exchanges", "Exchanges of the account's owner wait for something", 409),
    OFFER_NOT_OPEN("offer-not-open", "The redemption offer is not open", 409),
    OFFER_EXPIRED("offer-expired", "The redemption offer's last day is over", 409),
    OUT_OF_STOCK("out-of-stock", "There are not that many units left", 409),
    TICKET_ALREADY_USED("ticket-already-used", "The ticket has been used", 409),
    TICKET_EXPIRED("ticket-expired", "The ticket's time is over", 409),
    TICKET_VOID("ticket-void", "The ticket was paid back", 409),
    HOLD_NOT_OPEN("hold-not-open", "Nothing is held by it any more", 409),
    CASE_NOT_READY("case-not-ready", "The case is not in a state for this", 409),
    BUSY("busy", "Others are changing the same things", 409),
    PARTICIPANT_ERASED("participant-erased", "The participant has been erased", 410),
    PRECONDITION_FAILED("precondition-failed", "It has changed since you read it", 412),
    TOO_LARGE("too-large", "The request is too large", 413),
    TOO_MANY_ITEMS("too-many-items", "The batch has more items than are taken at once", 413),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "This address does not take that media type", 415),
    INVALID_FIELD("invalid-field", "A field has a value it may not have", 422),
    EMPTY_BATCH("empty-batch", "The batch has no items", 422),
    MIXED_COMMUNITIES("mixed-communities", "A batch is of one community", 422),
    BATCH_REFUSED("batch-refused", "An item was refused, and with it the batch", 422),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", "The key belongs to another request", 422),
    INSUFFICIENT_CREDIT("insufficient-credit", "The account would fall below its floor", 422),
    CEILING_REACHED("ceiling-reached", "The account would rise above its ceiling", 422),
    ACCOUNT_NOT_OPEN("account-not-open", "The account is not open", 422),
    ACCOUNT_SUSPENDED("account-suspended", "The account is suspended", 422),
    ACCOUNT_CLOSED("account-closed", "The account is closed for ever", 422),
    NOT_A_PARTY("not-a-party", "This is not a party to the exchange", 422),
    SAME_PARTICIPANT("same-participant", "Everybody is oneself", 422),
    SELF_CONFIRMATION("self-confirmation", "Nobody decides about their own hours alone", 422),
    SAME_PARTY("same-party", "Provider and receiver are the same", 422),
    WRONG_PARTY("wrong-party", "A party does not fit this kind of exchange", 422),
    NOT_A_REDEEMER("not-a-redeemer", "The agency does not redeem credit in this community", 422),
    DECISION_UNCLEAR("decision-unclear", "A codesign, and nothing else, names the decision it influenced", 422),
    OWN_WORD_NEEDED("own-word-needed", "Only the own word of who pays will do", 422),
    LEG_TOO_LONG("leg-too-long", "A leg has more minutes than the community's policy allows", 422),
    IN_THE_FUTURE("in-the-future", "It has not happened yet", 422),
    MINUTES_UNCLEAR("minutes-unclear", "It is not clear which leg the minutes are about", 422),
    TICKET_MISTYPED("ticket-mistyped", "No ticket can have this code", 422),
    WORD_NEEDED("word-needed", "It takes the participant's word with it", 422),
    WRONG_MINUTES("wrong-minutes", "The minutes are not those of a number of units", 422),
    MORE_THAN_HELD("more-than-held", "More is asked for than is held", 422),
    MORE_THAN_OWED("more-than-owed", "The partner is owed less", 422),
    STOCK_BELOW_TAKEN("stock-below-taken", "More units are taken than there would be", 422),
    CASE_OF_ANOTHER("case-of-another", "The case is about somebody who is no party", 422),
    OTHER_COMMUNITY("other-community", "The two belong to different communities", 422),
    INVALID_POLICY("invalid-policy", "The limits contradict each other", 422),
    LIMITS_FIXED("limits-fixed", "The limits of this kind of account are fixed", 422),
    STATUS_FIXED("status-fixed", "This kind of account is neither suspended nor closed", 422),
    SAME_COMMUNITY("same-community", "It is one community", 422),
    NO_TRANSFER_AGREEMENT("no-transfer-agreement", "The two communities have not agreed on transfers", 422),
    TRANSFER_LIMIT_REACHED("transfer-limit-reached", "More would be outstanding than both communities allow", 422),
    PRECONDITION_REQUIRED("precondition-required", "Say which version you read", 428),
    TOO_MANY_REQUESTS("too-many-requests", "Your agency asks for more than its measure", 429),
    INTERNAL_ERROR("internal-error", "Something went wrong on our side", 500),
    UNAVAILABLE("unavailable", "Temporarily unavailable", 503),
    KEYS_UNAVAILABLE("keys-unavailable", "Personal details cannot be had just now", 503),
    LOG_HALTED("log-halted", "Writing is halted until an operator decides", 503);

    private final String code;
    private final String title;
    private final int status;

    ProblemType(String code, String title, int status) {
        this.code = code;
        this.title = title;
        this.status = status;
    }

    /** The stable code; the {@code type} member is {@code /problems/<code>}. */
    public String code() {
        return code;
    }

    /** What it says in a few words, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** Whether this answer is kept under the request's Idempotency-Key: what a rule refused is, the rest may be tried again. */
    public boolean kept() {
        return switch (this) {
            case UNAUTHORIZED,
                    ROLE_MISSING,
                    NOT_THE_LEAD,
                    NOT_YOURS,
                    REQUEST_IN_PROGRESS,
                    BUSY,
                    IDEMPOTENCY_KEY_REUSED,
                    TOO_SLOW,
                    TOO_MANY_REQUESTS,
                    INTERNAL_ERROR,
                    UNAVAILABLE,
                    KEYS_UNAVAILABLE,
                    LOG_HALTED -> false;
            case MALFORMED_REQUEST,
                    UNREADABLE_CSV,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    ID_IN_USE,
                    CODE_IN_USE,
                    EXTERNAL_REF_IN_USE,
                    ALREADY_ADMITTED,
                    ALREADY_ENROLLED,
                    ALREADY_ENDED,
                    ALREADY_CONFIRMED,
                    ALREADY_REVERSED,
                    ALREADY_WITHDRAWN,
                    CONSENT_IN_FORCE,
                    ALREADY_LINKED,
                    NOT_LINKED,
                    NOT_PROPOSED,
                    NOT_DISPUTED,
                    NOT_SETTLED,
                    NOT_SUSPENDED,
                    NOT_REVERSIBLE,
                    ACCOUNT_HAS_HOLDS,
                    ACCOUNT_HAS_EXCHANGES,
                    OFFER_NOT_OPEN,
                    OFFER_EXPIRED,
                    OUT_OF_STOCK,
                    TICKET_ALREADY_USED,
                    TICKET_EXPIRED,
                    TICKET_VOID,
                    HOLD_NOT_OPEN,
                    CASE_NOT_READY,
                    PARTICIPANT_ERASED,
                    PRECONDITION_FAILED,
                    TOO_LARGE,
                    TOO_MANY_ITEMS,
                    UNSUPPORTED_MEDIA_TYPE,
                    INVALID_FIELD,
                    EMPTY_BATCH,
                    MIXED_COMMUNITIES,
                    BATCH_REFUSED,
                    INSUFFICIENT_CREDIT,
                    CEILING_REACHED,
                    ACCOUNT_NOT_OPEN,
                    ACCOUNT_SUSPENDED,
                    ACCOUNT_CLOSED,
                    NOT_A_PARTY,
                    SELF_CONFIRMATION,
                    SAME_PARTICIPANT,
                    SAME_PARTY,
                    WRONG_PARTY,
                    NOT_A_REDEEMER,
                    DECISION_UNCLEAR,
                    OWN_WORD_NEEDED,
                    LEG_TOO_LONG,
                    IN_THE_FUTURE,
                    MINUTES_UNCLEAR,
                    TICKET_MISTYPED,
                    WORD_NEEDED,
                    WRONG_MINUTES,
                    MORE_THAN_HELD,
                    MORE_THAN_OWED,
                    STOCK_BELOW_TAKEN,
                    CASE_OF_ANOTHER,
                    OTHER_COMMUNITY,
                    INVALID_POLICY,
                    LIMITS_FIXED,
                    STATUS_FIXED,
                    SAME_COMMUNITY,
                    NO_TRANSFER_AGREEMENT,
                    TRANSFER_LIMIT_REACHED,
                    PRECONDITION_REQUIRED -> true;
        };
    }
}
