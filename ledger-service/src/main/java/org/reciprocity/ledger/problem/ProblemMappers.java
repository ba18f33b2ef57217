package org.reciprocity.ledger.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
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
        return BodyProblems.invalid(failure.getConstraintViolations(), ProblemMappers::field)
                .response();
    }

    @ServerExceptionMapper
    Response tooLarge(EventTooLargeException failure) {
        return problem(failure).response();
    }

    @ServerExceptionMapper
    Response halted(LogHaltedException failure) {
        return problem(failure).response();
    }

    @ServerExceptionMapper
    Response issuerAway(OIDCException failure) {
        LOG.warnf("issuer=away cause=%s", causes(failure));
        return Problem.of(ProblemType.UNAVAILABLE, "The issuer of tokens does not answer. Send the request again.")
                .response();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        return problem(failure).response();
    }

    private static Response unreadable(JsonProcessingException failure) {
        return BodyProblems.unreadable(failure).response();
    }

    /** What a failure is told as; one that nobody expects is written to the service's log. */
    public static Problem problem(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (failure instanceof EventTooLargeException) {
            return Problem.of(ProblemType.TOO_LARGE, "Divide it into several.");
        }
        if (failure instanceof LogHaltedException) {
            return Problem.of(ProblemType.LOG_HALTED, "Nothing was changed. Reading goes on.");
        }
        if (Failures.away(failure)) {
            LOG.warnf("database=away cause=%s", causes(failure));
            return Problem.of(ProblemType.UNAVAILABLE, "Send the same request again, under the same Idempotency-Key.");
        }
        LOG.errorf("request=failed cause=%s at=%s", causes(failure), places(failure));
        LOG.debug("request=failed", failure);
        return Problem.of(ProblemType.INTERNAL_ERROR, "Nothing was changed. It is in the service's log.");
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
