package org.reciprocity.matching.operations;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.reciprocity.matching.log.MatchesLog;

/** Red when the log is halted or its events wait long for Kafka. */
@HealthGroup("log")
@ApplicationScoped
public class RelayHealth implements HealthCheck {
    private static final double LATE_SECONDS = 60;

    private final MatchesLog log;

    RelayHealth(MatchesLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        var status = log.status();
        var response = HealthCheckResponse.named("relay")
                .withData("sequence", status.sequence())
                .withData("sent", status.sent())
                .withData("backlog", status.backlog())
                .withData("leading", status.leading());
        status.halted().ifPresent(reason -> response.withData("halted", reason));
        return response.status(status.halted().isEmpty() && status.backlogSeconds() <= LATE_SECONDS)
                .build();
    }
}
