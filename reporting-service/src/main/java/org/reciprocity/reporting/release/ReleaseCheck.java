package org.reciprocity.reporting.release;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether editions are released: red while one of any community cannot be, with its number and the class of what keeps it. */
@HealthGroup("log")
@ApplicationScoped
class ReleaseCheck implements HealthCheck {
    private final Releaser releaser;

    ReleaseCheck(Releaser releaser) {
        this.releaser = releaser;
    }

    @Override
    public HealthCheckResponse call() {
        var failures = releaser.failures();
        var response = HealthCheckResponse.named("releases");
        failures.forEach((community, failure) -> response.withData("community " + community, failure));
        releaser.failure().ifPresent(failure -> response.withData("failure", failure));
        return response.status(failures.isEmpty() && releaser.failure().isEmpty())
                .build();
    }
}
