package org.reciprocity.reporting.place;

import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** The parameters of a question about figures: nothing unknown, nothing twice. */
public final class Question {
    private final UriInfo uri;

    private Question(UriInfo uri) {
        this.uri = uri;
    }

    /** The parameters of a request, of which only these may be given. */
    public static Question of(UriInfo uri, String... allowed) {
        var known = Set.copyOf(Arrays.asList(allowed));
        uri.getQueryParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new ProblemException(
                                Problem.UNKNOWN_PARAMETER,
                                "One of the parameters is not known here; known are: " + String.join(", ", allowed)
                                        + ".")
                        .with("nearest", Nearest.to(name, known));
            }
            if (values.size() > 1) {
                throw new ProblemException(Problem.MALFORMED, "The parameter " + name + " is given more than once.");
            }
        });
        return new Question(uri);
    }

    /** A parameter, if it is given. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(name)).filter(value -> !value.isBlank());
    }

    /** A parameter that must be given. */
    public String needed(String name) {
        return parameter(name)
                .orElseThrow(
                        () -> new ProblemException(Problem.MISSING_PARAMETER, "The parameter " + name + " is needed."));
    }
}
