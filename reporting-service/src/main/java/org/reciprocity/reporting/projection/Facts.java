package org.reciprocity.reporting.projection;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts that wait to be written: by thing, with the columns that were set, the last value of each. */
final class Facts {
    private final Map<Fact, Map<List<Object>, Object[]>> rows = new EnumMap<>(Fact.class);
    private int size;

    /** Sets the columns of a row; one that is null is left as it is. Of a versioned fact the row of the highest version is kept. */
    void put(Fact fact, Object... columns) {
        if (columns.length != fact.columns()) {
            throw new IllegalArgumentException(fact + " has " + fact.columns() + " columns");
        }
        var key = List.copyOf(Arrays.asList(columns).subList(0, fact.keys()));
        var known = rows.computeIfAbsent(fact, f -> new LinkedHashMap<>());
        var row = known.putIfAbsent(key, columns);
        if (row == null) {
            size++;
            return;
        }
        if (fact.isVersioned()) {
            if ((Long) row[fact.keys()] < (Long) columns[fact.keys()]) {
                known.put(key, columns);
            }
            return;
        }
        for (int i = fact.keys(); i < columns.length; i++) {
            if (columns[i] != null) {
                row[i] = columns[i];
            }
        }
    }

    int size() {
        return size;
    }

    Map<Fact, Map<List<Object>, Object[]>> rows() {
        return rows;
    }

    void clear() {
        rows.clear();
        size = 0;
    }
}
