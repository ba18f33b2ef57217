package org.reciprocity.reporting.figure;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.reporting.arithmetic.Ratio;

/** Values that several rules make alike. */
final class Shares {
    static final String NOT_BY_PROGRAMME = "Matches are made in a community, not in a programme.";

    private Shares() {}

    /** A quotient; none, for a reason, where there is nothing below the line. */
    static FigureValue share(long part, long whole, String reasonIfNone) {
        return FigureValue.of(whole == 0 ? Optional.empty() : Optional.of(Ratio.of(part, whole)), reasonIfNone);
    }

    /** Sums by name, without those that come to nothing. */
    static SortedMap<String, Object> withoutZeros(SortedMap<String, Long> sums) {
        var parts = new TreeMap<String, Object>();
        sums.forEach((name, sum) -> {
            if (sum != 0) {
                parts.put(name, sum);
            }
        });
        return parts;
    }

    /** Minutes as hours, with the minutes beside them. */
    static FigureValue hours(long minutes) {
        return FigureValue.of(Ratio.hours(minutes)).with("minutes", minutes);
    }
}
