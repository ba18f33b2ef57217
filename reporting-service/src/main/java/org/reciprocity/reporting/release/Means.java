package org.reciprocity.reporting.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.disclosure.Blocks;
import org.reciprocity.reporting.edition.EditionTable;

/**
 * Decides which means are told: first the one of all time and of the whole community, then those within. What was told in editions before
 * counts as told.
 */
final class Means {

    /** A mean that can be told: its key, the kind of means it is of, and a number for each of what it is of. */
    record Mean(String key, String kind, int length, boolean ofProgramme, boolean isAYear, List<Long> members) {}

    /** What the part of a mean ends with that is of the change of uses in a year. */
    static final String A_YEAR = "/changeAYear";

    /** The changes in a year come last, so that they keep no other mean from being told. */
    private static final Comparator<Mean> ORDER = Comparator.comparing(Mean::isAYear)
            .thenComparing(Comparator.comparingInt(Mean::length).reversed())
            .thenComparing(Mean::ofProgramme)
            .thenComparing(Mean::key);

    private final Map<String, Blocks> kinds = new TreeMap<>();

    /** The means that an edition before has told. */
    static List<Mean> told(List<EditionTable> tables, Set<String> told) {
        return all(tables).stream().filter(mean -> told.contains(mean.key())).toList();
    }

    /** Takes what an edition before has told. */
    void earlier(List<Mean> means) {
        means.forEach(mean -> blocks(mean).told(mean.members()));
    }

    /** The keys of the means that are told of an edition. */
    Set<String> tell(List<EditionTable> tables) {
        var told = new TreeSet<String>();
        for (var mean : all(tables)) {
            if (blocks(mean).tell(mean.members())) {
                told.add(mean.key());
            }
        }
        return told;
    }

    private Blocks blocks(Mean mean) {
        return kinds.computeIfAbsent(mean.kind(), kind -> new Blocks());
    }

    private static List<Mean> all(List<EditionTable> tables) {
        var means = new ArrayList<Mean>();
        for (var table : tables) {
            table.members()
                    .forEach((figure, parts) -> parts.forEach((part, members) -> means.add(new Mean(
                            key(table, figure, part),
                            Slice.item(figure, without(part)),
                            length(table.period()),
                            table.programme().isPresent(),
                            part.endsWith(A_YEAR),
                            members))));
        }
        means.sort(ORDER);
        return means;
    }

    /** The change in a year is of the same people as the change, or of some of them. */
    private static String without(String part) {
        return part.endsWith(A_YEAR) ? part.substring(0, part.length() - A_YEAR.length()) : part;
    }

    /** All time, then a year ({@code 2026}), a quarter ({@code 2026-Q2}), and others. */
    private static int length(String period) {
        if (period.equals("all")) {
            return 3;
        }
        return period.length() == 4 ? 2 : period.contains("Q") ? 1 : 0;
    }

    /** The key of a mean. */
    static String key(EditionTable table, String figure, String part) {
        return "mean|" + Slice.key(Slice.item(figure, part), Slices.programme(table), table.period());
    }
}
