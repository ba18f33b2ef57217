package org.reciprocity.ledger.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.validation.ConstraintViolation;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is wrong with the form of a body, or of one item of a body. */
public final class BodyProblems {
    private BodyProblems() {}

    /** It cannot be read. */
    public static Problem unreadable(JsonProcessingException failure) {
        var problem = Problem.of(ProblemType.MALFORMED_REQUEST, reason(failure));
        return failure instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? problem.with("field", path(mapping))
                : problem;
    }

    /** Fields have values that they may not have. */
    public static Problem invalid(Collection<? extends ConstraintViolation<?>> violations) {
        return invalid(violations, path -> path);
    }

    /** The same where paths of fields begin with something else than the body. */
    static Problem invalid(Collection<? extends ConstraintViolation<?>> violations, UnaryOperator<String> field) {
        var errors = JsonNodeFactory.instance.arrayNode();
        violations.stream()
                .map(violation -> JsonNodeFactory.instance
                        .objectNode()
                        .put("field", field.apply(violation.getPropertyPath().toString()))
                        .put("message", violation.getMessage()))
                .sorted(Comparator.comparing(error ->
                        error.get("field").textValue() + error.get("message").textValue()))
                .forEach(errors::add);
        return Problem.of(ProblemType.INVALID_FIELD, "See errors for the fields and what each may be.")
                .with("errors", errors);
    }

    private static String reason(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> "There is no such field.";
            case JsonMappingException mapping -> "A value is not of the type or form that belongs there.";
            default -> "The body is not JSON, or JSON beyond all measure.";
        };
    }

    /** Where in the body, made of the names and places there: only names that could be ours are repeated. */
    private static String path(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : step.getFieldName().matches("[A-Za-z0-9_-]{1,64}") ? step.getFieldName() : "?")
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
