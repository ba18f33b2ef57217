package org.reciprocity.reporting.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.cube.Structure;
import org.reciprocity.reporting.edition.EditionTable;

/**
 * The counts of people that rates of events and shares beyond a cut-off are made of, as cells of their own. What is left of a count is
 * a cell too, so that it is protected as much: those without the event, and those within the cut-off.
 */
final class OutcomeCells {
    static final String EVENTS = "follow-up-rate|byEvent/";
    static final String CUT_OFFS = "beyond-cut-off|byInstrument/";

    static final String YES = "/yes";
    static final String NO = "/no";
    static final String LOST = "/lost";
    static final String KNOWN = "/known";
    static final String BEFORE = "/beforeBeyond";
    static final String BEFORE_WITHIN = "/beforeWithin";
    static final String AFTER = "/afterBeyond";
    static final String AFTER_WITHIN = "/afterWithin";
    static final String BOTH_TIMES = "/n";

    static final List<String> ARMS = List.of("participants", "comparison");

    private OutcomeCells() {}

    /** The cells of a figure, by part. */
    static SortedMap<String, Long> of(ReleasedFigure.What what, EditionTable.Kept kept) {
        var cells = new TreeMap<String, Long>();
        switch (what) {
            case EVENTS ->
                arms(kept, "byEvent", (part, arm) -> {
                    long yes = number(arm, "yes");
                    long no = number(arm, "no");
                    cells.put(part + YES, yes);
                    cells.put(part + NO, no);
                    cells.put(part + KNOWN, yes + no);
                    cells.put(part + LOST, number(arm, "lost"));
                });
            case CUT_OFFS ->
                arms(kept, "byInstrument", (part, arm) -> {
                    if (arm.get("before") instanceof Map<?, ?> before && arm.get("after") instanceof Map<?, ?> after) {
                        long n = number(before, "n");
                        cells.put(part + BOTH_TIMES, n);
                        cells.put(part + BEFORE, number(before, "count"));
                        cells.put(part + BEFORE_WITHIN, n - number(before, "count"));
                        cells.put(part + AFTER, number(after, "count"));
                        cells.put(part + AFTER_WITHIN, n - number(after, "count"));
                    }
                });
            case CHANGES, USES, MONEY, MONEY_SHARE -> {
                // No counts of people that are told as such.
            }
        }
        return cells;
    }

    /** What is told of an arm. */
    interface OfArm {
        void take(String part, Map<?, ?> arm);
    }

    /** Every arm of everything within a part, named {@code byEvent/re-offended/12/participants}. */
    static void arms(EditionTable.Kept kept, String within, OfArm each) {
        within(kept, within)
                .forEach((name, of) -> ARMS.forEach(arm -> {
                    if (of instanceof Map<?, ?> parts && parts.get(arm) instanceof Map<?, ?> armParts) {
                        each.take(within + "/" + name + "/" + arm, armParts);
                    }
                }));
    }

    static SortedMap<String, Object> within(EditionTable.Kept kept, String name) {
        var found = new TreeMap<String, Object>();
        if (kept.parts().get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> found.put(key.toString(), value));
        }
        return found;
    }

    static long number(Map<?, ?> parts, String name) {
        return parts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A structure with the sums of the cells that these slices have. */
    static Structure structure(Structure fixed, List<Slice> slices) {
        var items = new TreeSet<String>();
        slices.forEach(slice -> items.addAll(slice.counts().keySet()));
        var sums = new ArrayList<>(fixed.sums());
        for (var item : items) {
            if (item.startsWith(EVENTS) && item.endsWith(KNOWN)) {
                var arm = item.substring(0, item.length() - KNOWN.length());
                sums.add(Structure.Sum.of(item, arm + YES, arm + NO));
            } else if (item.startsWith(CUT_OFFS) && item.endsWith(BOTH_TIMES)) {
                var arm = item.substring(0, item.length() - BOTH_TIMES.length());
                sums.add(Structure.Sum.of(item, arm + BEFORE, arm + BEFORE_WITHIN));
                sums.add(Structure.Sum.of(item, arm + AFTER, arm + AFTER_WITHIN));
            }
        }
        return fixed.withSums(sums);
    }
}
