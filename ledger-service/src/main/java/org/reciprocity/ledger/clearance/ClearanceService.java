package org.reciprocity.ledger.clearance;

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
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.standing.Standing;

/** Records clearances and what comes of their reviews, and shows them. */
@ApplicationScoped
class ClearanceService {
    private static final String FACTS = """
            select exists(select from admission where community_id = $1 and agency_id = $2),
                   (select id from clearance where recorded_by = $3 and external_ref = $4)
            """;

    private static final String INSERT = """
            insert into clearance (community_id, id, participant_id, role, setting, outcome, reviewer_id, decided_on,
                                   expires_on, recorded_by, external_ref, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)
            """;

    private static final String DECIDE = """
            update clearance set outcome = $3, decided_on = $4, expires_on = $5, version = $6
            where community_id = $1 and id = $2
            """;

    private static final String WITHDRAW =
            "update clearance set withdrawn = true, version = $3 where community_id = $1 and id = $2";

    private static final Standing<ClearanceResource.ClearanceView> STANDING = new Standing<>(
            new Standing.Kind("clearance", "/clearances", """
                    k.id, k.community_id, k.participant_id, k.role, k.setting, k.outcome, :state, k.reviewer_id, k.decided_on,
                    k.expires_on, k.recorded_by, k.recorded_at, k.version, :reference""", "k.withdrawn", "setting", "decided_on"),
            ClearanceService::view);

    /** Makes the command that a request asks for of what there is, on the day it is. */
    private interface Asked {
        ClearanceCommand command(Clearance before, boolean mayChange, LocalDate today);
    }

    Uni<Outcome> record(Sql sql, Caller caller, ClearanceResource.NewClearance request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var terms = new Clearance.Terms(
                request.participantId(),
                request.role(),
                request.setting(),
                Optional.ofNullable(request.reviewerAgencyId()).orElse(caller.agency()),
                new Clearance.Review(
                        Clearance.Verdict.of(request.outcome()), request.decidedOn(), request.expiresOn()));
        return Access.another(sql, caller, request.participantId())
                .chain(() -> Standing.begin(
                        sql,
                        caller,
                        request.participantId(),
                        id,
                        () -> refused(ClearanceDecider.Refusal.ID_IN_USE, null),
                        (community, at) -> record(sql, caller, id, community, terms, request.externalRef(), at)));
    }

