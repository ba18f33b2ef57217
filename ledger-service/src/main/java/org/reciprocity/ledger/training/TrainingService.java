package org.reciprocity.ledger.training;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.standing.Standing;

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

    private static final Standing<TrainingResource.TrainingView> STANDING = new Standing<>(
            new Standing.Kind("training", "/training", """
                    k.id, k.community_id, k.participant_id, k.course, :state, k.completed_on, k.expires_on, k.recorded_by,
                    k.recorded_at, k.version, :reference""", "k.withdrawn", "course", "completed_on"),
            TrainingService::view);

    Uni<Outcome> complete(Sql sql, Caller caller, TrainingResource.NewTraining request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var terms = new Training.Terms(
                request.participantId(), request.course(), request.completedOn(), request.expiresOn());
        return Standing.begin(
                sql,
                caller,
                request.participantId(),
                id,
                () -> refused(TrainingDecider.Refusal.ID_IN_USE, null),
                (community, at) -> complete(sql, caller, id, community, terms, request.externalRef(), at));
    }

    private static Uni<Outcome> complete(
            Sql sql, Caller caller, UUID id, UUID community, Training.Terms terms, String reference, Instant at) {
        return Access.today(sql, community, at).chain(today -> sql.select(REFERENCE, caller.agency(), reference)
                .call(() -> SpentReferences.refuse(sql, SpentReferences.Of.TRAINING, caller.agency(), reference))
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
        return STANDING.found(sql, call.caller(), id)
                .chain(found -> STANDING.locked(sql, call, found.view().communityId(), id)
                        .chain(locked -> withdraw(
                                sql,
                                call.caller(),
                                found.view(),
                                locked,
                                new TrainingCommand.Withdraw(mayWithdraw(call.caller(), found), request.reason()))));
    }

    private static boolean mayWithdraw(Caller caller, Standing.Found<TrainingResource.TrainingView> found) {
        return List.of(found.view().agencyId(), found.lead()).contains(caller.agencyOrNone());
    }

    private static Uni<Outcome> withdraw(
            Sql sql,
            Caller caller,
            TrainingResource.TrainingView found,
            Standing.Locked locked,
            TrainingCommand command) {
        var training = locked.<Training>fold(
                new Training.None(),
                (state, event) -> TrainingDecider.evolve(state, TrainingEventCodec.read(event.type(), event.body())));
        return switch (TrainingDecider.decide(training, command)) {
            case TrainingDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal(), null));
            case TrainingDecider.Decision.Accepted accepted ->
                sql.update(WITHDRAW, found.communityId(), found.id(), locked.next())
                        .chain(() -> outcome(
                                sql,
                                caller,
                                found.communityId(),
                                found.id(),
                                locked.next(),
                                locked.at(),
                                accepted.events().getFirst()));
        };
    }

    private static Uni<Outcome> outcome(
            Sql sql, Caller caller, UUID community, UUID id, long version, Instant at, TrainingEvent event) {
        return STANDING.found(sql, caller, id)
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
                        Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The day it was completed or a later one.")
                                .with("field", "expiresOn");
                    case NOT_RECORDED -> Problem.notFound("training");
                    case NOT_YOURS ->
                        Problem.of(ProblemType.NOT_YOURS, "The agency that recorded it or the lead withdraws it.");
                    case ALREADY_WITHDRAWN ->
                        Problem.of(ProblemType.ALREADY_WITHDRAWN, "It does not count any more as it is.");
                });
    }

    Uni<TrainingResource.TrainingView> find(Sql sql, Caller caller, UUID id) {
        return STANDING.shown(sql, caller, id);
    }

    /** How the list that is asked for is narrowed. */
    Standing.Filter filter(
            String communityId,
            Standing.Whose whose,
            String course,
            String state,
            Standing.Period period,
            String cursor,
            String limit) {
        return STANDING.filter(communityId, whose, course, state, period, cursor, limit);
    }

    Uni<Response> list(Sql sql, Caller caller, Standing.Filter filter) {
        return STANDING.list(sql, caller, filter);
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
                (String) row[10],
                Access.instant(row[8]),
                (Long) row[9]);
    }
}
