package org.reciprocity.reporting.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.reciprocity.reporting.generation.Generations;
import org.reciprocity.reporting.generation.RuleVersion;

/** Ready once a generation of this release's rules is live: before that there is nothing to answer from. */
@Readiness
@ApplicationScoped
class ReadyCheck implements HealthCheck {
    private final Generations generations;

    ReadyCheck(Generations generations) {
        this.generations = generations;
    }

    @Override
    public HealthCheckResponse call() {
        var status = generations.keeper().status();
        var response = HealthCheckResponse.named("generation")
                .status(status.live().isPresent())
                .withData("ruleVersion", RuleVersion.CURRENT)
                .withData("topicsExist", status.topicsExist());
        status.live().ifPresent(id -> response.withData("live", id));
        return response.build();
    }
}
