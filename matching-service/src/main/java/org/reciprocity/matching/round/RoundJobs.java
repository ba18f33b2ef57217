package org.reciprocity.matching.round;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.model.RoundModels;
import org.reciprocity.matching.policy.Policies;
import org.reciprocity.matching.score.WeightSet;

/** The rows of rounds as jobs. What is conditional here holds whichever replica does it. */
final class RoundJobs {
    /** A job that a replica has taken so often without ending it is given up. */
    static final int MOST_ATTEMPTS = 3;

    private static final String ASK = """
        insert into round_job (id, community, agency, model, preset, weights, state, stage, scheduled, asked_at, version)
        values ($1, $2, $3, $4, $5, $6, 'waiting', 'waiting', $7, clock_timestamp(), 1)
        on conflict do nothing
        """;

    private static final String TAKE = """
        update round_job j set state = 'running', stage = 'reading', worker = $1, attempts = attempts + 1,
               leased_to = clock_timestamp() + $2 * interval '1 millisecond',
               started_at = coalesce(started_at, clock_timestamp()), version = version + 1
        where j.id = (select d.id from round_job d
                      where (d.state = 'waiting' and (d.not_before is null or d.not_before <= clock_timestamp()))
                            or (d.state = 'running' and d.leased_to < clock_timestamp())
                      order by d.asked_at, d.id limit 1 for update skip locked)
        returning id, community, agency, model, preset, attempts, scheduled, weights
        """;

    private static final String ADVANCE = """
        update round_job set stage = $3, offers = coalesce($4, offers), requests = coalesce($5, requests),
               candidates = coalesce($6, candidates)
        where id = $1 and worker = $2 and state = 'running'
        """;

    private static final String DONE = """
        update round_job set state = 'done', stage = 'ended', ended_at = clock_timestamp(), leased_to = null,
               version = version + 1
        where id = $1 and worker = $2 and state = 'running'
        """;

    private static final String FAILED = """
        update round_job set state = 'failed', stage = 'ended', ended_at = clock_timestamp(), leased_to = null,
               failure = $3, version = version + 1
        where id = $1 and worker = $2 and state = 'running'
        """;

    private static final String GIVE_BACK = """
        update round_job set state = 'waiting', stage = 'waiting', leased_to = null, worker = null,
               attempts = attempts - 1, not_before = clock_timestamp() + $3 * interval '1 millisecond'
        where id = $1 and worker = $2 and state = 'running'
        """;

    private static final String KEEP = """
        update round_job set leased_to = clock_timestamp() + $3 * interval '1 millisecond'
        where id = $1 and worker = $2 and state = 'running'
        """;

    private static final String CANCEL = """
        update round_job set state = 'cancelled', stage = 'ended', ended_at = clock_timestamp(), leased_to = null,
               version = version + 1
        where id = $1 and state in ('waiting', 'running')
        """;

    private RoundJobs() {}

    /**
     * A job that was taken.
     *
     * @param wish what is asked for
     * @param agency who asks
     * @param attempts how often it was taken, this time among them
     * @param scheduled whether a schedule asks
     */
    record Taken(RoundService.Wish wish, UUID agency, int attempts, boolean scheduled) {}

    /** Asks for a round, unless one of the community is waiting or running. */
    static Uni<Boolean> ask(Sql sql, RoundService.Wish wish, UUID agency, boolean scheduled) {
        return sql.update(
                        ASK,
                        wish.id(),
                        wish.community(),
                        agency,
                        wish.model().code(),
                        wish.preset().code(),
                        Policies.weights(wish.preset().weights()),
                        scheduled)
                .map(rows -> rows == 1);
    }

    /** Takes the next that is due: one that waits, or one whose replica has not been heard of. */
    static Uni<Optional<Taken>> take(Sql sql, UUID worker, Duration lease) {
        return sql.select(TAKE, worker, lease.toMillis()).map(rows -> rows.stream()
                .map(row -> new Taken(
                        new RoundService.Wish(
                                (UUID) row[0],
                                (UUID) row[1],
                                RoundModels.of((String) row[3]).orElseThrow(),
                                new WeightSet((String) row[4], Policies.weights((String) row[7]))),
                        (UUID) row[2],
                        (Integer) row[5],
                        (Boolean) row[6]))
                .findFirst());
    }

    /** Notes how far it has come; what is null stays as it was. */
    static Uni<Boolean> advance(
            Sql sql, UUID round, UUID worker, String stage, Integer offers, Integer requests, Integer candidates) {
        return sql.update(ADVANCE, round, worker, stage, offers, requests, candidates)
                .map(rows -> rows == 1);
    }

    /** In the round's own transaction: false when it has been cancelled or given to another meanwhile. */
    static Uni<Boolean> done(Sql sql, UUID round, UUID worker) {
        return sql.update(DONE, round, worker).map(rows -> rows == 1);
    }

    /** Ends it without anything proposed, for a reason's code. */
    static Uni<Boolean> failed(Sql sql, UUID round, UUID worker, String failure) {
        return sql.update(FAILED, round, worker, failure).map(rows -> rows == 1);
    }

    /** Lets it wait again, as if it had not been taken, and be taken by nobody for a while: others come first. */
    static Uni<Boolean> giveBack(Sql sql, UUID round, UUID worker, Duration again) {
        return sql.update(GIVE_BACK, round, worker, again.toMillis()).map(rows -> rows == 1);
    }

    /** Says that the replica that has taken it is alive and still at it. */
    static Uni<Integer> keep(Sql sql, UUID round, UUID worker, Duration lease) {
        return sql.update(KEEP, round, worker, lease.toMillis());
    }

    /** False when it has ended; waits for a transaction that is just ending it. */
    static Uni<Boolean> cancel(Sql sql, UUID round) {
        return sql.update(CANCEL, round).map(rows -> rows == 1);
    }

    /** Whether there is one of that id, in whatever community. */
    static Uni<Boolean> isKnown(Sql sql, UUID round) {
        return sql.select("select from round_job where id = $1", round).map(rows -> !rows.isEmpty());
    }

    /** The community of a round that the agency may see, in a list of its own. */
    static Uni<List<UUID>> community(Sql sql, UUID agency, UUID round) {
        return sql.select("""
            select j.community from round_job j
            where j.id = $2
                  and exists (select from admission a where a.community = j.community and a.agency = $1)
            """, agency, round)
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).toList());
    }
}
