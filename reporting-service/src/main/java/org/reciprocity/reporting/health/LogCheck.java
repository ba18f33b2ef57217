package org.reciprocity.reporting.health;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.reciprocity.reporting.generation.GenerationKeeper;
import org.reciprocity.reporting.generation.Generations;

/**
 * Whether the log is folded: red while a partition stands at a record that cannot be read or has
 * lost its first records, or nothing can be read at all.
 */
@HealthGroup("log")
@ApplicationScoped
public class LogCheck implements HealthCheck {
    private final Generations generations;

    /** Of this replica. */
    public LogCheck(Generations generations) {
        this.generations = generations;
    }

    @Override
    public HealthCheckResponse call() {
        return of(generations.keeper());
    }

    /** How the folds of a keeper stand. */
    public static HealthCheckResponse of(GenerationKeeper keeper) {
        var status = keeper.status();
        boolean up = status.topicsExist()
                && status.failure().isEmpty()
                && status.changed().isEmpty()
                && status.truncated().isEmpty();
        var response = HealthCheckResponse.named("folds");
        status.failure().ifPresent(failure -> response.withData("failure", failure));
        status.changed().forEach((id, change) -> response.withData("generation " + id, change));
        status.truncated()
                .forEach((partition, first) -> response.withData(
                        partition,
                        "has lost its first records: it begins at offset " + first + "; no rebuild can succeed"));
        for (var fold : keeper.folds().entrySet()) {
            up &= fold.getValue().healthy();
            fold.getValue().failure().ifPresent(failure -> response.withData("generation " + fold.getKey(), failure));
            for (var stopped : fold.getValue().stopped()) {
                response.withData(
                        "generation %d, %s-%d".formatted(fold.getKey(), stopped.topic(), stopped.partition()),
                        "stopped at offset %d%s: %s"
                                .formatted(
                                        stopped.offset(),
                                        stopped.event()
                                                .map(event -> ", event " + event)
                                                .orElse(""),
                                        stopped.reason()));
            }
        }
        keeper.lag().ifPresent(lag -> response.withData("lag", lag.longValue()));
        return response.status(up).build();
    }
}
