package org.reciprocity.ledger.request;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.log.LedgerLog;

/**
 * One transaction for many requests: their keys and the answers kept under them are looked up at once, what is new is
 * decided in turn, and everything is written at once.
 */
@ApplicationScoped
class SharedTransaction {
    private final Pool pool;
    private final LedgerLog log;
    private final Answered answered;

    SharedTransaction(Pool pool, LedgerLog log, Answered answered) {
        this.pool = pool;
        this.log = log;
        this.answered = answered;
    }

    /** Does the work and answers each request, in order. Either all of it is committed or it fails and none is. */
    <T> Uni<List<Told>> run(List<Asked<T>> asked, Together<T> work) {
        return pool.withTransaction(connection -> within(Sql.of(connection), asked, work))
                .invoke(log::wake);
    }

    private <T> Uni<List<Told>> within(Sql sql, List<Asked<T>> asked, Together<T> work) {
        return answered.find(sql, asked).chain(known -> {
            var told = new Told[asked.size()];
            var open = new ArrayList<Integer>(asked.size());
            for (int i = 0; i < told.length; i++) {
                switch (known.get(i)) {
                    case Answered.Before.Nothing nothing -> open.add(i);
                    case Answered.Before.Given given -> told[i] = new Told(given.answer(), true);
                    case Answered.Before.Refused refused ->
                        told[i] = new Told(Answer.refused(refused.problem()), false);
                }
            }
            if (open.isEmpty()) {
                return Uni.createFrom().item(List.of(told));
            }
            return work.decide(sql, open.stream().map(i -> asked.get(i).item()).toList())
                    .chain(decided -> {
                        var outcomes = decided.outcomes();
                        for (int i = 0; i < outcomes.size(); i++) {
                            told[open.get(i)] = new Told(outcomes.get(i).answer(), false);
                        }
                        return write(sql, asked, open, decided).replaceWith(() -> List.of(told));
                    });
        });
    }

    private <T> Uni<Void> write(Sql sql, List<Asked<T>> asked, List<Integer> open, Together.Decided decided) {
        var events = new ArrayList<>(decided.before());
        var kept = new ArrayList<Answered.Kept>();
        for (int i = 0; i < open.size(); i++) {
            var outcome = decided.outcomes().get(i);
            var request = asked.get(open.get(i));
            events.addAll(outcome.events());
            if (outcome.kept() && request.call().key() != null) {
                kept.add(new Answered.Kept(request.call(), request.fingerprint(), outcome.answer()));
            }
        }
        // They are sent without waiting in between, and done in this order: nobody sees any before all are committed.
        return Uni.combine()
                .all()
                .unis(decided.write(sql), answered.keep(sql, kept), EventStore.append(sql, events))
                .collectFailures()
                .discardItems()
                .onFailure(CompositeException.class)
                .transform(failure -> failure.getCauses().getFirst());
    }
}
