package org.reciprocity.reporting.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request ends in into a problem document; nothing of the inside shows. */
class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    static final String MEDIA_TYPE = "application/problem+json";
    private static final int RETRY_SECONDS = 2;

    /** The document's members. */
    static Map<String, Object> document(Problem problem, String detail, Map<String, Object> more) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", problem.type());
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", detail);
        body.putAll(more);
        return body;
    }

    private static Response response(Problem problem, String detail, Map<String, Object> more) {
        var response = Response.status(problem.status()).type(MEDIA_TYPE).entity(document(problem, detail, more));
        if (problem.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (problem.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.build();
    }

    private static Response response(Problem problem, String detail) {
        return response(problem, detail, Map.of());
    }

    @ServerExceptionMapper
    Response refused(ProblemException e) {
        return response(e.problem(), e.getMessage(), e.more());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(SecurityException e) {
        return response(
                Problem.UNAUTHORIZED, "Send a header Authorization: Bearer, with a token that has not expired.");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return response(Problem.ROLE_MISSING, "None of the token's roles allows this.");
    }

    @ServerExceptionMapper
    Response notServed(WebApplicationException e) {
        return switch (e.getResponse().getStatus()) {
            case 401 -> response(Problem.UNAUTHORIZED, "Send a valid bearer token.");
            case 403 -> response(Problem.ROLE_MISSING, "None of the token's roles allows this.");
            case 404 -> response(Problem.NOT_FOUND, "Nothing is served at this path.");
            case 405 -> response(Problem.METHOD_NOT_ALLOWED, "See /openapi for the methods of this resource.");
            case 406 ->
                response(
                        Problem.NOT_ACCEPTABLE,
                        "Answers are application/json; figures are text/csv and application/vnd.apache.parquet too.");
            case 413 -> response(Problem.TOO_LARGE, "Send less.");
            case 415 -> response(Problem.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            default -> {
                if (e.getResponse().getStatus() >= 500) {
                    yield unexpected(e);
                }
                yield response(Problem.MALFORMED, "The request cannot be read.");
            }
        };
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        if (isOutage(e)) {
            LOG.warnf("unavailable reason=%s", e.getClass().getSimpleName());
            LOG.debug("unavailable", e);
            return response(Problem.UNAVAILABLE, "PostgreSQL or Kafka does not answer; try again.");
        }
        LOG.error("request failed", e);
        return response(Problem.INTERNAL, "The request was not carried out. The service's log tells more.");
    }

    private static boolean isOutage(Throwable e) {
        return switch (e) {
            // Connections, resources, shutdown; and tables of a generation that was dropped meanwhile.
            case PgException pg -> pg.getSqlState() == null || pg.getSqlState().matches("(08|53|57|40|42P01).*");
            case SQLException sql ->
                sql.getSQLState() == null || sql.getSQLState().matches("(08|53|57|40|55).*");
            case KafkaException _, IOException _, TimeoutException _ -> true;
            default ->
                e.getClass().getName().startsWith("io.vertx.")
                        || (e.getCause() != null && e.getCause() != e && isOutage(e.getCause()));
        };
    }
}
