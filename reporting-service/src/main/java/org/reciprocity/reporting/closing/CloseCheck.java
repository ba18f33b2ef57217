package org.reciprocity.reporting.closing;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether days and months are closed: red while a community's cannot be, with the class of what keeps it. */
@HealthGroup("log")
@ApplicationScoped
class CloseCheck implements HealthCheck {
    private final CloseSchedule schedule;

    CloseCheck(CloseSchedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public HealthCheckResponse call() {
        var failures = schedule.failures();
        var response = HealthCheckResponse.named("closes");
        failures.forEach((community, failure) -> response.withData("community " + community, failure));
        schedule.failure().ifPresent(failure -> response.withData("failure", failure));
        return response.status(failures.isEmpty() && schedule.failure().isEmpty())
                .build();
    }
}
