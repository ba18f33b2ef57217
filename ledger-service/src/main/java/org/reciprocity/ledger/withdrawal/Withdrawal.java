package org.reciprocity.ledger.withdrawal;

import java.util.UUID;

/**
 * An outcome that does not count any more. It stays in the log, and is no part of any figure; what it kept others from being
 * recorded for is free again.
 *
 * @param outcome the outcome that was recorded
 * @param of what it is
 * @param reason why it does not count
 */
public record Withdrawal(UUID outcome, Of of, Reason reason) {

    /** What was recorded. */
    public enum Of {
        /** A score on an instrument. */
        MEASURE("measure"),
        /** A use of services before and after. */
        SERVICE_USE("service-use"),
        /** Whether an event came about within some months. */
        FOLLOW_UP("follow-up"),
        /** A cost borne. */
        COST("cost"),
        /** A benefit accrued. */
        BENEFIT("benefit");

        private final String wire;

        Of(String wire) {
            this.wire = wire;
        }

        /** Its name in events. */
        public String wire() {
            return wire;
        }

        /** What is named so. */
        public static Of of(String wire) {
            for (var of : values()) {
                if (of.wire.equals(wire)) {
                    return of;
                }
            }
            throw new IllegalArgumentException("No outcome is called " + wire);
        }
    }

    /** Why it does not count. */
    public enum Reason {
        /** It is not so: another person, score, amount or day. */
        ENTERED_IN_ERROR("entered-in-error"),
        /** The person has taken back the consent to it. */
        CONSENT_WITHDRAWN("consent-withdrawn"),
        /** It is recorded already, as another. */
        DUPLICATE("duplicate");

        /** The reasons as a regular expression. */
        public static final String PATTERN = "entered-in-error|consent-withdrawn|duplicate";

        /** The reasons in words. */
        public static final String IS = "entered-in-error, consent-withdrawn or duplicate";

        private final String wire;

        Reason(String wire) {
            this.wire = wire;
        }

        /** Its name in events and in the API. */
        public String wire() {
            return wire;
        }

        /** The reason of that name. */
        public static Reason of(String wire) {
            for (var reason : values()) {
                if (reason.wire.equals(wire)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("No reason: " + wire);
        }
    }
}
