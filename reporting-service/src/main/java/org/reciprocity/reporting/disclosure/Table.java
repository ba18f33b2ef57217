package org.reciprocity.reporting.disclosure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that is published together, and was before: cells, and what everybody knows about them together. Rows and columns,
 * months within quarters, programmes within a community and one edition within the next are all relations.
 */
public final class Table {
    private final List<Cell> cells;
    private final List<Relation> relations;
    private final Map<String, Integer> places;
    private final List<List<Relation>> around = new ArrayList<>();

    private Table(List<Cell> cells, List<Relation> relations, Map<String, Integer> places) {
        this.cells = List.copyOf(cells);
        this.relations = List.copyOf(relations);
        this.places = Map.copyOf(places);
        cells.forEach(cell -> around.add(new ArrayList<>()));
        for (var relation : relations) {
            relation.cells().forEach(place -> around.get(place).add(relation));
        }
    }

    /** The cells; relations name them by their place in this list. */
    public List<Cell> cells() {
        return cells;
    }

    /** What is known about them together. */
    public List<Relation> relations() {
        return relations;
    }

    /** Where a cell is in the list. */
    public int place(String key) {
        var place = places.get(key);
        if (place == null) {
            throw new IllegalArgumentException("the table has no such cell");
        }
        return place;
    }

    /** The parts between which nothing is known, by the places of their cells: what is withheld in one says nothing about another. */
    public List<List<Integer>> parts() {
        var seen = new boolean[cells.size()];
        var parts = new ArrayList<List<Integer>>();
        for (int start = 0; start < seen.length; start++) {
            if (seen[start]) {
                continue;
            }
            seen[start] = true;
            var part = new TreeSet<Integer>();
            var queue = new ArrayDeque<Integer>();
            queue.add(start);
            while (!queue.isEmpty()) {
                int place = queue.poll();
                part.add(place);
                for (var relation : around.get(place)) {
                    for (int other : relation.cells()) {
                        if (!seen[other]) {
                            seen[other] = true;
                            queue.add(other);
                        }
                    }
                }
            }
            parts.add(List.copyOf(part));
        }
        return parts;
    }

    /** A part as a table of its own. */
    Table part(List<Integer> part) {
        var renumbered = new HashMap<Integer, Integer>();
        var keys = new HashMap<String, Integer>();
        var some = new LinkedHashSet<Relation>();
        for (int place : part) {
            keys.put(cells.get(place).key(), renumbered.size());
            renumbered.put(place, renumbered.size());
            some.addAll(around.get(place));
        }
        return new Table(
                part.stream().map(cells::get).toList(),
                some.stream()
                        .map(relation -> new Relation(
                                relation.total().stream().map(renumbered::get).toList(),
                                relation.parts().stream().map(renumbered::get).toList(),
                                relation.equal()))
                        .toList(),
                keys);
    }

    /** What is known about a cell together with others. */
    List<Relation> relationsOf(int place) {
        return around.get(place);
    }

    /** A cell. */
    public Cell cell(String key) {
        return cells.get(place(key));
    }

    /** Puts a table together. */
    public static final class Builder {
        private final List<Cell> cells = new ArrayList<>();
        private final Set<Relation> relations = new LinkedHashSet<>();
        private final Map<String, Integer> places = new LinkedHashMap<>();

        /** Adds a cell. */
        public Builder add(Cell cell) {
            if (places.putIfAbsent(cell.key(), cells.size()) != null) {
                throw new IllegalArgumentException("two cells of one key");
            }
            cells.add(cell);
            return this;
        }

        /** Whether there is a cell of this key. */
        public boolean has(String key) {
            return places.containsKey(key);
        }

        /** A cell that was added. */
        public Cell cell(String key) {
            return cells.get(places.get(key));
        }

        /** One cell is the sum of others. */
        public Builder sum(String total, List<String> parts) {
            return relate(List.of(total), parts, true);
        }

        /** Some cells together are at most others together. */
        public Builder atMost(List<String> smaller, List<String> larger) {
            return relate(smaller, larger, false);
        }

        private Builder relate(List<String> total, List<String> parts, boolean equal) {
            long left = total.stream().mapToLong(key -> cell(key).exact()).sum();
            long right = parts.stream().mapToLong(key -> cell(key).exact()).sum();
            if (equal ? left != right : left > right) {
                throw new IllegalArgumentException("a relation that does not hold: " + total + ", " + parts);
            }
            relations.add(new Relation(
                    total.stream().map(places::get).toList(),
                    parts.stream().map(places::get).toList(),
                    equal));
            return this;
        }

        /** The table. */
        public Table build() {
            return new Table(cells, new ArrayList<>(relations), places);
        }
    }
}
