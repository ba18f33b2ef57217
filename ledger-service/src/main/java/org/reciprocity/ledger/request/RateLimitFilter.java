package org.reciprocity.ledger.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Answers 429 to an agency that asks for more than its measure: once it is known who is calling and before the body is read.
 * Health, metrics and the API's description are no resources, and free.
 */
public class RateLimitFilter {
    private final RateLimits limits;
    private final Incoming incoming;

    RateLimitFilter(RateLimits limits, Incoming incoming) {
        this.limits = limits;
        this.incoming = incoming;
    }

    /** Refuses, or lets pass with null. */
    @ServerRequestFilter
    public Response limit() {
        return limits.admit(incoming.caller()).map(RateLimitFilter::refusal).orElse(null);
    }

    /** The fields of draft-ietf-httpapi-ratelimit-headers beside the standard's own. */
    private static Response refusal(RateLimits.Exceeded exceeded) {
        var measure = exceeded.measure();
        long window = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(measure.nanosForAll()));
        return Response.fromResponse(Problem.of(
                                ProblemType.TOO_MANY_REQUESTS,
                                "Your agency is answered " + measure.perSecond() + " requests a second, and "
                                        + measure.burst() + " at once.")
                        .response())
                .header(HttpHeaders.RETRY_AFTER, exceeded.seconds())
                .header("RateLimit-Policy", "\"agency\";q=" + measure.burst() + ";w=" + window)
                .header("RateLimit", "\"agency\";r=0;t=" + exceeded.seconds())
                .build();
    }
}
