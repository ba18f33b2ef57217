package org.reciprocity.matching.round;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.command.Transactions;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.feed.FeedLag;
import org.reciprocity.matching.feed.FeedPositions;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.match.MatchService.NewMatch;
import org.reciprocity.matching.match.MatchTerms;
import org.reciprocity.matching.model.RoundModel.Assignment;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Solution;
import org.reciprocity.matching.pool.Openings;
import org.reciprocity.matching.round.Candidates.Neighbourhood;
import org.reciprocity.matching.round.RoundJobs.Taken;
import org.reciprocity.matching.round.RoundRecords.Decided;

/**
 * Carries a round out: in one transaction from reading what is open to writing what is proposed and that it is done. A round
 * that is killed, cancelled or taken over half-way has proposed nothing. How far it has come is noted beside that transaction.
 */
@ApplicationScoped
public class RoundRun {
    private static final Duration NOTING = Duration.ofSeconds(2);

    private final RoundService rounds;
    private final FeedLag feed;
    private final Openings openings;
    private final MatchService matches;
    private final Transactions transactions;
    private final Reading reading;
    private final RoundSettings settings;
    private final Timer solving;

    RoundRun(
            RoundService rounds,
            FeedLag feed,
            Openings openings,
            MatchService matches,
            Transactions transactions,
            Reading reading,
            RoundSettings settings,
            MeterRegistry metrics) {
        this.rounds = rounds;
        this.feed = feed;
        this.openings = openings;
        this.matches = matches;
        this.transactions = transactions;
        this.reading = reading;
        this.settings = settings;
        this.solving = Timer.builder("reciprocity.round.solving")
                .description("Time to score the pairs of a round and to solve it")
                .register(metrics);
    }

    /** How a run ended. */
    enum End {
        /** What it decided is written. */
        DONE,
        /** Another round of the community still runs, or somebody holds an offer or request; it is to be tried again. */
        HELD_UP,
        /** The ledger's feed is late. */
        FEED_LATE
    }

    /** It was cancelled or taken over by another replica: nothing of it may be written. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostException(UUID round) {
            super("Round " + round + " was cancelled or taken over");
        }
    }

    /** Runs it; fails with a {@link LostException} where nothing may be written any more. */
    Uni<End> run(Taken job, UUID worker) {
        return transactions
                .run(work -> inTransaction(work, job, worker))
                .onFailure(Transactions::isHeldUp)
                .recoverWithItem(End.HELD_UP);
    }

    private Uni<End> inTransaction(Work work, Taken job, UUID worker) {
        var wish = job.wish();
        return prepare(work, wish.community())
                .flatMap(alone -> alone
                        ? Contexts.onThisContext(feed.read())
                                .flatMap(lag -> rounds.isLate(lag)
                                        ? Uni.createFrom().item(End.FEED_LATE)
                                        : decide(work, job, worker, lag.standingAsOf()))
                        : Uni.createFrom().item(End.HELD_UP));
    }

    /** The server ends transactions that are idle for a minute; this one is while it solves. */
    private static Uni<Boolean> prepare(Work work, UUID community) {
        return work.sql()
                .select("select set_config('idle_in_transaction_session_timeout', '900000', true)")
                .flatMap(_ -> work.sql()
                        .select(
                                "select pg_try_advisory_xact_lock(hashtext('round'), hashtext($1))",
                                community.toString()))
                .map(rows -> (Boolean) rows.getFirst()[0]);
    }

    private Uni<End> decide(Work work, Taken job, UUID worker, Instant standingAsOf) {
        var wish = job.wish();
        return FeedPositions.hold(work.sql())
                .flatMap(through -> work.time().flatMap(now -> openings.gives(work.sql(), wish.community(), now)
                        .flatMap(gives -> openings.needs(work.sql(), wish.community(), now)
                                .flatMap(needs -> NeighbourhoodReading.read(work.sql(), wish.community())
                                        .flatMap(neighbourhood -> solve(job, worker, gives, needs, neighbourhood, now)
                                                .flatMap(solution -> write(
                                                        work,
                                                        job,
                                                        worker,
                                                        new Known(gives, needs, through, standingAsOf, now),
                                                        solution)))))));
    }

