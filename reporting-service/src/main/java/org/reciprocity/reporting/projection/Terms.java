package org.reciprocity.reporting.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** A small whole number for every code met: skills, roles. Codes are few, so they are never forgotten. Thread-safe. */
final class Terms {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    Terms() {
        of("");
    }

    /** The number of a code; that of the empty code is 0. */
    synchronized int of(String text) {
        var known = numbers.putIfAbsent(text, texts.size());
        if (known != null) {
            return known;
        }
        texts.add(text);
        return texts.size() - 1;
    }

    /** The code of a number. */
    synchronized String text(int number) {
        return texts.get(number);
    }

    /** Where each number's code stands in the order of the codes that there are now. */
    synchronized IntUnaryOperator positions() {
        var sorted = new TreeMap<>(numbers).values();
        var positions = new int[texts.size()];
        int next = 0;
        for (int number : sorted) {
            positions[number] = next++;
        }
        return number -> positions[number];
    }
}
