package org.reciprocity.matching.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Relay;
import org.reciprocity.eventlog.RelaySettings;
import org.reciprocity.eventlog.RelayStatus;
import org.reciprocity.eventlog.Sql;

/** This service's log, {@code matching}, and the relay that takes it to its topic. */
@ApplicationScoped
public class MatchesLog {
    /** The topic this service writes, and nobody else. */
    public static final String TOPIC = "reciprocity.matches.v1";

    /** The log's name. */
    static final String NAME = "matching";

    private final RelaySettings settings;
    private Relay relay;

    MatchesLog(
            TopicSettings topic,
            RelayTiming timing,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String kafka) {
        this.settings = new RelaySettings(
                NAME,
                List.of(TOPIC),
                topic.partitions(),
                topic.replication(),
                "ce_community",
                jdbcUrl,
                user,
                password,
                Map.of("bootstrap.servers", kafka),
                timing.lease(),
                timing.poll(),
                timing.gather());
    }

    void start(@Observes StartupEvent event) {
        relay = Relay.start(settings);
    }

    void stop(@Observes ShutdownEvent event) {
        if (relay != null) {
            relay.close();
        }
    }

    /** Appends in the caller's transaction; the last thing that transaction does. */
    public Uni<Void> append(Sql sql, List<Recorded> events) {
        return EventStore.append(sql, events.stream().map(Recorded::toEvent).toList());
    }

    /** To be called after the commit of a transaction that appended. */
    public void wake() {
        relay.wake();
    }

    /** How the relay stands. */
    public RelayStatus status() {
        return relay.status();
    }

    /**
     * An event of this log.
     *
     * @param type its type's wire name without the project's prefix, such as {@code offer-made.v1}
     * @param key the record's key: the offer, request or round it is about
     * @param stream the stream it belongs to
     * @param version its place in the stream
     * @param community the community
     * @param at when it was recorded
     * @param body JSON
     */
    public record Recorded(String type, UUID key, UUID stream, long version, UUID community, Instant at, String body) {

        private NewEvent toEvent() {
            return new NewEvent(
                    EventIds.next(),
                    TOPIC,
                    key.toString(),
                    "org.reciprocity." + type,
                    stream,
                    version,
                    community,
                    at,
                    body);
        }
    }
}
