package org.reciprocity.ledger.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The codes of the figures of the catalogue, {@code docs/reference/figures.md}: data of this service. */
final class Figures {
    private static final String RESOURCE = "/figures/codes.txt";

    /** The codes, each as the catalogue writes it. */
    static final Set<String> CODES = read();

    private static final int SHOWN = 3;

    private Figures() {}

    /** The three codes nearest to one that is none, nearest first: by how many letters must change, and then by name. */
    static List<String> nearest(String wanted) {
        return CODES.stream()
                .sorted(Comparator.<String>comparingInt(code -> distance(wanted, code))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** Twice Levenshtein's distance; once where one contains the other, such as a name without its unit. */
    private static int distance(String one, String other) {
        var before = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            var row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        int distance = before[other.length()];
        return other.contains(one) || one.contains(other) ? distance : distance * 2;
    }

    private static Set<String> read() {
        try (var lines = new BufferedReader(
                new InputStreamReader(Figures.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
