package org.reciprocity.ledger.request;

import java.util.Optional;
import java.util.UUID;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** Ids as text: 36 characters, and nothing that the JDK would let pass besides. */
public final class Ids {
    private static final int LENGTH = 36;

    private Ids() {}

    /** The id, or nothing when the text is none. */
    public static Optional<UUID> parse(String text) {
        return isId(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static boolean isId(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean right =
                    switch (i) {
                        case 8, 13, 18, 23 -> c == '-';
                        default -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
                    };
            if (!right) {
                return false;
            }
        }
        return true;
    }

    /** The id in a path; a text that is none names nothing. */
    public static UUID path(String text, String what) {
        return parse(text).orElseThrow(() -> Problem.notFound(what).exception());
    }

    /** The id in a query parameter, or null when it is not given. */
    public static UUID query(String text, String parameter) {
        if (text == null) {
            return null;
        }
        return parse(text).orElseThrow(() -> Problem.of(ProblemType.MALFORMED_REQUEST, parameter + " is not an id.")
                .exception());
    }

    /** The id in a query parameter that has to be given. */
    public static UUID required(String text, String parameter) {
        if (text == null) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The parameter " + parameter + " is missing.")
                    .exception();
        }
        return query(text, parameter);
    }
}
