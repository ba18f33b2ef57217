package org.reciprocity.matching.http;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * An HTTP answer as it is sent, and as it is kept to be sent again.
 *
 * @param status the HTTP status
 * @param body JSON
 * @param location where the thing made is, or null
 * @param version the thing's stream version, or null where it has none
 * @param kept whether it is kept under the request's idempotency key, if it has one
 */
public record Answer(int status, String body, String location, Long version, boolean kept) {
    private static final String PROBLEM_JSON = "application/problem+json";

    /** 201 with the thing made, or with the thing that an action recorded something of. */
    public static Answer created(String location, long version, Object body) {
        return new Answer(201, Json.write(body), location, version, true);
    }

    /** 202 with a thing that is yet to be carried out. */
    public static Answer accepted(String location, long version, Object body) {
        return new Answer(202, Json.write(body), location, version, true);
    }

    /** 200 with a thing that has a version. */
    public static Answer ok(long version, Object body) {
        return new Answer(200, Json.write(body), null, version, true);
    }

    /** 200 with something that has no version of its own. */
    public static Answer ok(Object body) {
        return new Answer(200, Json.write(body), null, null, true);
    }

    /** A problem document. */
    public static Answer problem(ProblemType type, String detail) {
        return problem(type, detail, Map.of());
    }

    /** A problem document with further members. */
    public static Answer problem(ProblemType type, String detail, Map<String, ?> members) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", type.uri());
        document.put("title", type.title());
        document.put("status", type.status());
        document.put("detail", detail);
        document.putAll(members);
        return new Answer(type.status(), Json.write(document), null, null, type.isKept());
    }

    /** What is unknown and what is not visible look the same, to the byte. */
    public static Answer notFound() {
        return problem(ProblemType.NOT_FOUND, "It does not exist, or your agency may not see it.");
    }

    /** 200 with the one thing that was found, or what is answered where nothing was. */
    public static <T> Answer shown(List<T> found, ToLongFunction<T> version) {
        return found.isEmpty() ? notFound() : ok(version.applyAsLong(found.getFirst()), found.getFirst());
    }

    /** Whether this is a problem document. */
    public boolean isProblem() {
        return status >= 400;
    }

    /** As the HTTP layer sends it. */
    public Response toResponse() {
        var response = Response.status(status).entity(body).type(isProblem() ? PROBLEM_JSON : "application/json");
        if (location != null) {
            response.header("Location", location);
        }
        if (version != null) {
            response.header("ETag", "\"" + version + "\"");
        }
        switch (status) {
            case 401 -> response.header("WWW-Authenticate", "Bearer");
            case 503 -> response.header("Retry-After", "2");
            default -> {}
        }
        return response.build();
    }

    /** As the HTTP layer sends it when it is not the first time. */
    public Response toReplay() {
        return Response.fromResponse(toResponse())
                .header("Idempotency-Replayed", "true")
                .build();
    }
}
