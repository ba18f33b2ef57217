package org.reciprocity.reporting.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.reciprocity.reporting.generation.Generations;
import org.reciprocity.reporting.generation.RuleVersion;

/**
 * Ready once a generation of this release's rules is live: before that there is nothing to answer from. Of a release that another has
 * taken the place of, or that was deployed again after it, the generation that was live before is enough, once it is level with the log.
 */
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
                .status(status.answers().isPresent())
                .withData("ruleVersion", RuleVersion.CURRENT)
                .withData("topicsExist", status.topicsExist());
        status.answers().ifPresent(id -> response.withData("answers", id));
        return response.build();
    }
}
