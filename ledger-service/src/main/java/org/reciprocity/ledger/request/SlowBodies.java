package org.reciprocity.ledger.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Hangs up on bodies that take too long to arrive. A connection on which now and then a byte comes is never idle, and what
 * has come of its body stays in memory.
 */
@ApplicationScoped
class SlowBodies {
    private static final int AFTER_BODY_SIZE = Integer.MIN_VALUE + 101;

    private final long millis;

    SlowBodies(@ConfigProperty(name = "reciprocity.request.body-within", defaultValue = "60s") Duration within) {
        this.millis = within.toMillis();
    }

    void install(@Observes Router router) {
        router.route().order(AFTER_BODY_SIZE).handler(this::watch);
    }

    private void watch(RoutingContext context) {
        var request = context.request();
        if (hasBody(context) && !request.isEnded()) {
            long timer = context.vertx().setTimer(millis, late -> hangUp(context));
            request.end().onComplete(arrivedOrGone -> context.vertx().cancelTimer(timer));
        }
        context.next();
    }

    private static boolean hasBody(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)
                : !length.equals("0");
    }

    private void hangUp(RoutingContext context) {
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(ProblemType.TOO_SLOW.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(Problem.of(ProblemType.TOO_SLOW, "A body arrives within " + millis / 1000 + " seconds.")
                        .json())
                .onComplete(sent -> context.request().connection().close());
    }
}
