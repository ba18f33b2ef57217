package org.reciprocity.matching.match;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a proposal is declined. A decline never lowers anyone's standing. */
public enum DeclineReason {
    /** The way is too long. */
    TOO_FAR("too-far", true),
    /** No time then. */
    NO_TIME("no-time", true),
    /** Not with this person, or not this. */
    NOT_COMFORTABLE("not-comfortable", true),
    /** The staff hold back. */
    STAFF_RELUCTANCE("staff-reluctance", true),
    /** Somebody sees a risk. */
    RISK_CONCERN("risk-concern", true),
    /** The need has gone. */
    NO_LONGER_NEEDED("no-longer-needed", true),
    /** Somebody did not come. */
    NO_SHOW("no-show", true),
    /** Somebody else helps instead. */
    REASSIGNED("reassigned", true),
    /** A broker takes the proposal back. */
    WITHDRAWN("withdrawn", true),
    /** Something else. */
    OTHER("other", true),
    /** The offer was taken back; nobody gives this reason, the service does. */
    OFFER_WITHDRAWN("offer-withdrawn", false),
    /** The request was taken back; nobody gives this reason, the service does. */
    REQUEST_WITHDRAWN("request-withdrawn", false),
    /** The request's time is over; nobody gives this reason, the service does. */
    LAPSED("lapsed", false),
    /** One of the two takes part no more; nobody gives this reason, the service does. */
    PARTICIPANT_LEFT("participant-left", false);

    private final String code;
    private final boolean ofPeople;

    DeclineReason(String code, boolean ofPeople) {
        this.code = code;
        this.ofPeople = ofPeople;
    }

    /** Its name on the wire. */
    public String code() {
        return code;
    }

    /** Whether a person gives it; such a pair is not proposed again for the same request. */
    public boolean ofPeople() {
        return ofPeople;
    }

    /** The reason of that name. */
    public static Optional<DeclineReason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst();
    }

    /** What people can give as a reason. */
    public static String codesOfPeople() {
        return Arrays.stream(values())
                .filter(DeclineReason::ofPeople)
                .map(DeclineReason::code)
                .collect(Collectors.joining(", "));
    }

    /** What only the service gives as a reason. */
    public static String[] codesOfTheService() {
        return Arrays.stream(values())
                .filter(reason -> !reason.ofPeople)
                .map(DeclineReason::code)
                .toArray(String[]::new);
    }
}
