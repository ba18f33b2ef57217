package org.reciprocity.ledger.request;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Answers bodies that announce to be too large, before Quarkus would with nothing but a status. What is sent is read and
 * thrown away, up to a measure, so that the client is done sending when it reads the answer.
 */
@ApplicationScoped
class BodySize {
    private static final int FIRST = Integer.MIN_VALUE + 100;
    private static final long READ_AT_MOST = 64L * 1024 * 1024;

    private final long most;

    BodySize(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.most = most.asLongValue();
    }

    void install(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        long length = announced(context);
        if (length <= most) {
            context.next();
            return;
        }
        var request = context.request();
        var response = request.response()
                .setStatusCode(ProblemType.TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        var answer = Problem.of(ProblemType.TOO_LARGE, "A body has at most " + most + " bytes.")
                .json();
        if (length > READ_AT_MOST) {
            response.putHeader(HttpHeaders.CONNECTION, "close").end(answer);
        } else {
            request.handler(thrownAway -> {})
                    .endHandler(read -> response.end(answer))
                    .resume();
        }
    }

    private static long announced(RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return header == null || !header.matches("[0-9]{1,18}") ? 0 : Long.parseLong(header);
    }
}
