package org.reciprocity.reporting.access;

import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** The header {@code Idempotency-Key}: a request that is sent again with the same key does nothing again. */
public final class IdempotencyKey {
    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /** The key, which must be there: 1 to 255 printable ASCII characters. */
    public static String required(String header) {
        if (header == null || header.isEmpty()) {
            throw new ProblemException(Problem.IDEMPOTENCY_KEY_MISSING, "Send a header Idempotency-Key.");
        }
        if (header.length() > LONGEST || !header.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new ProblemException(
                    Problem.MALFORMED, "Idempotency-Key must be 1 to 255 printable ASCII characters.");
        }
        return header;
    }
}
