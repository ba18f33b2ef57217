package org.reciprocity.ledger.exchange;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.Sweep;
import org.reciprocity.ledger.log.LedgerLog;
import org.reciprocity.ledger.request.Outcome;

/**
 * Looks after exchanges that wait for a word: takes silence for one, or lets the exchange lapse, when it has waited for as
 * long as the community's policy allows. Every replica looks, one exchange in a transaction; what somebody has locked is
 * passed over. What cannot be settled, because an account does not allow it or silence cannot stand for the word that is
 * missing, is looked at again an hour later.
 */
@ApplicationScoped
class WaitingExchanges {
    private static final Logger LOG = Logger.getLogger(WaitingExchanges.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mutiny.SessionFactory sessions;
    private final LedgerLog log;
    private final Sweep sweep;

    WaitingExchanges(Mutiny.SessionFactory sessions, LedgerLog log, ExchangeSettings settings) {
        this.sessions = sessions;
        this.log = log;
        this.sweep = new Sweep(
                "waiting-exchanges",
                settings.sweep(),
                () -> next().await().atMost(PATIENCE),
                e -> LOG.warnf(
                        "exchanges state=retrying cause=\"%s\"", e.getClass().getSimpleName()));
    }

    void start(@Observes StartupEvent started) {
        sweep.start(Duration.ZERO);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        sweep.close(PATIENCE);
    }

    /** Takes the exchange that has waited longest, and says whether there was one. */
    private Uni<Boolean> next() {
        return OwnSession.inTransaction(sessions, session -> {
                    var sql = Sql.of(session);
                    return sql.select(ExchangeSql.DUE)
                            .chain(rows -> rows.isEmpty()
                                    ? Uni.createFrom().item(false)
                                    : take(sql, rows.getFirst()).replaceWith(true));
                })
                .invoke(taken -> {
                    if (taken) {
                        log.wake();
                    }
                });
    }

    private static Uni<Void> take(Sql sql, Object[] row) {
        var id = (UUID) row[0];
        var rules = ExchangeService.rules((UUID) row[1], row, 2, (Boolean) row[6]);
        return EventStore.read(sql, id)
                .map(stream -> ExchangeService.Found.of(stream, rules))
                .chain(found -> found.knowingPersons(sql, Stream.of()))
                .chain(found -> look(sql, id, found, row))
                .chain(outcome -> outcome.events().isEmpty()
                        ? sql.update(ExchangeSql.LATER, rules.community(), id).replaceWithVoid()
                        : EventStore.append(sql, outcome.events()).replaceWithVoid());
    }

    /** What was due first is done first, however late somebody looks. */
    private static Uni<Outcome> look(Sql sql, UUID id, ExchangeService.Found found, Object[] row) {
        boolean lapses = (Boolean) row[8];
        boolean silenceFirst = (Boolean) row[9];
        if (lapses && !silenceFirst) {
            return lapse(sql, id, found, row);
        }
        return ExchangeService.change(
                        sql, id, found, new ExchangeCommand.ConfirmSilence(found.rules(), found.accounts()))
                .chain(silence -> silence.refused() && lapses
                        ? lapse(sql, id, found, row).map(lapsed -> lapsed.after(silence.events()))
                        : Uni.createFrom().item(silence));
    }

    private static Uni<Outcome> lapse(Sql sql, UUID id, ExchangeService.Found found, Object[] row) {
        return ExchangeService.change(sql, id, found, new ExchangeCommand.Lapse((Integer) row[7]));
    }
}
