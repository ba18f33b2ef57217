package org.reciprocity.ledger.participant;

import java.util.regex.Pattern;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * A place in the list of proposed pairs, which begins with the pair that was noted last.
 *
 * @param newer the number of the one that was noted later
 * @param older the number of the one that was noted before it
 */
record DuplicateCursor(long newer, long older) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    /** The place that a query parameter names; the beginning for null. */
    static DuplicateCursor of(String text) {
        if (text == null) {
            return new DuplicateCursor(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The parameter cursor has a value it may not have.")
                    .exception();
        }
        return new DuplicateCursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return newer + "-" + older;
    }
}
