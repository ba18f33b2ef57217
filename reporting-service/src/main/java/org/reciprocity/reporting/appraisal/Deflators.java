package org.reciprocity.reporting.appraisal;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * Indices of prices, which bring prices of one year to another.
 *
 * @param indices by currency and year
 */
public record Deflators(Map<String, Map<Integer, Index>> indices) {

    /**
     * An index of a year.
     *
     * @param value above zero; only its ratio to that of another year of the same series says something
     * @param source who published it
     */
    public record Index(BigDecimal value, String source) {}

    /** None are known. */
    public static Deflators none() {
        return new Deflators(Map.of());
    }

    /** The index of a year, if it is known. */
    public Optional<Index> index(String currency, int year) {
        return Optional.ofNullable(indices.getOrDefault(currency, Map.of()).get(year));
    }

    /** By what an amount in prices of a year is multiplied to be one in prices of another; none where an index is missing. */
    public Optional<Rational> factor(String currency, int from, int to) {
        if (from == to) {
            return Optional.of(Rational.ONE);
        }
        return index(currency, to).flatMap(wanted -> index(currency, from)
                .map(known -> Rational.of(wanted.value()).dividedBy(Rational.of(known.value()))));
    }
}
