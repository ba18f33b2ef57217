package org.reciprocity.ledger.request;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** Ids as text: 36 characters, and nothing that the JDK would let pass besides. */
public final class Ids {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** The id, or nothing when the text is none. */
    public static Optional<UUID> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
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
