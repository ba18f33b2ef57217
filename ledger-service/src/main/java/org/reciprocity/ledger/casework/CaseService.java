package org.reciprocity.ledger.casework;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/** Refers participants, decides on cases and shows them. */
@ApplicationScoped
class CaseService {
    private static final int HUNDREDTHS = 2;

    private static final String REFERENCE = "select id from case_file where agency_id = $1 and external_ref = $2";

    private static final String INSERT = """
            insert into case_file (community_id, id, programme_id, programme_agency_id, participant_id, agency_id, state,
                                   external_ref, version, recorded_at, referred_on)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)
            """;

    private static final String UPDATE =
            "update case_file set state = $3, version = $4 where community_id = $1 and id = $2";

    /** Of a case k: the time its participant gave in exchanges that name it and are settled, reversed ones no more. */
    private static final String SERVED = """
            (select coalesce(sum((l.leg ->> 'minutes')::bigint), 0)::bigint
             from exchange e
             join event v on v.stream = e.id and v.type = 'org.reciprocity.exchange-settled.v1'
             cross join lateral jsonb_array_elements(v.body::jsonb -> 'legs') as l(leg)
             where e.case_id = k.id and e.state = 'settled' and e.kind in ('service', 'contribution', 'codesign')
               and (l.leg ->> 'provider' = k.participant_id::text
                    or exists (select from participant_class a
                               join participant_class b on b.community_id = a.community_id and b.class = a.class
                               where a.community_id = k.community_id and a.participant_id = k.participant_id
                                 and l.leg ->> 'provider' = b.participant_id::text)))
            """;

    /** Of a case k what agency $2 knows it and the support in it by. */
    private static final String OWN = """
            case when k.agency_id = $2 then k.external_ref end,
            array(select s.id from case_support s
                  where s.case_id = k.id and s.recorded_by = $2 and s.external_ref is not null order by s.id),
            array(select s.external_ref from case_support s
                  where s.case_id = k.id and s.recorded_by = $2 and s.external_ref is not null order by s.id)
            """;

    /** Seen by whom referred, by the programme's agency and by the lead. */
    private static final String FIND = """
            select k.community_id, k.programme_id, k.recorded_at, $2 in (k.programme_agency_id, c.lead_agency_id),
            """ + SERVED + "," + OWN + """
            from case_file k
            join community c on c.id = k.community_id
            where k.id = $1
              and ($2 = c.lead_agency_id
                   or ($2 in (k.agency_id, k.programme_agency_id)
                       and exists (select from admission m where m.community_id = k.community_id and m.agency_id = $2)))
            """;

