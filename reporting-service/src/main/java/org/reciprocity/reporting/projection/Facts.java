package org.reciprocity.reporting.projection;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts that wait to be written: by thing, with the columns that were set, the last value of each; and those that are to go. */
final class Facts {
    private final Map<Fact, Map<List<Object>, Object[]>> rows = new EnumMap<>(Fact.class);
    private final Map<Fact, Set<List<Object>>> gone = new EnumMap<>(Fact.class);
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

    /** Takes a row away, by its key; what is put afterwards is there again. */
    void remove(Fact fact, Object... key) {
        if (key.length != fact.keys()) {
            throw new IllegalArgumentException(fact + " has " + fact.keys() + " keys");
        }
        var which = List.of(key);
        var waiting = rows.get(fact);
        if (waiting != null && waiting.remove(which) != null) {
            size--;
        }
        if (gone.computeIfAbsent(fact, f -> new LinkedHashSet<>()).add(which)) {
            size++;
        }
    }

    int size() {
        return size;
    }

    /** The keys of rows that are to go before what is put is written. */
    Map<Fact, Set<List<Object>>> gone() {
        return gone;
    }

    Map<Fact, Map<List<Object>, Object[]>> rows() {
        return rows;
    }

    void clear() {
        rows.clear();
        gone.clear();
        size = 0;
    }
}
