package org.reciprocity.matching.policy;

import java.util.Comparator;
import java.util.Optional;

/**
 * Two areas that are next to each other, which is mutual.
 *
 * @param area the first by its code
 * @param other the second
 */
public record AreaPair(String area, String other) {
    /** The order in which they are shown. */
    static final Comparator<AreaPair> ORDER =
            Comparator.comparing(AreaPair::area).thenComparing(AreaPair::other);

    /** Two areas, whichever is named first. */
    static AreaPair of(String one, String other) {
        return one.compareTo(other) <= 0 ? new AreaPair(one, other) : new AreaPair(other, one);
    }

    /** The other of the two, where this is one of them. */
    Optional<String> nextTo(String one) {
        if (area.equals(one)) {
            return Optional.of(other);
        }
        return other.equals(one) ? Optional.of(area) : Optional.empty();
    }
}
