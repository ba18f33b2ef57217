package org.reciprocity.matching.http;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.reciprocity.eventlog.EventTooLargeException;
import org.reciprocity.eventlog.LogHaltedException;
import org.reciprocity.eventlog.VersionConflictException;

/** Every failure of a request as a problem document. Nothing of the inside is told; what nobody foresaw is logged. */
public final class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    /** What a failed request is answered with. */
    public static Answer answer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        var incident = UUID.randomUUID();
        LOG.errorf(failure, "incident=%s", incident);
        return Answer.problem(
                ProblemType.INTERNAL_ERROR,
                "The fault is logged under the incident's id; nothing was changed.",
                Map.of("incident", incident));
    }

    private static Optional<Answer> known(Throwable cause) {
        return switch (cause) {
            case RefusedException e -> Optional.of(e.answer());
            case MalformedJsonException e -> Optional.of(Answer.problem(ProblemType.MALFORMED_REQUEST, e.getMessage()));
            case VersionConflictException _ ->
                Optional.of(Answer.problem(
                        ProblemType.CHANGED_MEANWHILE, "Somebody else was first; read it again and decide anew."));
            case EventTooLargeException _ ->
                Optional.of(Answer.problem(ProblemType.TOO_LARGE, "What would be recorded is over 256 KiB."));
            case LogHaltedException _ ->
                Optional.of(Answer.problem(ProblemType.LOG_HALTED, "Nothing is recorded until an operator decides."));
            case PgException e -> database(e.getSqlState());
            case SQLException e -> database(e.getSQLState());
            case OIDCException _ -> Optional.of(unavailable());
            case AuthenticationFailedException _ -> Optional.of(unauthorized());
            case UnauthorizedException _ -> Optional.of(unauthorized());
            case ForbiddenException _ -> Optional.of(roleMissing());
            case WebApplicationException e -> framework(e);
            case IOException _ -> Optional.of(unavailable());
            case ClosedConnectionException _ -> Optional.of(unavailable());
            case TimeoutException _ -> Optional.of(unavailable());
            default -> Optional.empty();
        };
    }

    private static Answer unauthorized() {
        return Answer.problem(ProblemType.UNAUTHORIZED, "Send a valid token as Authorization: Bearer.");
    }

    private static Answer unavailable() {
        return Answer.problem(ProblemType.UNAVAILABLE, "Something the service needs does not answer; try again soon.");
    }

    /** By SQLSTATE: 55P03 is a lock that was not to be had in time; by its class: 08 and 57 are a database going or gone, 53 one that is full, 40 a lost race. */
    private static Optional<Answer> database(String sqlState) {
        var state = sqlState == null ? "" : sqlState;
        if (state.equals("23505")) {
            return Optional.of(
                    Answer.problem(ProblemType.ID_IN_USE, "One of the ids in the request belongs to something else."));
        }
        if (state.equals("55P03")) {
            return Optional.of(unavailable());
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "53", "57" -> Optional.of(unavailable());
            case "40" ->
                Optional.of(Answer.problem(
                        ProblemType.CHANGED_MEANWHILE, "Somebody else was first; read it again and decide anew."));
            default -> Optional.empty();
        };
    }

    /** What the HTTP layer refuses by itself; its faults are nobody's request's and are logged. */
    private static Optional<Answer> framework(WebApplicationException e) {
        return switch (e.getResponse().getStatus()) {
            case 401 -> Optional.of(unauthorized());
            case 403 -> Optional.of(roleMissing());
            case 404 -> Optional.of(Answer.notFound());
            case 405 ->
                Optional.of(Answer.problem(ProblemType.METHOD_NOT_ALLOWED, "See /openapi for what this path takes."));
            case 406 -> Optional.of(Answer.problem(ProblemType.NOT_ACCEPTABLE, "Ask for application/json."));
            case 413 -> Optional.of(Answer.problem(ProblemType.TOO_LARGE, "A request may have 8 MiB."));
            case 415 -> Optional.of(Answer.problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
            case 503 -> Optional.of(unavailable());
            default ->
                e.getResponse().getStatus() < 500
                        ? Optional.of(
                                Answer.problem(ProblemType.MALFORMED_REQUEST, "The request cannot be understood."))
                        : Optional.empty();
        };
    }

    private static Answer roleMissing() {
        return Answer.problem(ProblemType.ROLE_MISSING, "The token lacks the role that this needs.");
    }

    /** Where the HTTP layer asks. */
    public static class Mappers {

        /** Everything that is thrown in a request. */
        @ServerExceptionMapper(priority = 1)
        public Response any(Throwable failure) {
            return answer(failure).toResponse();
        }

        /** Ahead of the framework's own mapper of the same. */
        @ServerExceptionMapper(priority = 1)
        public Response framework(WebApplicationException failure) {
            return answer(failure).toResponse();
        }

        /** Ahead of the framework's own mapper of the same. */
        @ServerExceptionMapper(priority = 1)
        public Response unauthenticated(AuthenticationFailedException failure) {
            return answer(failure).toResponse();
        }

        /** Ahead of the framework's own mapper of the same. */
        @ServerExceptionMapper(priority = 1)
        public Response unauthorized(UnauthorizedException failure) {
            return answer(failure).toResponse();
        }

        /** Ahead of the framework's own mapper of the same. */
        @ServerExceptionMapper(priority = 1)
        public Response forbidden(ForbiddenException failure) {
            return answer(failure).toResponse();
        }
    }
}
