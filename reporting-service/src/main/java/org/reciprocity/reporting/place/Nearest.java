package org.reciprocity.reporting.place;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names nearest to one that was mistyped. */
public final class Nearest {
    private static final int SHOWN = 3;

    private Nearest() {}

    /** The three nearest, nearest first. */
    public static List<String> to(String wanted, Collection<String> names) {
        var text = wanted.substring(0, Math.min(wanted.length(), 64)).toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.<String>comparingInt(name -> distance(text, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** How many letters must change (Levenshtein); a name that contains the other is nearer. */
    static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        java.util.Arrays.setAll(before, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        int distance = before[other.length()] * 2;
        return !one.isEmpty() && (other.contains(one) || one.contains(other)) ? distance / 2 : distance;
    }
}
