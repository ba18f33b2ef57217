package org.reciprocity.matching.round;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.feed.FeedLag;
import org.reciprocity.matching.feed.FeedLag.Lag;
import org.reciprocity.matching.feed.FeedPositions;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.match.MatchService.NewMatch;
import org.reciprocity.matching.match.MatchTerms;
import org.reciprocity.matching.match.ProposalReading;
import org.reciprocity.matching.model.RoundModel;
import org.reciprocity.matching.model.RoundModel.Assignment;
import org.reciprocity.matching.model.RoundModel.Solution;
import org.reciprocity.matching.model.RoundModels;
import org.reciprocity.matching.pool.Openings;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.round.Candidates.Neighbourhood;
import org.reciprocity.matching.score.Preset;

/**
 * Runs rounds: one at a time in a community, in one transaction from reading what is open to writing what is proposed. A
 * round that is stopped half-way has proposed nothing.
 */
@ApplicationScoped
public class RoundService {
    private final RoundSettings settings;
    private final FeedLag feed;
    private final Openings openings;
    private final MatchService matches;
    private final Timer solving;

    RoundService(RoundSettings settings, FeedLag feed, Openings openings, MatchService matches, MeterRegistry metrics) {
        this.settings = settings;
        this.feed = feed;
        this.openings = openings;
        this.matches = matches;
        this.solving = Timer.builder("reciprocity.round.solving")
                .description("Time to score the pairs of a round and to solve it")
                .register(metrics);
    }

    /** What a form asks for; a model or preset that there is not is answered 422. */
    Wish wish(RoundForm form) {
        var model = form.model() == null
                ? RoundModels.ALL.getFirst()
                : RoundModels.of(form.model())
                        .orElseThrow(() -> Forms.invalid("model", "must be one of " + RoundModels.codes()));
        var preset = Preset.of(form.preset() == null ? Preset.CORE_ECONOMY.code() : form.preset())
                .orElseThrow(() -> Forms.invalid("preset", "must be one of " + Preset.codes()));
        return new Wish(form.id() == null ? EventIds.next() : form.id(), form.communityId(), model, preset);
    }

    /** {@code POST /rounds}. */
    Uni<Answer> run(Work work, Caller caller, Wish wish) {
        return Visibility.seesCommunity(work.sql(), caller.agency(), wish.community())
                .flatMap(seen -> seen
                        ? tryLock(work, wish.community())
                                .flatMap(locked -> locked
                                        ? isKnown(work, wish.id())
                                                .flatMap(known -> known
                                                        ? answer(
                                                                Answer.problem(
                                                                        ProblemType.ID_IN_USE,
                                                                        "A round of this id was run before; choose another id."))
                                                        : runLocked(work, caller, wish))
                                        : answer(Answer.problem(
                                                ProblemType.ROUND_RUNNING,
                                                "Ask again when it has ended; GET /proposals shows what it proposed.")))
                        : answer(Answer.notFound()));
    }

    private Uni<Answer> runLocked(Work work, Caller caller, Wish wish) {
        return onThisContext(feed.read()).flatMap(lag -> {
            if (lag.records().isEmpty() || lag.late().compareTo(settings.feedMayBeLate()) > 0) {
                return answer(late(lag));
            }
            return FeedPositions.hold(work.sql())
                    .flatMap(through -> work.time().flatMap(now -> openings.gives(work.sql(), wish.community(), now)
                            .flatMap(gives -> openings.needs(work.sql(), wish.community(), now)
                                    .flatMap(needs -> NeighbourhoodReading.read(work.sql(), wish.community())
                                            .flatMap(neighbourhood ->
                                                    onWorker(() -> decide(wish, gives, needs, neighbourhood, now)))
                                            .flatMap(decided -> write(
                                                    work,
                                                    caller,
                                                    wish,
                                                    new Known(gives, needs, through, lag.standingAsOf(), now),
                                                    decided))))));
        });
    }

