package org.reciprocity.ledger.band;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.Sweep;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.log.LedgerLog;

/**
 * Clears the bands of those whose consent has expired: nobody says so on that day. Every replica looks, one participant in a
 * transaction; whom somebody has locked is passed over.
 */
@ApplicationScoped
class ExpiredConsents {
    private static final Logger LOG = Logger.getLogger(ExpiredConsents.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String DUE = """
            select p.community_id, p.id, clock_timestamp()
            from participant p
            where (p.community_id, p.id) in (
                select b.community_id, b.participant_id
                from participant_bands b
                join community c on c.id = b.community_id
                where b.told
                  and not exists (select from consent k
                                  where k.community_id = b.community_id and k.participant_id = b.participant_id
                                    and k.purpose = $1 and k.withdrawn_on is null
                                    and (k.expires_on is null
                                         or k.expires_on >= (clock_timestamp() at time zone c.time_zone)::date)))
            limit 1
            for update skip locked
            """;

    private final Mutiny.SessionFactory sessions;
    private final LedgerLog log;
    private final Sweep sweep;

    ExpiredConsents(Mutiny.SessionFactory sessions, LedgerLog log, BandSettings settings) {
        this.sessions = sessions;
        this.log = log;
        this.sweep = new Sweep(
                "expired-consents",
                settings.sweep(),
                () -> next().await().atMost(PATIENCE),
                e -> LOG.warnf("bands state=retrying cause=\"%s\"", e.getClass().getSimpleName()));
    }

    void start(@Observes StartupEvent started) {
        sweep.start(Duration.ZERO);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        sweep.close(PATIENCE);
    }

    /** Clears the bands of one whose consent does not hold any more, and says whether there was one. */
    private Uni<Boolean> next() {
        return OwnSession.inTransaction(sessions, session -> {
                    var sql = Sql.of(session);
                    return sql.select(DUE, Banding.PURPOSE)
                            .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(false) : clear(sql, rows.getFirst()));
                })
                .invoke(cleared -> {
                    if (cleared) {
                        log.wake();
                    }
                });
    }

    /** What was read before the lock may have changed: a consent may have been given since. */
    private static Uni<Boolean> clear(Sql sql, Object[] row) {
        return Banding.clearWithoutConsent(sql, (UUID) row[0], (UUID) row[1], Access.instant(row[2]))
                .chain(events -> events.isEmpty()
                        ? Uni.createFrom().item(false)
                        : EventStore.append(sql, events).replaceWith(true));
    }
}
