package org.reciprocity.ledger.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param location where the thing is; null when the answer makes none
 * @param version its version, which becomes the ETag; null without one
 * @param body JSON
 */
public record Answer(int status, String location, Long version, String body) {
    /** Says that an answer was given before under the same key. */
    public static final String REPLAYED = "Idempotency-Replayed";

    /** A thing was made. */
    public static Answer created(String location, long version, Object resource) {
        return new Answer(201, location, version, Json.write(resource));
    }

    /** A thing changed, or is shown. */
    public static Answer ok(Long version, Object resource) {
        return new Answer(200, null, version, Json.write(resource));
    }

    /** A refusal. */
    public static Answer refused(Problem problem) {
        return new Answer(problem.type().status(), null, null, problem.json());
    }

    /** Whether it is a problem. */
    boolean refusal() {
        return status >= ProblemType.MALFORMED_REQUEST.status();
    }

    /** As an HTTP answer. */
    public Response response() {
        return build(builder());
    }

    /** As an HTTP answer that was given before. */
    public Response replayed() {
        return build(builder().header(REPLAYED, "true"));
    }

    private Response.ResponseBuilder builder() {
        return refusal()
                ? Response.fromResponse(Problem.response(status, body))
                : Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
    }

    private Response build(Response.ResponseBuilder builder) {
        if (location != null) {
            builder.header(HttpHeaders.LOCATION, location);
        }
        if (version != null) {
            builder.header(HttpHeaders.ETAG, "\"" + version + "\"");
        }
        return builder.build();
    }
}
