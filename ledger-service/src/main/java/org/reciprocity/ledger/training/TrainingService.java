package org.reciprocity.ledger.training;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/** Records completed courses, withdraws what was recorded by mistake, and shows them. */
@ApplicationScoped
class TrainingService {
    private static final String REFERENCE = "select id from training where recorded_by = $1 and external_ref = $2";

    private static final String INSERT = """
            insert into training (community_id, id, participant_id, course, completed_on, expires_on, recorded_by,
                                  external_ref, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
            """;

    private static final String WITHDRAW =
            "update training set withdrawn = true, version = $3 where community_id = $1 and id = $2";

    private static final String LOCK = """
            with locked as materialized (select id from training where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    /** What the agency $2 sees: all of its community if it leads, else those of the participants it sees. */
    private static final String SEEN = """
            select k.id, k.community_id, k.participant_id, k.course,
                   case when k.withdrawn then 'withdrawn'
                        when k.expires_on < (clock_timestamp() at time zone c.time_zone)::date then 'expired'
                        else 'current' end as state,
                   k.completed_on, k.expires_on, k.recorded_by, k.recorded_at, k.version, k.number, c.lead_agency_id
            from training k
            join community c on c.id = k.community_id
            where ($2 = c.lead_agency_id
                   or exists (select from participant_sight s
                              where s.community_id = k.community_id and s.participant_id = k.participant_id
                                and s.agency_id = $2))
            """;

    private static final String FIND = SEEN + " and k.id = $1";

    private static final String LIST = "select * from (" + SEEN + """
             and k.community_id = $1 and k.number < $3
             and ($5::uuid is null or k.participant_id = $5)
             and ($6::text is null or k.course = $6)) as seen
            where $7::text is null or state = $7
            order by number desc
            limit $4
            """;

    /** What a list is narrowed by; null for all. */
    record Filter(UUID community, UUID participant, String course, String state, Page page) {}

    /** A completed course in a list, and its number there. */
    record Listed(TrainingResource.TrainingView view, long number) {}

    /** A completed course that the caller sees, and whether its agency withdraws it. */
    private record Found(TrainingResource.TrainingView view, boolean mayWithdraw) {}

    Uni<Outcome> complete(Sql sql, Caller caller, TrainingResource.NewTraining request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var terms = new Training.Terms(
                request.participantId(), request.course(), request.completedOn(), request.expiresOn());
        return Access.participant(sql, caller, request.participantId()).chain(participant -> Access.begin(sql, id)
                .chain(beginning -> beginning.taken()
                        ? Uni.createFrom().item(refused(TrainingDecider.Refusal.ID_IN_USE, null))
                        : complete(
                                sql,
                                caller,
                                id,
                                participant.community(),
                                terms,
                                request.externalRef(),
                                beginning.at())));
    }

    private static Uni<Outcome> complete(
            Sql sql, Caller caller, UUID id, UUID community, Training.Terms terms, String reference, Instant at) {
        return Access.today(sql, community, at).chain(today -> sql.select(REFERENCE, caller.agency(), reference)
                .chain(rows -> {
                    var existing = rows.isEmpty() ? null : (UUID) rows.getFirst()[0];
                    var command = new TrainingCommand.Complete(terms, today, existing != null);
                    return switch (TrainingDecider.decide(new Training.None(), command)) {
                        case TrainingDecider.Decision.Rejected rejected ->
                            Uni.createFrom().item(refused(rejected.refusal(), existing));
                        case TrainingDecider.Decision.Accepted accepted ->
                            sql.update(
                                            INSERT,
                                            community,
                                            id,
                                            terms.participant(),
                                            terms.course(),
                                            terms.completedOn(),
                                            terms.expiresOn(),
                                            caller.agency(),
                                            reference,
                                            at.atOffset(ZoneOffset.UTC))
                                    .chain(() -> outcome(
                                            sql,
                                            caller,
                                            community,
                                            id,
                                            1,
                                            at,
                                            accepted.events().getFirst()));
                    };
                }));
    }

    Uni<Outcome> withdraw(Sql sql, Call call, UUID id, TrainingResource.Withdrawal request) {
        return found(sql, call.caller(), id)
                .chain(found -> sql.select(LOCK, found.view().communityId(), id).chain(rows -> EventStore.read(sql, id)
                        .invoke(stream -> Versions.require(call, stream.size()))
                        .chain(stream -> withdraw(
                                sql,
                                call.caller(),
                                found.view(),
                                stream,
                                Access.instant(rows.getFirst()[0]),
                                new TrainingCommand.Withdraw(found.mayWithdraw(), request.reason())))));
    }

    private static Uni<Outcome> withdraw(
            Sql sql,
            Caller caller,
            TrainingResource.TrainingView found,
            List<StoredEvent> stream,
            Instant at,
            TrainingCommand command) {
        Training training = new Training.None();
        for (var event : stream) {
            training = TrainingDecider.evolve(training, TrainingEventCodec.read(event.type(), event.body()));
        }
        long version = stream.size() + 1L;
        return switch (TrainingDecider.decide(training, command)) {
            case TrainingDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal(), null));
            case TrainingDecider.Decision.Accepted accepted ->
                sql.update(WITHDRAW, found.communityId(), found.id(), version)
                        .chain(() -> outcome(
                                sql,
                                caller,
                                found.communityId(),
                                found.id(),
                                version,
                                at,
                                accepted.events().getFirst()));
        };
    }

    private static Uni<Outcome> outcome(
            Sql sql, Caller caller, UUID community, UUID id, long version, Instant at, TrainingEvent event) {
        return found(sql, caller, id)
                .map(found -> new Outcome(
                        Answer.created("/training/" + id, version, found.view()),
                        List.of(TrainingEventCodec.write(community, id, version, at, event))));
    }

    private static Outcome refused(TrainingDecider.Refusal refusal, UUID existing) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has recorded training under this reference.")
                                .with("existing", "/training/" + existing);
                    case IN_THE_FUTURE ->
                        Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has been completed.")
                                .with("field", "completedOn");
                    case EXPIRES_BEFORE_IT_BEGINS ->
                        Problem.field("expiresOn", "the day it was completed or a later one");
                    case NOT_RECORDED -> Problem.notFound("training");
                    case NOT_YOURS ->
                        Problem.of(ProblemType.NOT_YOURS, "The agency that recorded it or the lead withdraws it.");
                    case ALREADY_WITHDRAWN ->
                        Problem.of(ProblemType.ALREADY_WITHDRAWN, "It does not count any more as it is.");
                });
    }

    Uni<TrainingResource.TrainingView> find(Sql sql, Caller caller, UUID id) {
        return found(sql, caller, id).map(Found::view);
    }

    private static Uni<Found> found(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> {
                    var view = view(row);
                    var agency = caller.agencyOrNone();
                    return new Found(view, agency.equals(view.agencyId()) || agency.equals(row[11]));
                })
                .orElseThrow(() -> Problem.notFound("training").exception()));
    }

    Uni<List<Listed>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.participant(),
                        filter.course(),
                        filter.state()))
                .map(rows -> rows.stream()
                        .map(row -> new Listed(view(row), (Long) row[10]))
                        .toList());
    }

    private static TrainingResource.TrainingView view(Object[] row) {
        return new TrainingResource.TrainingView(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (String) row[3],
                (String) row[4],
                (LocalDate) row[5],
                (LocalDate) row[6],
                (UUID) row[7],
                Access.instant(row[8]),
                (Long) row[9]);
    }
}
