package org.reciprocity.ledger.proof;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.reciprocity.ledger.request.LongReads;

/**
 * The book's check of itself: accounts, communities, events, hash chains. Of all replicas one runs it at a time, by a lease in the
 * database; whoever dies in it is succeeded when the lease has run out, and what it had looked at is not looked at again.
 */
@ApplicationScoped
class SelfCheck {
    private static final Logger LOG = Logger.getLogger(SelfCheck.class);
    private static final int LEASE_SECONDS = 120;

    /** Takes the lease, if it is time or somebody asked, and nobody has it. */
    private static final String TAKE = """
            update self_check
               set runner = $1, lease_until = clock_timestamp() + make_interval(secs => $2), began_at = clock_timestamp()
             where (lease_until is null or lease_until < clock_timestamp())
               and (ended_at is null or ended_at < clock_timestamp() - make_interval(secs => $3) or asked_at > began_at)
            returning looked_through, again_through, again_account, again_entries, again_minutes,
                      compared_through, compared_lap, recompared_through, recompared_lap
            """;

    private static final String HOLD = """
            update self_check set lease_until = clock_timestamp() + make_interval(secs => $2) where runner = $1
            """;

    private static final String KEEP = """
            update self_check
               set lease_until = clock_timestamp() + make_interval(secs => $2), looked_through = $3, again_through = $4
             where runner = $1
            """;

    /** The same for what events told of postings: the marks are kept with the place they belong to, or neither is. */
    private static final String KEEP_TOLD = """
            with kept as (
                update self_check
                   set lease_until = clock_timestamp() + make_interval(secs => $2), compared_through = $3, compared_lap = $4,
                       recompared_through = $5, recompared_lap = $6
                 where runner = $1
                returning 1),
            told as (
                insert into event_mark (walk, account_id, entries, lap)
                select $7, w.id, w.entries, $8 from kept cross join unnest($9::uuid[], $10::bigint[]) as w (id, entries)
                on conflict (account_id, walk) do update set entries = excluded.entries, lap = excluded.lap)
            select 1 from kept
            """;

    private static final String END = """
            update self_check
               set runner = null, lease_until = null, ended_at = clock_timestamp(), again_account = $2,
                   again_entries = $3, again_minutes = $4, accounts = $5, links = $6
             where runner = $1
            """;

    private static final String LEAVE = "update self_check set runner = null, lease_until = null where runner = $1";

    private static final String STANDING = """
            select began_at, ended_at, coalesce(lease_until > clock_timestamp(), false), accounts, links, looked_through,
                   extract(epoch from clock_timestamp() - ended_at)::double precision
              from self_check
            """;

    private final LongReads reads;
    private final SelfCheckSettings settings;

    SelfCheck(LongReads reads, SelfCheckSettings settings) {
        this.reads = reads;
        this.settings = settings;
    }

    /**
     * How the book stands, by the last check.
     *
     * @param beganAt when a check last began, if ever
     * @param endedAt when one last ended
     * @param running whether one runs now
     * @param accounts how many accounts the last one looked at
     * @param links how many links
     * @param through up to which sequence of the log all links have been looked at
     * @param age how long ago the last one ended
     * @param findings what is wrong
     */
    record Standing(
            Optional<Instant> beganAt,
            Optional<Instant> endedAt,
            boolean running,
            long accounts,
            long links,
            long through,
            Optional<Duration> age,
            List<Finding> findings) {}

    /** Another replica has the lease. */
    private static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Runs a check, if it is time and nobody else does; it blocks its thread. */
    void runWhenDue() {
        var me = UUID.randomUUID();
        var due = reads.read(sql ->
                sql.select(TAKE, me, (double) LEASE_SECONDS, settings.every().toMillis() / 1e3));
        if (due.isEmpty()) {
            return;
        }
        try {
            run(me, due.getFirst());
        } catch (LeaseLostException e) {
            LOG.infof("book=unchecked cause=lease-lost");
        } catch (RuntimeException e) {
            reads.read(sql -> sql.update(LEAVE, me));
            throw e;
        }
    }

    private void run(UUID me, Object[] row) {
        var findings = new Findings(reads);
        var known = findings.all();
        var accounts = new AccountCheck(
                reads, findings, known, () -> held(reads.read(sql -> sql.update(HOLD, me, (double) LEASE_SECONDS))));
        var last = accounts.run(new AccountCheck.Place((UUID) row[2], (Long) row[3], (Long) row[4]), settings.again());
        var links = new LinkCheck(
                reads,
                findings,
                known,
                places -> held(reads.read(
                        sql -> sql.update(KEEP, me, (double) LEASE_SECONDS, places.looked(), places.again()))));
        links.run(new LinkCheck.Places((Long) row[0], (Long) row[1]), settings.again());
        var events = new EventCheck(
                reads, findings, known, (places, walk, lap, entries) -> held(told(me, places, walk, lap, entries)));
        events.run(
                new EventCheck.Places(
                        new EventCheck.Walk((Long) row[5], (Long) row[6]),
                        new EventCheck.Walk((Long) row[7], (Long) row[8])),
                settings.again());
        held(reads.read(sql -> sql.update(
                END, me, last.account(), last.entries(), last.minutes(), accounts.accounts(), links.links())));
    }

    /** Keeps how far the walks have come, and says of how many rows: none where the lease is another's. */
    int told(UUID me, EventCheck.Places places, String walk, long lap, Map<UUID, Long> entries) {
        var accounts = List.copyOf(entries.keySet());
        return reads.read(sql -> sql.select(
                        KEEP_TOLD,
                        me,
                        (double) LEASE_SECONDS,
                        places.first().through(),
                        places.first().lap(),
                        places.again().through(),
                        places.again().lap(),
                        walk,
                        lap,
                        accounts.toArray(UUID[]::new),
                        accounts.stream().map(entries::get).toArray(Long[]::new)))
                .size();
    }

    private static void held(int rows) {
        if (rows == 0) {
            throw new LeaseLostException();
        }
    }

    /** How the book stands. */
    Standing standing() {
        var row = reads.read(sql -> sql.select(STANDING)).getFirst();
        return new Standing(
                instant(row[0]),
                instant(row[1]),
                (Boolean) row[2],
                (Long) row[3],
                (Long) row[4],
                (Long) row[5],
                Optional.ofNullable((Double) row[6]).map(seconds -> Duration.ofMillis((long) (seconds * 1e3))),
                new Findings(reads).all());
    }

    private static Optional<Instant> instant(Object column) {
        return Optional.ofNullable((OffsetDateTime) column).map(OffsetDateTime::toInstant);
    }
}