    private Uni<Solution> solve(
            Taken job, UUID worker, List<Give> gives, List<Need> needs, Neighbourhood neighbourhood, Instant now) {
        var wish = job.wish();
        return Contexts.onWorker(() -> Candidates.of(
                        gives, needs, neighbourhood, wish.preset().weights(), settings.candidatesPerRequest(), now))
                .call(field -> advance(job, worker, "solving", field))
                .flatMap(field -> Contexts.onWorker(
                        () -> solving.record(() -> wish.model().solve(field))))
                .call(_ -> advance(job, worker, "writing", null));
    }

    /**
     * Notes it on a connection of its own, so that it is seen at once; stops where the round is lost. Who waits for what this
     * round holds may have all other connections: then it goes on without.
     */
    private Uni<Void> advance(Taken job, UUID worker, String stage, Field field) {
        return Contexts.onThisContext(RoundJobs.advance(
                                reading.sql(),
                                job.wish().id(),
                                worker,
                                stage,
                                field == null ? null : field.supplies().size(),
                                field == null ? null : field.demands().size(),
                                field == null ? null : field.candidates().size())
                        .ifNoItem()
                        .after(NOTING)
                        .recoverWithItem(true))
                .invoke(held -> {
                    if (!held) {
                        throw new LostException(job.wish().id());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<End> write(Work work, Taken job, UUID worker, Known known, Solution solution) {
        var wish = job.wish();
        var gives = known.gives().stream().collect(Collectors.toMap(Give::offer, Function.identity()));
        var needs = known.needs().stream().collect(Collectors.toMap(Need::request, Function.identity()));
        var proposed = solution.assignments().stream()
                .map(assignment -> match(
                        wish.id(),
                        gives.get(assignment.candidate().supply().offer()),
                        needs.get(assignment.candidate().demand().request()),
                        assignment))
                .toList();
        var decided = new Decided(
                wish,
                gives.size(),
                needs.size(),
                proposed.size(),
                solution.minutes(),
                solution.score(),
                solution.gap(),
                solution.circles().stream()
                        .map(circle -> circle.stream()
                                .map(assignment -> matchId(
                                        wish.id(),
                                        assignment.candidate().supply().offer(),
                                        assignment.candidate().demand().request()))
                                .toList())
                        .toList(),
                known.through(),
                known.standingAsOf(),
                known.now());
        work.record(List.of(RoundRecords.run(decided)));
        return insert(work.sql(), decided, job.agency())
                .flatMap(_ -> matches.propose(work, wish.community(), known.now(), proposed))
                .flatMap(_ -> work.session().flush())
                .flatMap(_ -> RoundJobs.done(work.sql(), wish.id(), worker))
                .map(held -> {
                    if (!held) {
                        throw new LostException(wish.id());
                    }
                    return End.DONE;
                });
    }

    private static Uni<Integer> insert(Sql sql, Decided round, UUID agency) {
        return sql.update(
                """
                insert into round (id, community, agency, model, preset, solver, offers, requests, proposals, minutes,
                                   score, gap, circles, through, standing_as_of, version, recorded_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                """,
                round.wish().id(),
                round.wish().community(),
                agency,
                round.wish().model().code(),
                round.wish().preset().code(),
                round.wish().model().solver(),
                round.offers(),
                round.requests(),
                round.proposals(),
                round.minutes(),
                round.score(),
                round.gap(),
                Json.write(round.circles()),
                Json.write(round.through()),
                Work.parameter(round.standingAsOf()),
                RoundRecords.VERSION,
                Work.parameter(round.at()));
    }

    private static NewMatch match(UUID round, Give give, Need need, Assignment assignment) {
        return new NewMatch(
                matchId(round, give.offer(), need.request()),
                new MatchTerms(
                        round,
                        give.offer(),
                        give.version(),
                        need.request(),
                        need.version(),
                        give.giver(),
                        need.receiver(),
                        need.skill(),
                        assignment.minutes(),
                        assignment.candidate().score()));
    }

    /** The same round over the same offers and requests proposes matches of the same ids: a UUIDv8 over the three. */
    private static UUID matchId(UUID round, UUID offer, UUID request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("match".getBytes(StandardCharsets.US_ASCII));
            for (var id : List.of(round, offer, request)) {
                digest.update(ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
            }
            var hash = ByteBuffer.wrap(digest.digest());
            return new UUID(
                    (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L,
                    (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a round went by. */
    private record Known(
            List<Give> gives,
            List<Need> needs,
            SortedMap<String, SortedMap<String, Long>> through,
            Instant standingAsOf,
            Instant now) {}
}
