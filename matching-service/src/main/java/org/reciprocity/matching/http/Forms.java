package org.reciprocity.matching.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the body of a request into the record that an operation takes, and holds it to that record's constraints. */
@ApplicationScoped
public class Forms {
    private final Validator validator;

    Forms(Validator validator) {
        this.validator = validator;
    }

    /** The form; what cannot be read is answered 400, and what breaks a constraint 422. */
    public <T> T read(byte[] body, Class<T> type) {
        T form = Json.read(body, type);
        var violations = validator.validate(form);
        if (!violations.isEmpty()) {
            throw invalid(violations.stream()
                    .map(Forms::violation)
                    .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                    .toList());
        }
        return form;
    }

    /** Takes a request that needs no body: none, or an empty object. */
    public void empty(byte[] body) {
        if (body != null && body.length > 0) {
            read(body, Empty.class);
        }
    }

    private record Empty() {}

    /** The answer to a field whose value cannot be. */
    public static RefusedException invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    private static RefusedException invalid(List<Violation> violations) {
        return new RefusedException(Answer.problem(
                ProblemType.INVALID_FIELD,
                "See errors for the fields and what each may be.",
                Map.of("errors", violations)));
    }

    /** The answer to a parameter or a header that is not of its form. */
    public static RefusedException malformed(String name, String message) {
        return new RefusedException(Answer.problem(ProblemType.MALFORMED_REQUEST, name + " " + message + "."));
    }

    private static Violation violation(ConstraintViolation<?> violation) {
        return new Violation(violation.getPropertyPath().toString(), violation.getMessage());
    }

    /**
     * One value that cannot be.
     *
     * @param field where it is in the body
     * @param message what it has to be
     */
    private record Violation(String field, String message) {}
}
