package org.reciprocity.local.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;

/**
 * Whole numbers from one to another, both included. In a file: one number, or {@code [from, to]}.
 *
 * @param from the least
 * @param to the most
 */
public record Range(int from, int to) {

    public Range {
        if (from > to) {
            throw new IllegalArgumentException("[" + from + ", " + to + "] ends before it begins");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Range of(int only) {
        return new Range(only, only);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Range of(List<Integer> ends) {
        if (ends.size() != 2) {
            throw new IllegalArgumentException("a range is one number or [from, to], not " + ends);
        }
        return new Range(ends.getFirst(), ends.getLast());
    }

    /** Whether a number is in it. */
    public boolean contains(int number) {
        return from <= number && number <= to;
    }
}