    private static Uni<Outcome> record(
            Sql sql, Caller caller, UUID id, UUID community, Clearance.Terms terms, String reference, Instant at) {
        return Access.today(sql, community, at).chain(today -> sql.select(
                        FACTS, community, terms.reviewer(), caller.agency(), reference)
                .call(() -> SpentReferences.refuse(sql, SpentReferences.Of.CLEARANCE, caller.agency(), reference))
                .chain(rows -> {
                    var existing = (UUID) rows.getFirst()[1];
                    var command =
                            new ClearanceCommand.Register(terms, today, (Boolean) rows.getFirst()[0], existing != null);
                    return switch (ClearanceDecider.decide(new Clearance.None(), command)) {
                        case ClearanceDecider.Decision.Rejected rejected ->
                            Uni.createFrom().item(refused(rejected.refusal(), existing));
                        case ClearanceDecider.Decision.Accepted accepted ->
                            sql.update(
                                            INSERT,
                                            community,
                                            id,
                                            terms.participant(),
                                            terms.role(),
                                            terms.setting(),
                                            terms.review().outcome().wire(),
                                            terms.reviewer(),
                                            terms.review().decidedOn(),
                                            terms.review().expiresOn(),
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

    Uni<Outcome> decide(Sql sql, Call call, UUID id, ClearanceResource.Decision request) {
        var review =
                new Clearance.Review(Clearance.Verdict.of(request.outcome()), request.decidedOn(), request.expiresOn());
        return change(sql, call, id, (before, mayChange, today) -> {
            if (before instanceof Clearance.Recorded(Clearance.Terms terms)
                    && terms.review().outcome() != Clearance.Verdict.PENDING) {
                Versions.demand(call);
            }
            return new ClearanceCommand.Decide(mayChange, review, today);
        });
    }

    Uni<Outcome> withdraw(Sql sql, Call call, UUID id, ClearanceResource.Withdrawal request) {
        return change(
                sql,
                call,
                id,
                (before, mayChange, today) -> new ClearanceCommand.Withdraw(mayChange, request.reason()));
    }

    private static Uni<Outcome> change(Sql sql, Call call, UUID id, Asked asked) {
        return STANDING.found(sql, call.caller(), id)
                .call(found -> Access.another(sql, call.caller(), found.view().participantId()))
                .chain(found -> STANDING.locked(sql, call, found.view().communityId(), id)
                        .chain(locked -> {
                            var clearance = locked.<Clearance>fold(
                                    new Clearance.None(),
                                    (state, event) -> ClearanceDecider.evolve(
                                            state, ClearanceEventCodec.read(event.type(), event.body())));
                            return change(
                                    sql,
                                    call.caller(),
                                    found.view(),
                                    locked.next(),
                                    locked.at(),
                                    ClearanceDecider.decide(
                                            clearance,
                                            asked.command(clearance, mayChange(call.caller(), found), locked.today())));
                        }));
    }

    private static boolean mayChange(Caller caller, Standing.Found<ClearanceResource.ClearanceView> found) {
        return List.of(found.view().agencyId(), found.view().reviewerAgencyId(), found.lead())
                .contains(caller.agencyOrNone());
    }

    private static Uni<Outcome> change(
            Sql sql,
            Caller caller,
            ClearanceResource.ClearanceView found,
            long version,
            Instant at,
            ClearanceDecider.Decision decision) {
        return switch (decision) {
            case ClearanceDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal(), null));
            case ClearanceDecider.Decision.Accepted accepted -> {
                var event = accepted.events().getFirst();
                var updated =
                        switch (event) {
                            case ClearanceEvent.Recorded(Clearance.Terms terms) ->
                                sql.update(
                                        DECIDE,
                                        found.communityId(),
                                        found.id(),
                                        terms.review().outcome().wire(),
                                        terms.review().decidedOn(),
                                        terms.review().expiresOn(),
                                        version);
                            case ClearanceEvent.Withdrawn withdrawn ->
                                sql.update(WITHDRAW, found.communityId(), found.id(), version);
                        };
                yield updated.chain(() -> outcome(sql, caller, found.communityId(), found.id(), version, at, event));
            }
        };
    }

    private static Uni<Outcome> outcome(
            Sql sql, Caller caller, UUID community, UUID id, long version, Instant at, ClearanceEvent event) {
        return STANDING.found(sql, caller, id)
                .map(found -> new Outcome(
                        Answer.created("/clearances/" + id, version, found.view()),
                        List.of(ClearanceEventCodec.write(community, id, version, at, event))));
    }

    private static Outcome refused(ClearanceDecider.Refusal refusal, UUID existing) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has recorded a clearance under this reference.")
                                .with("existing", "/clearances/" + existing);
                    case REVIEWER_UNKNOWN -> Problem.notFound("agency", "reviewerAgencyId");
                    case DAYS_DO_NOT_FIT ->
                        Problem.field(
                                "decidedOn", "a day when it is decided; none, nor expiresOn, while it is pending");
                    case IN_THE_FUTURE ->
                        Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has been decided.")
                                .with("field", "decidedOn");
                    case EXPIRES_BEFORE_IT_BEGINS ->
                        Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The day of the decision or a later one.")
                                .with("field", "expiresOn");
                    case NOT_RECORDED -> Problem.notFound("clearance");
                    case NOT_YOURS ->
                        Problem.of(
                                ProblemType.NOT_YOURS,
                                "The agency that recorded it, the reviewer or the lead changes it.");
                    case ALREADY_WITHDRAWN ->
                        Problem.of(ProblemType.ALREADY_WITHDRAWN, "Record another one if there is a new review.");
                });
    }

    Uni<ClearanceResource.ClearanceView> find(Sql sql, Caller caller, UUID id) {
        return STANDING.shown(sql, caller, id);
    }

    /** How the list that is asked for is narrowed. */
    Standing.Filter filter(
            String communityId,
            Standing.Whose whose,
            String setting,
            String state,
            Standing.Period period,
            String cursor,
            String limit) {
        return STANDING.filter(communityId, whose, setting, state, period, cursor, limit);
    }

    Uni<Response> list(Sql sql, Caller caller, Standing.Filter filter) {
        return STANDING.list(sql, caller, filter);
    }

    private static ClearanceResource.ClearanceView view(Object[] row) {
        return new ClearanceResource.ClearanceView(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (UUID) row[7],
                (LocalDate) row[8],
                (LocalDate) row[9],
                (UUID) row[10],
                (String) row[13],
                Access.instant(row[11]),
                (Long) row[12]);
    }
}
