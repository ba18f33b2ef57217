package org.reciprocity.reporting.claim;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A number that is quoted, and how it is said to come about.
 *
 * @param id the id under which a community registered it; none of those that the field is known by
 * @param code its code
 * @param title what is claimed, in words
 * @param programme the kind of programme it is about; none of a community's own
 * @param quantity what it is a number of: two claims of one quantity should agree
 * @param stated the number as it was stated; none where it only follows from others
 * @param unit what it counts
 * @param rounding to how many decimals it was stated, below zero for tens and hundreds; none where it was stated exactly
 * @param formula how it is made of its inputs, as {@link Formula}
 * @param inputs what it is made of
 * @param source who says so
 * @param evidence by what it was found out
 * @param flags what to beware of that no arithmetic finds
 * @param readings other ways to read what was stated, by the inputs that are then otherwise
 */
record Claim(
        Optional<UUID> id,
        String code,
        String title,
        Optional<String> programme,
        String quantity,
        Optional<BigDecimal> stated,
        String unit,
        Optional<Integer> rounding,
        String formula,
        List<Input> inputs,
        String source,
        Evidence evidence,
        List<String> flags,
        List<Reading> readings) {

    /**
     * What a claim is made of.
     *
     * @param name how the formula calls it
     * @param value the number
     * @param unit what it counts, if that is said
     * @param source who says so
     * @param assumed what was not stated and had to be assumed; none of what was stated
     */
    record Input(String name, BigDecimal value, Optional<String> unit, String source, Optional<Assumed> assumed) {}

    /** What has to be assumed where it was not stated. */
    enum Assumed {
        /** How often it is done. */
        FREQUENCY,
        /** That everybody takes part. */
        EVERYBODY
    }

    /**
     * Another way to read what was stated.
     *
     * @param title how it is read
     * @param inputs the inputs that are then otherwise
     */
    record Reading(String title, Map<String, BigDecimal> inputs) {}

    /** By what a number was found out. */
    enum Evidence {
        /** It is no effect: a sum, a price, a count. */
        NO_EFFECT,
        /** Before and after, of the same people, without a comparison. */
        BEFORE_AND_AFTER,
        /** Against others who were not chosen by lot. */
        COMPARISON,
        /** Against others, chosen by lot. */
        RANDOMISED,
        /** It was not said. */
        NOT_STATED
    }
}
