package org.reciprocity.reporting.appraisal;

/**
 * Why an appraisal cannot be computed.
 *
 * @param code what is in the way
 * @param detail where, in words
 */
public record Obstacle(Code code, String detail) {

    /** What can be in the way. */
    public enum Code {
        /** The schedule of discounting is not known. */
        UNKNOWN_SCHEDULE("unknown-schedule"),
        /** A unit cost was not published in the community. */
        UNKNOWN_UNIT_COST("unknown-unit-cost"),
        /** An amount is in another currency. */
        CURRENCY_MISMATCH("currency-mismatch"),
        /** An amount is in prices of another year, and an index of prices is missing. */
        DEFLATOR_MISSING("deflator-missing"),
        /** A cost is of a year before year 0. */
        COST_BEFORE_BASE_YEAR("cost-before-base-year"),
        /** A cost or benefit is of a year for which the schedule has no rate. */
        BEYOND_SCHEDULE("beyond-schedule"),
        /** The shares of a benefit are more than all of it. */
        SHARES_EXCEED_WHOLE("shares-exceed-whole");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        /** How it is written. */
        public String code() {
            return code;
        }
    }
}
