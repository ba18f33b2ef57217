package org.reciprocity.ledger.clearance;

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
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

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

    private static final String LOCK = """
            with locked as materialized (select id from clearance where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    /** What the agency $2 sees: all of its community if it leads, else those of the participants it sees. */
    private static final String SEEN = """
            select k.id, k.community_id, k.participant_id, k.role, k.setting, k.outcome,
                   case when k.withdrawn then 'withdrawn'
                        when k.expires_on < (clock_timestamp() at time zone c.time_zone)::date then 'expired'
                        else 'current' end as state,
                   k.reviewer_id, k.decided_on, k.expires_on, k.recorded_by, k.recorded_at, k.version, k.number,
                   c.lead_agency_id
            from clearance k
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
             and ($6::text is null or k.setting = $6)) as seen
            where $7::text is null or state = $7
            order by number desc
            limit $4
            """;

    /** What a list is narrowed by; null for all. */
    record Filter(UUID community, UUID participant, String setting, String state, Page page) {}

    /** A clearance in a list, and its number there. */
    record Listed(ClearanceResource.ClearanceView view, long number) {}

    /** A clearance that the caller sees, and whether its agency changes it. */
    private record Found(ClearanceResource.ClearanceView view, boolean mayChange) {}

    /** Makes the command that a request asks for, on the day it is. */
    private interface Asked {
        ClearanceCommand command(boolean mayChange, LocalDate today);
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
        return Access.participant(sql, caller, request.participantId()).chain(participant -> Access.begin(sql, id)
                .chain(beginning -> beginning.taken()
                        ? Uni.createFrom().item(refused(ClearanceDecider.Refusal.ID_IN_USE, null))
                        : record(
                                sql,
                                caller,
                                id,
                                participant.community(),
                                terms,
                                request.externalRef(),
                                beginning.at())));
    }

    private static Uni<Outcome> record(
            Sql sql, Caller caller, UUID id, UUID community, Clearance.Terms terms, String reference, Instant at) {
        return Access.today(sql, community, at)
                .chain(today -> sql.select(FACTS, community, terms.reviewer(), caller.agency(), reference)
                        .chain(rows -> {
                            var existing = (UUID) rows.getFirst()[1];
                            var command = new ClearanceCommand.Register(
                                    terms, today, (Boolean) rows.getFirst()[0], existing != null);
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
        return change(sql, call, id, (mayChange, today) -> new ClearanceCommand.Decide(mayChange, review, today));
    }

    Uni<Outcome> withdraw(Sql sql, Call call, UUID id, ClearanceResource.Withdrawal request) {
        return change(sql, call, id, (mayChange, today) -> new ClearanceCommand.Withdraw(mayChange, request.reason()));
    }

    private static Uni<Outcome> change(Sql sql, Call call, UUID id, Asked asked) {
        return found(sql, call.caller(), id).chain(found -> {
            var community = found.view().communityId();
            return sql.select(LOCK, community, id).chain(rows -> {
                var at = Access.instant(rows.getFirst()[0]);
                return Access.today(sql, community, at).chain(today -> EventStore.read(sql, id)
                        .invoke(stream -> Versions.require(call, stream.size()))
                        .chain(stream -> {
                            Clearance clearance = new Clearance.None();
                            for (var event : stream) {
                                clearance = ClearanceDecider.evolve(
                                        clearance, ClearanceEventCodec.read(event.type(), event.body()));
                            }
                            return change(
                                    sql,
                                    call.caller(),
                                    found.view(),
                                    stream.size() + 1L,
                                    at,
                                    ClearanceDecider.decide(clearance, asked.command(found.mayChange(), today)));
                        }));
            });
        });
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
        return found(sql, caller, id)
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
                    case REVIEWER_UNKNOWN -> Problem.field("reviewerAgencyId", "an agency of the community");
                    case DAYS_DO_NOT_FIT ->
                        Problem.field(
                                "decidedOn", "a day when it is decided; none, nor expiresOn, while it is pending");
                    case IN_THE_FUTURE ->
                        Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has been decided.")
                                .with("field", "decidedOn");
                    case EXPIRES_BEFORE_IT_BEGINS ->
                        Problem.field("expiresOn", "the day of the decision or a later one");
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
        return found(sql, caller, id).map(Found::view);
    }

    private static Uni<Found> found(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> {
                    var view = view(row);
                    var agency = caller.agencyOrNone();
                    return new Found(
                            view,
                            agency.equals(view.agencyId())
                                    || agency.equals(view.reviewerAgencyId())
                                    || agency.equals(row[14]));
                })
                .orElseThrow(() -> Problem.notFound("clearance").exception()));
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
                        filter.setting(),
                        filter.state()))
                .map(rows -> rows.stream()
                        .map(row -> new Listed(view(row), (Long) row[13]))
                        .toList());
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
                Access.instant(row[11]),
                (Long) row[12]);
    }
}
