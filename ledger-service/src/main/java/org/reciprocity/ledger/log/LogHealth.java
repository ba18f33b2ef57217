package org.reciprocity.ledger.log;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether events reach Kafka. It is a group of its own: a service whose events wait is still ready to write, and must not be
 * taken out of service for it.
 */
@HealthGroup("log")
@ApplicationScoped
class LogHealth implements HealthCheck {
    private static final Duration LATE = Duration.ofSeconds(60);

    private final LedgerLog log;

    LogHealth(LedgerLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        var status = log.status();
        return HealthCheckResponse.named("log " + LedgerLog.NAME)
                .status(status.halted().isEmpty() && status.backlogSeconds() < LATE.toSeconds())
                .withData("leading", status.leading())
                .withData("sequence", status.sequence())
                .withData("sent", status.sent())
                .withData("backlog", status.backlog())
                .withData("halted", status.halted().isPresent())
                .build();
    }
}
