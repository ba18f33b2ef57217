package org.reciprocity.ledger.proof;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Figures of the book's check of itself for Prometheus. */
@ApplicationScoped
class BookMetrics {
    private final MeterRegistry registry;
    private final SelfCheckLoop loop;

    BookMetrics(MeterRegistry registry, SelfCheckLoop loop) {
        this.registry = registry;
        this.loop = loop;
    }

    void register(@Observes StartupEvent started) {
        Gauge.builder("reciprocity.book.findings", loop, BookMetrics::findings)
                .description("What the book's check of itself found wrong and nobody has put right")
                .register(registry);
        Gauge.builder(
                        "reciprocity.book.check.age.seconds",
                        loop,
                        running -> running.age().toMillis() / 1e3)
                .description("How long ago a check of the book ended")
                .register(registry);
    }

    private static double findings(SelfCheckLoop loop) {
        return loop.standing().map(standing -> standing.findings().size()).orElse(0);
    }
}