    private Solution decide(Wish wish, List<Give> gives, List<Need> needs, Neighbourhood neighbourhood, Instant now) {
        return solving.record(() -> wish.model()
                .solve(Candidates.of(gives, needs, neighbourhood, wish.preset().weights(), now)));
    }

    private Uni<Answer> write(Work work, Caller caller, Wish wish, Known known, Solution solution) {
        var assignments = solution.assignments();
        var gives = known.gives().stream().collect(Collectors.toMap(Give::offer, Function.identity()));
        var needs = known.needs().stream().collect(Collectors.toMap(Need::request, Function.identity()));
        var proposed = assignments.stream()
                .map(assignment -> match(
                        wish.id(),
                        gives.get(assignment.candidate().supply().offer()),
                        needs.get(assignment.candidate().demand().request()),
                        assignment))
                .toList();
        var round = new RoundView(
                wish.id(),
                wish.community(),
                wish.model().code(),
                wish.preset().code(),
                wish.model().solver(),
                gives.size(),
                needs.size(),
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
                known.now(),
                1,
                List.of());
        work.record(List.of(RoundRecords.run(round, assignments.size())));
        return insert(work, round, caller.agency(), assignments.size())
                .flatMap(_ -> matches.propose(work, wish.community(), known.now(), proposed))
                .flatMap(_ -> work.session().flush())
                .flatMap(_ -> ProposalReading.ofRound(work.sql(), caller.agency(), wish.id()))
                .map(seen -> Answer.created("/rounds/" + round.id(), round.version(), round.with(seen)));
    }

    private static Uni<Integer> insert(Work work, RoundView round, UUID agency, int proposals) {
        return work.sql()
                .update(
                        """
                        insert into round (id, community, agency, model, preset, solver, offers, requests, proposals, minutes,
                                           score, gap, circles, through, standing_as_of, version, recorded_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                        """,
                        round.id(),
                        round.communityId(),
                        agency,
                        round.model(),
                        round.preset(),
                        round.solver(),
                        round.offers(),
                        round.requests(),
                        proposals,
                        round.minutes(),
                        round.score(),
                        round.gap(),
                        Json.write(round.circles()),
                        Json.write(round.through()),
                        Work.parameter(round.standingAsOf()),
                        round.version(),
                        Work.parameter(round.recordedAt()));
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

    private Answer late(Lag lag) {
        var members = new LinkedHashMap<String, Object>();
        lag.records().ifPresent(records -> {
            members.put("lag", records);
            members.put("lagSeconds", lag.late().toSeconds());
            members.put("standingAsOf", lag.standingAsOf());
        });
        return Answer.problem(
                ProblemType.FEED_LATE,
                lag.records().isPresent()
                        ? "What is known of the ledger is too old to propose by; it catches up by itself."
                        : "How far the ledger's feed is behind cannot be told now; try again soon.",
                members);
    }

    private static Uni<Boolean> tryLock(Work work, UUID community) {
        return work.sql()
                .select("select pg_try_advisory_xact_lock(hashtext('round'), hashtext($1))", community.toString())
                .map(rows -> (Boolean) rows.getFirst()[0]);
    }

    private static Uni<Boolean> isKnown(Work work, UUID id) {
        return work.sql().select("select from round where id = $1", id).map(rows -> !rows.isEmpty());
    }

    private static Uni<Answer> answer(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    /** Runs what takes long away from the event loop, and goes on where the session belongs. */
    private static <T> Uni<T> onWorker(Callable<T> work) {
        var context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(() -> context.executeBlocking(work, false).toCompletionStage());
    }

    /** Goes on where the session belongs, wherever the answer came from. */
    private static <T> Uni<T> onThisContext(Uni<T> elsewhere) {
        var context = Vertx.currentContext();
        return elsewhere.emitOn(run -> context.runOnContext(_ -> run.run()));
    }

    /** What is asked for. */
    record Wish(UUID id, UUID community, RoundModel model, Preset preset) {}

    /** What a round went by. */
    private record Known(
            List<Give> gives,
            List<Need> needs,
            SortedMap<String, SortedMap<String, Long>> through,
            Instant standingAsOf,
            Instant now) {}
}
