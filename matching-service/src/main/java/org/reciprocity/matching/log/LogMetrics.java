package org.reciprocity.matching.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;
import org.reciprocity.eventlog.RelayStatus;

/** Figures of the event log for Prometheus, from the start on. */
@ApplicationScoped
class LogMetrics {
    private final MeterRegistry registry;
    private final MatchesLog log;

    LogMetrics(MeterRegistry registry, MatchesLog log) {
        this.registry = registry;
        this.log = log;
    }

    void register(@Observes StartupEvent started) {
        gauge("reciprocity.log.sequence", "The highest sequence given", RelayStatus::sequence);
        gauge("reciprocity.log.sent", "The highest sequence that Kafka has acknowledged", RelayStatus::sent);
        gauge("reciprocity.log.backlog", "Events committed and not yet acknowledged by Kafka", RelayStatus::backlog);
        gauge(
                "reciprocity.log.backlog.seconds",
                "The age of the oldest event in the backlog",
                RelayStatus::backlogSeconds);
        gauge("reciprocity.log.leading", "Whether this replica leads", status -> status.leading() ? 1 : 0);
        gauge(
                "reciprocity.log.halted",
                "Whether the log is halted",
                status -> status.halted().isPresent() ? 1 : 0);
    }

    private void gauge(String name, String description, ToDoubleFunction<RelayStatus> value) {
        Gauge.builder(name, log, running -> value.applyAsDouble(running.status()))
                .description(description)
                .tag("log", MatchesLog.NAME)
                .register(registry);
    }
}
