package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.reciprocity.reporting.disclosure.Rates;

/** Figures of a network, made of its published counts: of mutual pairs, ties and people with a tie. */
final class ReleasedNetwork {
    private static final int DECIMALS = 6;

    private ReleasedNetwork() {}

    private static boolean isLarge(long ties, long people) {
        return people >= Rates.LEAST_DENOMINATOR && ties > 0;
    }

    private static BigDecimal quotient(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** 2 x (ties less mutual pairs) / people; none of fewer than 20 people. */
    static Optional<BigDecimal> meanPartners(long mutual, long ties, long people) {
        return isLarge(ties, people) ? Optional.of(quotient(2 * (ties - mutual), people)) : Optional.empty();
    }

    /** (r - a) / (1 - a), a = ties / people (people - 1), r = 2 x mutual pairs / ties; none of fewer than 20 people, or of ties. */
    static Optional<BigDecimal> rho(long mutual, long ties, long people) {
        long pairs = people * (people - 1);
        return isLarge(ties, people) && ties >= Rates.LEAST_DENOMINATOR && ties < pairs
                ? Optional.of(quotient(2 * mutual * pairs - ties * ties, ties * (pairs - ties)))
                : Optional.empty();
    }
}
