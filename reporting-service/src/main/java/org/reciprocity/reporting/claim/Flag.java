package org.reciprocity.reporting.claim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What to beware of in a claim. */
enum Flag {
    // Found by arithmetic
    /** Stated and computed differ, or nothing can be computed. */
    DOES_NOT_COMPUTE("What is stated is not what the formula comes to, or the formula comes to nothing."),
    /** Another claim says otherwise of the same. */
    CONFLICTS_WITH("Another claim about the same says another number."),
    /** How often is not said. */
    FREQUENCY_NOT_STATED(
            "How often it happens in a year was not said. The number holds for one frequency only; the readings show others."),
    /** It is what would be. */
    POTENTIAL("It is what would come about if everybody took part. Nobody recorded it."),
    /** The number is its own input. */
    INPUTS_NOT_STATED("Only the number itself was published, so that it cannot be recomputed."),
    /** The number was not published. */
    IMPLIED("Nobody stated this number. It follows from others that were stated."),
    /** No comparison. */
    UNCONTROLLED("Uncontrolled: before and after, without a comparison group. Some of it would have come anyway."),
    /** How it was found is not said. */
    EVIDENCE_NOT_STATED("How it was found out, and against whom, was not said."),

    // Known of the source
    /** A trial found otherwise. */
    TRIAL_FOUND_OTHERWISE("A randomised trial did not find it."),
    /** Mean and maximum are mixed. */
    MEAN_AND_MAXIMUM(
            "It is stated as an average of as much as so much: a mean and a maximum at once, of which it can be one."),
    /** Nothing is given back. */
    ONE_WAY(
            "It is of professionals who teach patients: nobody gives anything back, so it says nothing of co-production."),
    /** A comparison by eye. */
    COMPARISON_APPROXIMATE("The number it is compared with is stated as about so much.");

    private final String meaning;

    Flag(String meaning) {
        this.meaning = meaning;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }

    static Optional<Flag> of(String code) {
        return Arrays.stream(values()).filter(flag -> flag.code().equals(code)).findFirst();
    }
}
