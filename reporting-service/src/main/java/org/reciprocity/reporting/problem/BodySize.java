package org.reciprocity.reporting.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers bodies that announce to be too large, before Quarkus would with nothing but a status, and hangs up. */
@ApplicationScoped
class BodySize {
    private static final int FIRST = Integer.MIN_VALUE + 100;

    private final long most;

    BodySize(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.most = most.asLongValue();
    }

    void install(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (announced(context) <= most) {
            context.next();
            return;
        }
        var document = ProblemMappers.document(Problem.TOO_LARGE, "A body has at most " + most + " bytes.", Map.of());
        var unused = context.response()
                .setStatusCode(Problem.TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemMappers.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(new JsonObject(document).encode())
                .onComplete(sent -> context.request().connection().close());
    }

    private static long announced(RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return header == null || !header.matches("[0-9]{1,18}") ? 0 : Long.parseLong(header);
    }
}
