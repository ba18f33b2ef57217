package org.reciprocity.ledger.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reciprocity.eventlog.Relay;
import org.reciprocity.eventlog.RelaySettings;
import org.reciprocity.eventlog.RelayStatus;

/** The running relay of the log named {@value #NAME}. */
@ApplicationScoped
public class LedgerLog {
    /** The log's short name, which travels as {@code ce_source}. */
    public static final String NAME = "ledger";

    private final RelaySettings settings;
    private Relay relay;

    LedgerLog(
            TopicSettings topic,
            RelayTimes times,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.settings = new RelaySettings(
                NAME,
                Topics.ALL,
                topic.partitions(),
                topic.replication(),
                "ce_community",
                jdbcUrl,
                user,
                password,
                Map.of("bootstrap.servers", kafka),
                times.lease(),
                times.poll(),
                times.gather());
    }

    void start(@Observes StartupEvent started) {
        relay = Relay.start(settings);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (relay != null) {
            relay.close();
        }
    }

    /** Says that something was committed. */
    public void wake() {
        relay.wake();
    }

    /** How the relay stands. */
    public RelayStatus status() {
        return relay.status();
    }
}
