package org.reciprocity.reporting.appraisal;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * What a line takes for given: what is thought most likely, and for some the lowest and the highest that is thought possible.
 *
 * @param central what the answer is computed with
 * @param low the lowest values, of those that are varied
 * @param high the highest values, of those that are varied
 */
public record Assumptions(
        Map<Assumption, BigDecimal> central, Map<Assumption, BigDecimal> low, Map<Assumption, BigDecimal> high) {

    /** Nothing is varied. */
    public static Assumptions of(Map<Assumption, BigDecimal> central) {
        return new Assumptions(central, Map.of(), Map.of());
    }

    /** What is computed with. */
    public BigDecimal of(Assumption assumption) {
        return central.getOrDefault(assumption, assumption.usual());
    }

    Rational exactly(Assumption assumption) {
        return Rational.of(of(assumption));
    }

    /** The lowest, or what is computed with where that is not said; none of an assumption that is not varied. */
    public Optional<BigDecimal> lowest(Assumption assumption) {
        return varied(assumption, low);
    }

    /** The highest, or what is computed with where that is not said; none of an assumption that is not varied. */
    public Optional<BigDecimal> highest(Assumption assumption) {
        return varied(assumption, high);
    }

    private Optional<BigDecimal> varied(Assumption assumption, Map<Assumption, BigDecimal> end) {
        return low.containsKey(assumption) || high.containsKey(assumption)
                ? Optional.of(end.getOrDefault(assumption, of(assumption)))
                : Optional.empty();
    }

    /** The same with one of them otherwise. */
    public Assumptions with(Assumption assumption, BigDecimal value) {
        Map<Assumption, BigDecimal> other = new EnumMap<>(Assumption.class);
        other.putAll(central);
        other.put(assumption, value);
        return new Assumptions(other, low, high);
    }
}
