package org.reciprocity.ledger.security;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.resteasy.reactive.server.runtime.observability.ObservabilityIntegrationRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Looks up the template of a path, by which metrics tell it, when a request fails to authenticate. Quarkus looks it up for
 * every request before it authenticates, with a map of all paths made anew for each: a twentieth of what recording an
 * exchange takes.
 */
@ApplicationScoped
class UnauthenticatedPaths {
    /** As of Quarkus's own authentication, which is installed first: before the filter that would look the template up. */
    private static final int WITH_AUTHENTICATION = 200;

    void install(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, (Failing) UnauthenticatedPaths::fail);
                    context.next();
                },
                WITH_AUTHENTICATION);
    }

    /** What Quarkus does with a failed authentication, as it asks for it. */
    private interface Failing extends java.util.function.BiConsumer<RoutingContext, Throwable> {}

    private static void fail(RoutingContext context, Throwable failure) {
        ObservabilityIntegrationRecorder.setTemplatePath(context, ResteasyReactiveRecorder.getCurrentDeployment());
        DefaultAuthFailureHandler.markIfOtherAuthenticationFailure(context, failure);
        if (!context.failed()) {
            context.fail(DefaultAuthFailureHandler.extractRootCause(failure));
        }
    }
}
