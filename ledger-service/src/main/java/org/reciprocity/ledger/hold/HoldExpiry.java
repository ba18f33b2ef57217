package org.reciprocity.ledger.hold;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
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
 * Expires holds that no command meets. Every replica looks for them; an account that somebody has locked is passed over, and
 * its holds are met by that command or found the next time.
 */
@ApplicationScoped
public class HoldExpiry {
    private static final Logger LOG = Logger.getLogger(HoldExpiry.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String NOW = "select clock_timestamp()";

    /** The time of the transaction's start can be compared by an index; the clock cannot. */
    private static final String DUE = """
            select a.id from account a
            where a.id in (select h.account_id from hold h
                           where h.state = 'held' and h.expires_at <= now()
                           order by h.expires_at limit 100)
            order by a.id
            for update skip locked
            """;

    private static final String DUE_OF_OFFER = """
            select a.id from account a
            where a.id in (select h.account_id from hold h
                           where h.offer_id = $1 and h.state = 'held' and h.expires_at <= now()
                           order by h.expires_at limit 100)
            order by a.id
            for update
            """;

    private static final String ANY_OF_OFFER = """
            select exists (select from hold h where h.offer_id = $1 and h.state = 'held' and h.expires_at <= now())
            """;

    private static final String ANY_OF_ACCOUNT = """
            select exists (select from hold h where h.account_id = $1 and h.state = 'held' and h.expires_at <= now())
            """;

    private static final String ACCOUNT = "select id from account where id = $1 for update";

    private final Mutiny.SessionFactory sessions;
    private final LedgerLog log;
    private final HoldSettings settings;
    private final Sweep sweep;

    HoldExpiry(Mutiny.SessionFactory sessions, LedgerLog log, HoldSettings settings) {
        this.sessions = sessions;
        this.log = log;
        this.settings = settings;
        this.sweep = new Sweep(
                "holds",
                settings.sweep(),
                () -> sweep().await().atMost(PATIENCE) > 0,
                e -> LOG.warnf("holds state=retrying cause=\"%s\"", e.getClass().getSimpleName()));
    }

    void start(@Observes StartupEvent started) {
        sweep.start(settings.sweep());
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        sweep.close(PATIENCE);
    }

    /** Expires some of the holds that are due, and says how many. */
    Uni<Integer> sweep() {
        return expire(DUE);
    }

    /** Expires the holds on an offer that are due, so that their units can be had again. */
    public Uni<Void> ofOffer(UUID offer) {
        return OwnSession.in(sessions, session -> Sql.of(session).select(ANY_OF_OFFER, offer))
                .chain(rows -> (Boolean) rows.getFirst()[0]
                        ? expire(DUE_OF_OFFER, offer).replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    /** Expires the holds on an account that are due, for a command that is refused while anything is held. */
    public Uni<Void> ofAccount(UUID account) {
        return OwnSession.in(sessions, session -> Sql.of(session).select(ANY_OF_ACCOUNT, account))
                .chain(rows -> (Boolean) rows.getFirst()[0]
                        ? expire(ACCOUNT, account).replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private Uni<Integer> expire(String due, Object... parameters) {
        return OwnSession.inTransaction(sessions, session -> {
                    var sql = Sql.of(session);
                    return sql.select(due, parameters).chain(rows -> {
                        List<UUID> accounts =
                                rows.stream().map(row -> (UUID) row[0]).toList();
                        return accounts.isEmpty() ? Uni.createFrom().item(0) : expire(sql, accounts);
                    });
                })
                .invoke(expired -> {
                    if (expired > 0) {
                        log.wake();
                    }
                });
    }

    private static Uni<Integer> expire(Sql sql, List<UUID> accounts) {
        return sql.select(NOW)
                .chain(rows -> Holds.expire(sql, accounts, Access.instant(rows.getFirst()[0])))
                .chain(expired -> EventStore.append(sql, expired.events())
                        .replaceWith(expired.events().size()));
    }
}
