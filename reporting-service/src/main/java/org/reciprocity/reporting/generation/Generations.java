package org.reciprocity.reporting.generation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reciprocity.eventlog.fold.FoldStatus;

/** This replica's keeper of generations, from the service's start to its end. */
@ApplicationScoped
public class Generations {
    private static final Duration DESCRIBE_EVERY = Duration.ofSeconds(5);

    private final KeeperSettings settings;
    private final MeterRegistry metrics;
    private GenerationKeeper keeper;

    /** With the service's settings. */
    public Generations(
            ReportingSettings reporting,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka,
            MeterRegistry metrics) {
        settings = new KeeperSettings(
                RuleVersion.CURRENT,
                LogTopics.NAMES,
                jdbcUrl,
                user,
                password,
                Map.of("bootstrap.servers", kafka),
                reporting.consumerGroup(),
                reporting.consumers(),
                reporting.fetchWait(),
                reporting.flushInterval(),
                reporting.flushKeys(),
                reporting.gatherKeys(),
                reporting.mostPinned(),
                reporting.look(),
                DESCRIBE_EVERY);
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        keeper = GenerationKeeper.start(settings);
        count("reporting.folded", "Records folded into any generation", FoldStatus::folded);
        count("reporting.skipped", "Records of unknown types", FoldStatus::skipped);
        count("reporting.duplicates", "Records delivered again", FoldStatus::duplicates);
        Gauge.builder("reporting.stopped.partitions", keeper, k -> k.folds().values().stream()
                        .mapToInt(fold -> fold.stopped().size())
                        .sum())
                .description("Partitions that stand still at a record that cannot be read")
                .register(metrics);
        Gauge.builder("reporting.lag", keeper, k -> k.lag().orElse(Double.NaN))
                .description("Records between the generation that answers and the committed ends")
                .register(metrics);
    }

    private void count(String name, String description, ToDoubleFunction<FoldStatus> what) {
        FunctionCounter.builder(name, keeper, k -> k.folds().values().stream()
                        .mapToDouble(what)
                        .sum())
                .description(description)
                .register(metrics);
    }

    void stop(@Observes ShutdownEvent event) {
        keeper.close();
    }

    /** The keeper. */
    public GenerationKeeper keeper() {
        return keeper;
    }
}