    private static final String LOCK = """
            with locked as materialized (select id from case_file where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    /** A referral that says its day was made when that day began where the community is; another when it was recorded. */
    private static final String LIST = """
            select k.id, k.programme_id, k.recorded_at, k.number,
            """ + SERVED + "," + OWN + """
            from case_file k
            join community c on c.id = k.community_id
            cross join lateral (
                select coalesce(k.referred_on::timestamp at time zone c.time_zone, k.recorded_at) as at) as referred
            where k.community_id = $1 and k.number < $4
              and ($3 or $2 in (k.agency_id, k.programme_agency_id))
              and ($6::uuid is null or k.programme_id = $6)
              and ($7::uuid is null or k.participant_id = $7)
              and ($8::text is null or k.state = $8)
              and ($9::timestamptz is null or referred.at >= $9)
              and ($10::timestamptz is null or referred.at < $10)
              and ($11::text is null or k.agency_id = $2 and k.external_ref = $11)
            order by k.number desc
            limit $5
            """;

    /** Whether something has the id $1, and in which case support has the reference $3 of agency $2. */
    private static final String SUPPORTED = """
            select exists (select from case_support where id = $1) or exists (select from event where stream = $1),
                   (select case_id from case_support where recorded_by = $2 and external_ref = $3)
            """;

    private static final String KEEP_PARTICIPANT = """
            select p.erased_at is not null
            from case_file k join participant p on p.community_id = k.community_id and p.id = k.participant_id
            where k.id = $1
            for share of p
            """;

    private static final String INSERT_SUPPORT = """
            insert into case_support (community_id, id, case_id, participant_id, recorded_by, external_ref, recorded_at)
            select community_id, $2, id, participant_id, $3, $4, $5 from case_file where id = $1
            """;

    private static final String STREAMS =
            "select stream, type, body from event where stream = any($1::uuid[]) order by stream, version";

    /** What a list is narrowed by; null for all. */
    record Filter(
            UUID community,
            UUID programme,
            UUID participant,
            String state,
            String externalRef,
            Instant from,
            Instant to,
            Page page) {}

    /** A case in a list, and its number there. */
    record Listed(CaseView view, long number) {}

    /** A case that the caller sees, and how its agency stands to it. */
    private record Found(CaseView.File file, CaseCommand.Actor actor) {}

    /** Makes the command that a request asks for, on the day it is. */
    private interface Asked {
        CaseCommand command(CaseCommand.Actor actor, LocalDate today);
    }

    Uni<Outcome> refer(Sql sql, Caller caller, CaseResource.NewCase request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("participantId", Access.participant(sql, caller, request.participantId()))
                .chain(participant -> Access.naming("programmeId", Access.programme(sql, caller, request.programmeId()))
                        .chain(programme -> programme.community().equals(participant.community())
                                ? refer(sql, caller, id, programme, request)
                                : Uni.createFrom()
                                        .item(Outcome.refused(Problem.of(
                                                ProblemType.OTHER_COMMUNITY,
                                                "Choose a programme of the participant's community.")))));
    }

    private static Uni<Outcome> refer(
            Sql sql, Caller caller, UUID id, Access.Thing programme, CaseResource.NewCase request) {
        var referral = new Case.Referral(
                caller.agency(),
                request.participantId(),
                request.reason(),
                request.couldGive().stream().distinct().toList(),
                request.referredOn(),
                Boolean.TRUE.equals(request.failureElsewhere()));
        return Access.keep(sql, programme.community(), request.participantId())
                .chain(() -> Access.begin(sql, id))
                .chain(beginning -> Access.today(sql, programme.community(), beginning.at())
                        .chain(today -> sql.select(REFERENCE, caller.agency(), request.externalRef())
                                .call(() -> SpentReferences.refuse(
                                        sql, SpentReferences.Of.CASE, caller.agency(), request.externalRef()))
                                .chain(rows -> {
                                    if (beginning.taken()) {
                                        return Uni.createFrom().item(refused(new CaseDecider.Refusal.IdInUse()));
                                    }
                                    var referenceOf = rows.isEmpty() ? null : (UUID) rows.getFirst()[0];
                                    return switch (CaseDecider.decide(
                                            new Case.None(), new CaseCommand.Refer(referral, referenceOf, today))) {
                                        case CaseDecider.Decision.Rejected rejected ->
                                            Uni.createFrom().item(refused(rejected.refusal()));
                                        case CaseDecider.Decision.Accepted accepted ->
                                            referred(
                                                    sql,
                                                    id,
                                                    programme,
                                                    request,
                                                    accepted.events().getFirst(),
                                                    beginning.at());
                                    };
                                })));
    }

    private static Uni<Outcome> referred(
            Sql sql, UUID id, Access.Thing programme, CaseResource.NewCase request, CaseEvent event, Instant at) {
        var state = CaseDecider.evolve(new Case.None(), event);
        var referral = CaseDecider.referral(state);
        return sql.update(
                        INSERT,
                        programme.community(),
                        id,
                        programme.id(),
                        programme.agency(),
                        referral.participant(),
                        referral.agency(),
                        CaseView.state(state),
                        request.externalRef(),
                        at.atOffset(ZoneOffset.UTC),
                        referral.referredOn())
                .map(inserted -> new Outcome(
                        Answer.created(
                                "/cases/" + id,
                                1,
                                CaseView.of(
                                        new CaseView.File(id, programme.community(), programme.id(), at, 0), state, 1)),
                        List.of(CaseEventCodec.write(programme.community(), programme.id(), id, 1, at, event))));
    }

    Uni<Outcome> decide(Sql sql, Call call, UUID id, CaseResource.Decision request) {
        boolean accepts = request.decision().equals("accepted");
        if (accepts != (request.reason() == null)) {
            return Uni.createFrom()
                    .item(Outcome.refused(Problem.field("reason", "a code when declined, and nothing when accepted")));
        }
        return change(
                sql,
                call,
                id,
                (actor, today) ->
                        accepts ? new CaseCommand.Accept(actor) : new CaseCommand.Decline(actor, request.reason()));
    }

    Uni<Outcome> agree(Sql sql, Call call, UUID id, CaseResource.NewAgreement request) {
        var agreement = new Case.Agreement(
                request.dutyMinutes(), request.training().stream().distinct().toList(), request.peopleHarmed());
        return change(sql, call, id, (actor, today) -> new CaseCommand.Agree(actor, agreement));
    }

    Uni<Outcome> support(Sql sql, Call call, UUID id, CaseResource.NewSupport request) {
        for (var field : List.of("unitCost", "counterfactualUnitCost")) {
            var money = field.equals("unitCost") ? request.unitCost() : request.counterfactualUnitCost();
            if (Currency.getAvailableCurrencies().stream()
                    .noneMatch(currency -> currency.getCurrencyCode().equals(money.currency())
                            && currency.getDefaultFractionDigits() == HUNDREDTHS)) {
                return Uni.createFrom()
                        .item(Outcome.refused(Problem.field(
                                field + ".currency", "the ISO 4217 code of a currency that has hundredths")));
            }
        }
        var support = new Case.Support(
                Optional.ofNullable(request.id()).orElseGet(EventIds::next),
                request.from(),
                request.to(),
                request.unit(),
                request.quantity(),
                request.unitCost().money(),
                request.counterfactualUnitCost().money());
        return found(sql, call.caller(), id)
                .chain(() -> first(sql, call.caller().agency(), id, support.id(), request.externalRef()))
                .chain(first -> change(
                        sql, call, id, (actor, today) -> new CaseCommand.RecordSupport(actor, support, first, today)))
                .call(outcome -> outcome.events().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sql.update(
                                INSERT_SUPPORT,
                                id,
                                support.id(),
                                call.caller().agency(),
                                request.externalRef(),
                                outcome.events().getFirst().recordedAt().atOffset(ZoneOffset.UTC)));
    }

    /** Whoever is erased meanwhile takes the reference along; of who has been erased none is noted. */
    private static Uni<CaseCommand.First> first(Sql sql, UUID agency, UUID id, UUID support, String reference) {
        var living = reference == null
                ? Uni.createFrom().voidItem()
                : sql.select(KEEP_PARTICIPANT, id)
                        .invoke(rows -> {
                            if ((Boolean) rows.getFirst()[0]) {
                                throw Access.erased().exception();
                            }
                        })
                        .replaceWithVoid();
        return living.chain(() -> sql.select(SUPPORTED, support, agency, reference))
                .call(() -> SpentReferences.refuse(sql, SpentReferences.Of.SUPPORT, agency, reference))
                .map(rows -> new CaseCommand.First((Boolean) rows.getFirst()[0], (UUID) rows.getFirst()[1]));
    }

    Uni<Outcome> close(Sql sql, Call call, UUID id, CaseResource.Closure request) {
        var ending = Case.Ending.of(request.outcome());
        return change(sql, call, id, (actor, today) -> new CaseCommand.Close(actor, ending));
    }

    private static Uni<Outcome> change(Sql sql, Call call, UUID id, Asked asked) {
        return found(sql, call.caller(), id)
                .chain(found -> sql.select(LOCK, found.file().community(), id).chain(rows -> {
                    var at = Access.instant(rows.getFirst()[0]);
                    return Access.today(sql, found.file().community(), at).chain(today -> EventStore.read(sql, id)
                            .invoke(stream -> Versions.require(call, stream.size()))
                            .chain(stream -> {
                                Case state = new Case.None();
                                for (var event : stream) {
                                    state = CaseDecider.evolve(state, CaseEventCodec.read(event.type(), event.body()));
                                }
                                return change(
                                        sql,
                                        found.file().unreferenced(),
                                        state,
                                        stream.size() + 1L,
                                        at,
                                        command(call, state, asked.command(found.actor(), today)));
                            }));
                }));
    }

    /** An agreement that replaces another is made by whoever has read that one. */
    private static CaseCommand command(Call call, Case before, CaseCommand command) {
        if (command instanceof CaseCommand.Agree && before instanceof Case.Accepted open && open.agreement() != null) {
            Versions.demand(call);
        }
        return command;
    }

    private static Uni<Outcome> change(
            Sql sql, CaseView.File file, Case before, long version, Instant at, CaseCommand command) {
        return switch (CaseDecider.decide(before, command)) {
            case CaseDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal()));
            case CaseDecider.Decision.Accepted accepted -> {
                var event = accepted.events().getFirst();
                var after = CaseDecider.evolve(before, event);
                yield sql.update(UPDATE, file.community(), file.id(), CaseView.state(after), version)
                        .map(updated -> new Outcome(
                                Answer.created("/cases/" + file.id(), version, CaseView.of(file, after, version)),
                                List.of(CaseEventCodec.write(
                                        file.community(), file.programme(), file.id(), version, at, event))));
            }
        };
    }

    private static Outcome refused(CaseDecider.Refusal refusal) {
        return Outcome.refused(
                switch (refusal) {
                    case CaseDecider.Refusal.IdInUse inUse ->
                        Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case CaseDecider.Refusal.ReferenceInUse inUse ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has referred somebody under this reference.")
                                .with("existing", "/cases/" + inUse.first());
                    case CaseDecider.Refusal.ReferenceOfSupport inUse ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has recorded support under this reference, in the case that is named.")
                                .with("existing", "/cases/" + inUse.caseId());
                    case CaseDecider.Refusal.NotReferred none -> Problem.notFound("case");
                    case CaseDecider.Refusal.Answered answered ->
                        Problem.of(ProblemType.CASE_ANSWERED, "A referral is answered once; it was accepted.");
                    case CaseDecider.Refusal.NotAccepted not ->
                        Problem.of(ProblemType.CASE_NOT_ACCEPTED, "Until it is, it can be answered or withdrawn.");
                    case CaseDecider.Refusal.Closed closed ->
                        Problem.of(ProblemType.CASE_CLOSED, "It was declined or closed, and stays as it is.");
                    case CaseDecider.Refusal.NothingAgreed nothing ->
                        Problem.of(ProblemType.NOTHING_AGREED, "What was not agreed is not breached.");
                    case CaseDecider.Refusal.NotYours notYours ->
                        Problem.of(
                                ProblemType.NOT_YOURS,
                                "The programme's agency or the lead does this. The agency that referred may withdraw it.");
                    case CaseDecider.Refusal.EndsBeforeItBegins ends ->
                        Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The first day or a later one.")
                                .with("field", "to");
                    case CaseDecider.Refusal.ReferredInTheFuture future ->
                        Problem.of(ProblemType.IN_THE_FUTURE, "Refer on the day, or say an earlier one.")
                                .with("field", "referredOn");
                    case CaseDecider.Refusal.InTheFuture future ->
                        Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has been given.")
                                .with("field", "to");
                    case CaseDecider.Refusal.CurrenciesDiffer differ ->
                        Problem.of(
                                        ProblemType.SUPPORT_IN_TWO_CURRENCIES,
                                        "The difference between the two is what is asked.")
                                .with("field", "counterfactualUnitCost.currency");
                });
    }

    Uni<Answer> find(Sql sql, Caller caller, UUID id) {
        return found(sql, caller, id).chain(found -> EventStore.read(sql, id).map(stream -> {
            Case state = new Case.None();
            for (var event : stream) {
                state = CaseDecider.evolve(state, CaseEventCodec.read(event.type(), event.body()));
            }
            return Answer.ok((long) stream.size(), CaseView.of(found.file(), state, stream.size()));
        }));
    }

    private static Uni<Found> found(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new Found(
                        new CaseView.File(
                                id, (UUID) row[0], (UUID) row[1], Access.instant(row[2]), (Long) row[4], own(row)),
                        (Boolean) row[3] ? CaseCommand.Actor.RUNS_IT : CaseCommand.Actor.REFERRED))
                .orElseThrow(() -> Problem.notFound("case").exception()));
    }

    private static CaseView.Own own(Object[] row) {
        var ids = (UUID[]) row[6];
        var references = (String[]) row[7];
        var ofSupport = new HashMap<UUID, String>();
        for (int i = 0; i < ids.length; i++) {
            ofSupport.put(ids[i], references[i]);
        }
        return new CaseView.Own((String) row[5], ofSupport);
    }

    Uni<List<Listed>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        community.lead().equals(caller.agency()),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.programme(),
                        filter.participant(),
                        filter.state(),
                        filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC),
                        filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC),
                        filter.externalRef()))
                .chain(rows -> sql.select(STREAMS, (Object)
                                rows.stream().map(row -> row[0]).toArray(UUID[]::new))
                        .map(events -> listed(filter.community(), rows, events)));
    }

    private static List<Listed> listed(UUID community, List<Object[]> rows, List<Object[]> events) {
        var states = new HashMap<UUID, Case>();
        var versions = new HashMap<UUID, Long>();
        for (var event : events) {
            var id = (UUID) event[0];
            states.put(
                    id,
                    CaseDecider.evolve(
                            states.getOrDefault(id, new Case.None()),
                            CaseEventCodec.read((String) event[1], (String) event[2])));
            versions.merge(id, 1L, Long::sum);
        }
        var listed = new ArrayList<Listed>();
        for (var row : rows) {
            var id = (UUID) row[0];
            var file = new CaseView.File(id, community, (UUID) row[1], Access.instant(row[2]), (Long) row[4], own(row));
            listed.add(new Listed(CaseView.of(file, states.get(id), versions.get(id)), (Long) row[3]));
        }
        return listed;
    }
}
