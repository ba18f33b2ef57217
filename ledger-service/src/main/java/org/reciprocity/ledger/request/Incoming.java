package org.reciprocity.ledger.request;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.regex.Pattern;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.TokenClaims;

/** The HTTP request at hand: its caller, its key and the version it expects. */
@RequestScoped
public class Incoming {
    /** The header that names a request so that it can be sent again. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final int LONGEST_KEY = 255;
    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    private final SecurityIdentity identity;
    private Caller caller;

    @Context
    HttpHeaders headers;

    @Context
    UriInfo uri;

    @Context
    Request request;

    Incoming(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Who is calling. */
    public Caller caller() {
        if (caller == null) {
            var claims = TokenClaims.of(identity);
            caller = new Caller(
                    identity.getPrincipal().getName(),
                    id("agency", claims.agency()),
                    id("participant", claims.participant()),
                    identity.getRoles());
        }
        return caller;
    }

    private static UUID id(String name, Object claim) {
        return claim instanceof String id
                ? Ids.parse(id).orElseThrow(() -> Problem.of(
                                ProblemType.UNAUTHORIZED, "The token's " + name + " is not an id.")
                        .exception())
                : null;
    }

    /** The request as a command with the given body. */
    public Call call(Object body) {
        return new Call(caller(), request.getMethod() + " " + uri.getPath(), key(), ifMatch(), body);
    }

    /** The path of this request, for links. */
    public String path() {
        return uri.getPath();
    }

    private String key() {
        var values = headers.getRequestHeader(IDEMPOTENCY_KEY);
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1 || !isKey(values.getFirst())) {
            throw Problem.of(
                            ProblemType.MALFORMED_REQUEST,
                            "Idempotency-Key takes 1 to 255 visible ASCII characters, and is given once.")
                    .exception();
        }
        return values.getFirst();
    }

    private static boolean isKey(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_KEY;
    }

    private Long ifMatch() {
        var values = headers.getRequestHeader(HttpHeaders.IF_MATCH);
        if (values.isEmpty() || values.equals(java.util.List.of("*"))) {
            return null;
        }
        var matcher = ETAG.matcher(values.getFirst());
        if (values.size() > 1 || !matcher.matches()) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "If-Match takes one ETag as it was given, such as \"3\".")
                    .exception();
        }
        return Long.valueOf(matcher.group(1));
    }
}
