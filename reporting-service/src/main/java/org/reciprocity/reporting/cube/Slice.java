package org.reciprocity.reporting.cube;

import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.reporting.disclosure.Contributors;

/**
 * The exact numbers of one place and period.
 *
 * @param programme the programme; empty for the whole community
 * @param period how the period is written: {@code all}, {@code 2026}, {@code 2026-Q2} or {@code 2026-05}
 * @param counts by item, counts of people and of what they did
 * @param minutes by item, who minutes are of
 */
public record Slice(
        String programme, String period, SortedMap<String, Long> counts, SortedMap<String, Minutes> minutes) {

    /** Copies the numbers. */
    public Slice {
        counts = new TreeMap<>(counts);
        minutes = new TreeMap<>(minutes);
    }

    /**
     * Who minutes are of, as givers and as receivers. Where one side of some of them is not participants, that side's total is the less.
     */
    public record Minutes(Contributors givers, Contributors receivers) {

        /** How many minutes there are. */
        public long total() {
            return Math.max(givers.total(), receivers.total());
        }
    }

    /** An item: a figure, or a part of one. */
    public static String item(String figure, String part) {
        return figure + "|" + part;
    }

    /** The key of an item's cell. */
    public static String key(String item, String programme, String period) {
        return item + "|" + programme + "|" + period;
    }
}
