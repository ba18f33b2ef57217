package org.reciprocity.ledger.claim;

import java.math.BigDecimal;
import java.util.List;

/** A claim as its stream tells. It is registered once, and does not change. */
public sealed interface Claim {

    /** Nobody has registered it. */
    record None() implements Claim {}

    /** It is registered. */
    record Registered(Terms terms) implements Claim {}

    /**
     * What is claimed.
     *
     * @param code what it is called; unique in its community
     * @param title what is claimed, in a few public words
     * @param stated the value as it was stated
     * @param unit what the value counts
     * @param formula what should yield it
     * @param inputs what the formula names
     * @param source where it was published
     * @param flags what to beware of
     * @param rounding to how many decimals it was stated, below 0 for tens, hundreds and so on; null where that is not told
     */
    record Terms(
            String code,
            String title,
            BigDecimal stated,
            String unit,
            String formula,
            List<Input> inputs,
            String source,
            List<String> flags,
            Integer rounding) {}

    /**
     * An input of the formula.
     *
     * @param name what the formula calls it
     * @param value its value
     * @param unit what it counts; null where that is not told
     * @param source where it was published
     */
    record Input(String name, BigDecimal value, String unit, String source) {}
}
