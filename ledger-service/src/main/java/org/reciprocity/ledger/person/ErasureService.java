package org.reciprocity.ledger.person;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.band.Banding;
import org.reciprocity.ledger.closure.Closures;
import org.reciprocity.ledger.log.Author;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/**
 * Erases persons. One transaction of the ledger's database settles and closes the account, deletes what leads to the person,
 * and appends the event; the key is destroyed after it has committed.
 */
@ApplicationScoped
class ErasureService {
    /** The reason told of the account's closure. */
    private static final String CLOSURE_REASON = "erased";

    private static final String LOCK = """
            with locked as materialized (
                select erased_at from participant where community_id = $1 and id = $2 for update)
            select erased_at is not null, clock_timestamp() from locked
            """;

    private static final String RAISE = "update participant set version = $3 where community_id = $1 and id = $2";

    private static final String FIND = """
            select community_id, agency_id, reason, erased_at, key_destroyed_at from erasure where participant_id = $1
            """;

    Uni<Outcome> erase(Sql sql, Call call, UUID participant, String reason) {
        var caller = call.caller();
        return Access.participantEvenErased(sql, caller, participant)
                .call(thing -> Access.another(sql, caller, thing.id()))
                .chain(thing -> sql.select(LOCK, thing.community(), participant).chain(rows -> {
                    var row = rows.getFirst();
                    var person = (Boolean) row[0] ? new Person.Erased() : new Person.Known();
                    var command = new PersonCommand.Erase(mayErase(caller, thing));
                    return switch (PersonDecider.decide(person, command)) {
                        case PersonDecider.Decision.Rejected rejected -> refused(sql, participant, rejected.refusal());
                        case PersonDecider.Decision.Accepted accepted ->
                            erase(sql, call, thing, reason, Access.instant(row[1]), accepted.events());
                    };
                }));
    }

    private static boolean mayErase(Caller caller, Access.Thing thing) {
        return thing.agency().equals(caller.agency()) || thing.lead().equals(caller.agency());
    }

    private static Uni<Outcome> refused(Sql sql, UUID participant, PersonDecider.Refusal refusal) {
        return switch (refusal) {
            case PersonDecider.Refusal.NotYours notYours ->
                Uni.createFrom()
                        .item(Outcome.refused(Problem.of(
                                ProblemType.NOT_YOURS,
                                "The agency that registered the participant, or the lead, does this.")));
            case PersonDecider.Refusal.AlreadyErased already ->
                view(sql, participant).map(view -> new Outcome(Answer.created(path(participant), 1, view), List.of()));
        };
    }

    private static Uni<Outcome> erase(
            Sql sql, Call call, Access.Thing thing, String reason, Instant at, List<PersonEvent> happened) {
        var caller = call.caller();
        var account = AccountIds.of(thing.community(), AccountKind.PARTICIPANT, thing.id());
        return EventStore.read(sql, thing.id()).map(List::size).chain(version -> {
            Versions.require(call, version);
            return Accounts.seen(sql, caller, account)
                    .chain(seen -> Closures.close(
                            sql,
                            new Closures.Closing(seen, Author.of(caller), CLOSURE_REASON, true, OptionalLong.empty())))
                    .chain(result -> switch (result) {
                        case Closures.Result.Closed closed ->
                            erase(sql, call, thing, reason, at, happened, closed.events(), version);
                        case Closures.Result.Refused refused ->
                            refused.problem().type() == ProblemType.ALREADY_CLOSED
                                    ? erase(sql, call, thing, reason, at, happened, List.of(), version)
                                    : Uni.createFrom().item(Outcome.refused(refused.problem()));
                    });
        });
    }

    private static Uni<Outcome> erase(
            Sql sql,
            Call call,
            Access.Thing thing,
            String reason,
            Instant at,
            List<PersonEvent> happened,
            List<NewEvent> closing,
            long before) {
        return Banding.clear(sql, thing.community(), thing.id(), at)
                .chain(cleared -> erase(sql, call, thing, reason, at, happened, closing, cleared, before));
    }

    private static Uni<Outcome> erase(
            Sql sql,
            Call call,
            Access.Thing thing,
            String reason,
            Instant at,
            List<PersonEvent> happened,
            List<NewEvent> closing,
            List<NewEvent> cleared,
            long before) {
        var events = new ArrayList<>(closing);
        events.addAll(cleared);
        long version = before;
        for (var event : happened) {
            version++;
            events.add(PersonEventCodec.write(thing.community(), thing.id(), version, at, event));
        }
        return sql.update(RAISE, thing.community(), thing.id(), version)
                .chain(() -> Forgetting.forget(
                        sql, thing.community(), thing.id(), call.caller().agency(), reason, at))
                .chain(() -> view(sql, thing.id()))
                .map(view -> new Outcome(Answer.created(path(thing.id()), 1, view), events));
    }

    /** The erasure, for those who could have erased. */
    Uni<ErasureResource.ErasureView> find(Sql sql, Caller caller, UUID participant) {
        return Access.participantEvenErased(sql, caller, participant).chain(thing -> {
            if (!mayErase(caller, thing)) {
                throw Problem.of(
                                ProblemType.NOT_YOURS,
                                "The agency that registered the participant, or the lead, sees this.")
                        .exception();
            }
            return view(sql, participant);
        });
    }

    private static Uni<ErasureResource.ErasureView> view(Sql sql, UUID participant) {
        return sql.select(FIND, participant).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new ErasureResource.ErasureView(
                        participant,
                        (UUID) row[0],
                        (UUID) row[1],
                        (String) row[2],
                        Access.instant(row[3]),
                        row[4] == null ? null : Access.instant(row[4])))
                .orElseThrow(() -> Problem.notFound("erasure").exception()));
    }

    private static String path(UUID participant) {
        return "/participants/" + participant + "/erasure";
    }
}
