package org.reciprocity.ledger.band;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person told of themselves, by axis; nothing where they did not.
 *
 * @param codes a known code of each axis that was told
 */
public record Bands(SortedMap<Axis, String> codes) {

    /** Nothing was told. */
    public static final Bands NONE = new Bands(new TreeMap<>());

    /** Refuses what is no code of its axis, without repeating it. */
    public Bands {
        codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
        for (Map.Entry<Axis, String> told : codes.entrySet()) {
            if (!told.getKey().codes().contains(told.getValue())) {
                throw new IllegalArgumentException(
                        "Not a code of " + told.getKey().wire());
            }
        }
    }

    /** Whether nothing was told. */
    public boolean isEmpty() {
        return codes.isEmpty();
    }

    /** The code of an axis; null where it was not told. */
    public String code(Axis axis) {
        return codes.get(axis);
    }

    /** Tells nothing: what is printed may end in a log. */
    @Override
    public String toString() {
        return "Bands[…]";
    }
}
