package org.reciprocity.ledger.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.reciprocity.eventlog.EventTooLargeException;
import org.reciprocity.eventlog.LogHaltedException;

/** Turns every failure into a problem document, and tells nothing of the inside. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response refused(ProblemException refusal) {
        return refusal.problem().response();
    }

    @ServerExceptionMapper({
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class
    })
    Response unauthorized() {
        return Problem.of(
                        ProblemType.UNAUTHORIZED,
                        "Send a bearer token of the issuer that this service trusts, and one that has not expired.")
                .response();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refusal) {
        return Problem.of(ProblemType.ROLE_MISSING, "None of the token's roles allows this.")
                .response();
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException failure) {
        return unreadable(failure);
    }

    /** Quarkus has a mapper of its own for just this one, which would tell of classes. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException failure) {
        return unreadable(failure);
    }

    /** JAX-RS gives its own failures a status; the cause tells whether it was the body. */
    @ServerExceptionMapper
    Response standard(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException body) {
            return unreadable(body);
        }
        int status = failure.getResponse().getStatus();
        var known =
                switch (status) {
                    case 400 -> Problem.of(ProblemType.MALFORMED_REQUEST, "The request cannot be read.");
                    case 401 -> Problem.of(ProblemType.UNAUTHORIZED, "Send a bearer token.");
                    case 403 -> Problem.of(ProblemType.ROLE_MISSING, "None of the token's roles allows this.");
                    case 404 -> Problem.notFound("address");
                    case 405 ->
                        Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Look at the API's description for what it takes.");
                    case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Answers are application/json.");
                    case 413 -> Problem.of(ProblemType.TOO_LARGE, "Send less at once.");
                    case 415 ->
                        Problem.of(
                                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                "Bodies are application/json, and files for imports text/csv.");
                    default -> null;
                };
        if (known == null) {
            return unexpected(failure);
        }
        var response = Response.fromResponse(known.response());
        var allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? response.build()
                : response.header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure) {
        var errors = JsonNodeFactory.instance.arrayNode();
        failure.getConstraintViolations().stream()
                .map(violation -> JsonNodeFactory.instance
                        .objectNode()
                        .put("field", field(violation.getPropertyPath().toString()))
                        .put("message", violation.getMessage()))
                .sorted(Comparator.comparing(error ->
                        error.get("field").textValue() + error.get("message").textValue()))
                .forEach(errors::add);
        return Problem.of(ProblemType.INVALID_FIELD, "See errors for the fields and what each may be.")
                .with("errors", errors)
                .response();
    }

    @ServerExceptionMapper
    Response tooLarge(EventTooLargeException failure) {
        return Problem.of(ProblemType.TOO_LARGE, "Divide it into several.").response();
    }

    @ServerExceptionMapper
    Response halted(LogHaltedException failure) {
        return Problem.of(ProblemType.LOG_HALTED, "Nothing was changed. Reading goes on.")
                .response();
    }

    @ServerExceptionMapper
    Response issuerAway(OIDCException failure) {
        LOG.warnf("issuer=away cause=%s", causes(failure));
        return Problem.of(ProblemType.UNAVAILABLE, "The issuer of tokens does not answer. Send the request again.")
                .response();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (Failures.away(failure)) {
            LOG.warnf("database=away cause=%s", causes(failure));
            return Problem.of(ProblemType.UNAVAILABLE, "Send the same request again, under the same Idempotency-Key.")
                    .response();
        }
        LOG.errorf("request=failed cause=%s at=%s", causes(failure), places(failure));
        LOG.debug("request=failed", failure);
        return Problem.of(ProblemType.INTERNAL_ERROR, "Nothing was changed. It is in the service's log.")
                .response();
    }

    private static Response unreadable(JsonProcessingException failure) {
        var problem = Problem.of(ProblemType.MALFORMED_REQUEST, reason(failure));
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            problem = problem.with("field", path(mapping));
        }
        return problem.response();
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

    /** The path without the name of the method and its parameter. */
    private static String field(String path) {
        var steps = path.split("\\.", 3);
        return steps.length == 3 ? steps[2] : "";
    }

    /** Classes only: messages of the database quote values. */
    private static String causes(Throwable failure) {
        var causes = new StringBuilder(failure.getClass().getName());
        int depth = 0;
        for (var cause = failure.getCause(); cause != null && depth < 10; cause = cause.getCause(), depth++) {
            causes.append('<').append(cause.getClass().getName());
            Failures.state(cause)
                    .ifPresent(state -> causes.append('(').append(state).append(')'));
        }
        return causes.toString();
    }

    private static String places(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.reciprocity"))
                .limit(8)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(","));
    }
}
