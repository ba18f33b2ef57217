package org.reciprocity.ledger.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One refusal.
 *
 * @param type its kind
 * @param detail what was wrong this time; never names a person, nor anything of the inside
 * @param more further members, by name
 */
public record Problem(ProblemType type, String detail, Map<String, JsonNode> more) {

    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String RETRY_AFTER_SECONDS = "2";

    /** A problem of the given kind. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of());
    }

    /** Nothing here, as far as this caller may know: the same bytes whether it exists or not. */
    public static Problem notFound(String what) {
        return of(ProblemType.NOT_FOUND, "There is no such " + what + ", or it is not visible to you.");
    }

    /** The same of an id that stood in the body, with the place where it stood. */
    public static Problem notFound(String what, String field) {
        return notFound(what).with("field", field);
    }

    /** A field has a value it may not have. */
    public static Problem field(String field, String message) {
        return of(ProblemType.INVALID_FIELD, "See errors for the fields and what each may be.")
                .with(
                        "errors",
                        JsonNodeFactory.instance
                                .arrayNode()
                                .add(JsonNodeFactory.instance
                                        .objectNode()
                                        .put("field", field)
                                        .put("message", message)));
    }

    /** The same with one more member. */
    public Problem with(String name, JsonNode value) {
        var members = new LinkedHashMap<>(more);
        members.put(name, value);
        return new Problem(type, detail, members);
    }

    /** The same with one more member, a text. */
    public Problem with(String name, String value) {
        return with(name, TextNode.valueOf(value));
    }

    /** The same with one more member, an id. */
    public Problem with(String name, UUID value) {
        return with(name, value.toString());
    }

    /** As an exception, for those who can only fail. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** The document, as compact JSON. */
    public String json() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("type", "/problems/" + type.code());
        document.put("title", type.title());
        document.put("status", type.status());
        document.put("detail", detail);
        more.forEach(document::set);
        return document.toString();
    }

    /** The document as an HTTP answer. */
    public Response response() {
        return response(type.status(), json());
    }

    /** A document written before, as an HTTP answer. */
    public static Response response(int status, String json) {
        var response = Response.status(status).type(MEDIA_TYPE).entity(json);
        if (status == ProblemType.UNAUTHORIZED.status()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (status == ProblemType.UNAVAILABLE.status()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
