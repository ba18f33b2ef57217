package org.reciprocity.matching.model;

import java.util.Comparator;
import java.util.UUID;

/** The order of ids by their text and bytes, as the database has it; {@link UUID#compareTo} compares signed halves. */
public final class IdOrder {
    /** By the bytes, unsigned. */
    public static final Comparator<UUID> UNSIGNED = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    private IdOrder() {}
}
