package org.reciprocity.ledger.account;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.Sweep;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.log.LedgerLog;

/**
 * Gives participants' accounts the limits of a policy that was changed, but for those with limits of their own and closed ones.
 * Some at a time, each with its event, so that nobody who exchanges waits for all of them; an account that somebody has locked
 * is passed over and found the next time. Every replica looks for what is due, one of them a community at a time.
 */
@ApplicationScoped
public class PolicyLimits {
    private static final Logger LOG = Logger.getLogger(PolicyLimits.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PIECE = 200;

    /** Who changes the policy, or opens an account by it, waits for the piece. */
    private static final String DUE = """
            select id, participant_floor, participant_ceiling from community
            where limits_due order by id limit 1
            for no key update skip locked
            """;

    private static final String BEHIND = """
            from account
            where community_id = $1 and kind = 'participant' and not own_limits and status <> 'closed'
              and (floor is distinct from $2 or ceiling is distinct from $3)
            """;

    private static final String LOCK =
            "with behind as materialized (select id, owner_id, floor, ceiling, status, version " + BEHIND + """
             order by id limit $4 for update skip locked)
            select id, owner_id, floor, ceiling, status, version, clock_timestamp() from behind
            """;

    private static final String ANY = "select exists (select " + BEHIND + ")";

    private static final String SET = """
            update account set floor = $2, ceiling = $3, version = version + 1
            where community_id = $1 and id = any($4)
            """;

    private static final String DONE = "update community set limits_due = false where id = $1";

    private final Mutiny.SessionFactory sessions;
    private final LedgerLog log;
    private final PolicySettings settings;
    private final Sweep sweep;

    PolicyLimits(Mutiny.SessionFactory sessions, LedgerLog log, PolicySettings settings) {
        this.sessions = sessions;
        this.log = log;
        this.settings = settings;
        this.sweep = new Sweep(
                "policy",
                settings.sweep(),
                () -> piece().await().atMost(PATIENCE),
                e -> LOG.warnf(
                        "policy state=retrying cause=\"%s\"", e.getClass().getSimpleName()));
    }

    void start(@Observes StartupEvent started) {
        sweep.start(settings.sweep());
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        sweep.close(PATIENCE);
    }

    /** Says that a policy was changed. */
    public void wake() {
        sweep.wake();
    }

    /** Moves the limits of some accounts, and says whether there may be more to do. */
    Uni<Boolean> piece() {
        return OwnSession.inTransaction(sessions, session -> {
                    var sql = Sql.of(session);
                    return sql.select(DUE)
                            .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(false) : piece(sql, rows.getFirst()));
                })
                .invoke(moved -> {
                    if (moved) {
                        log.wake();
                    }
                });
    }

    private static Uni<Boolean> piece(Sql sql, Object[] due) {
        var community = (UUID) due[0];
        long floor = ((Number) due[1]).longValue();
        long ceiling = ((Number) due[2]).longValue();
        return sql.select(LOCK, community, floor, ceiling, PIECE).chain(rows -> {
            if (!rows.isEmpty()) {
                return follow(sql, community, floor, ceiling, rows).replaceWith(true);
            }
            return sql.select(ANY, community, floor, ceiling)
                    .chain(any -> (Boolean) any.getFirst()[0]
                            ? Uni.createFrom().item(false)
                            : sql.update(DONE, community).replaceWith(true));
        });
    }

    private static Uni<Void> follow(Sql sql, UUID community, long floor, long ceiling, List<Object[]> rows) {
        var command = new AccountCommand.FollowPolicy(floor, ceiling);
        var events = new ArrayList<NewEvent>();
        for (var row : rows) {
            switch (AccountDecider.decide(account(row), command)) {
                case AccountDecider.Decision.Rejected rejected ->
                    throw new IllegalStateException("An account cannot follow the policy: " + rejected.refusal());
                case AccountDecider.Decision.Accepted accepted ->
                    events.add(AccountEventCodec.write(
                            community,
                            (UUID) row[0],
                            (Long) row[5] + 1,
                            Access.instant(row[6]),
                            accepted.events().getFirst()));
            }
        }
        var ids = rows.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new);
        return sql.update(SET, community, floor, ceiling, ids)
                .chain(() -> EventStore.append(sql, events))
                .replaceWithVoid();
    }

    private static Account account(Object[] row) {
        var open = new Account.Open(AccountKind.PARTICIPANT, (UUID) row[1], (Long) row[2], (Long) row[3]);
        return AccountStatus.of((String) row[4]) == AccountStatus.SUSPENDED ? new Account.Suspended(open) : open;
    }
}
