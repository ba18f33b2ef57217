package org.reciprocity.reporting.disclosure;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Of which sets of people a mean may be told, one set after the other, so that no mean of a few can be worked out of those told.
 *
 * <p>People who are in exactly the same told sets make a <em>block</em>. Whatever is worked out of sums over told sets, by adding and
 * subtracting them with any weights, has one weight for all of a block. So it is about whole blocks. A set is told only if every block
 * stays of {@value Rates#FEWEST} people or more. Then nothing is worked out about fewer, whatever the sets are and in however many
 * tables and editions they were told.
 */
public final class Blocks {
    private final Map<Long, Integer> blockOf = new HashMap<>();
    private final Map<Integer, Integer> sizes = new HashMap<>();
    private int blocks;

    /** Takes a set that was told already, whatever follows from it. */
    public void told(Collection<Long> members) {
        split(new HashSet<>(members));
    }

    /**
     * Whether the mean of a set may be told; if so, it is taken as told.
     *
     * @param members a number for each, the same in every set
     */
    public boolean tell(Collection<Long> members) {
        var set = new HashSet<>(members);
        if (set.size() < Rates.FEWEST) {
            return false;
        }
        long fresh = set.stream().filter(member -> !blockOf.containsKey(member)).count();
        if (isFew(fresh)) {
            return false;
        }
        for (var part : parts(set).entrySet()) {
            if (isFew(part.getValue()) || isFew(sizes.get(part.getKey()) - part.getValue())) {
                return false;
            }
        }
        split(set);
        return true;
    }

    private static boolean isFew(long people) {
        return people > 0 && people < Rates.FEWEST;
    }

    /** How many of each block are in a set. */
    private Map<Integer, Integer> parts(Set<Long> set) {
        var parts = new HashMap<Integer, Integer>();
        for (var member : set) {
            var block = blockOf.get(member);
            if (block != null) {
                parts.merge(block, 1, Integer::sum);
            }
        }
        return parts;
    }

    private void split(Set<Long> set) {
        var within = new HashMap<Integer, Integer>();
        for (var member : set) {
            int before = blockOf.getOrDefault(member, -1);
            int after = within.computeIfAbsent(before, b -> blocks++);
            blockOf.put(member, after);
            sizes.merge(after, 1, Integer::sum);
            if (before >= 0) {
                sizes.merge(before, -1, Integer::sum);
            }
        }
    }
}
