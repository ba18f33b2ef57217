package org.reciprocity.ledger.appraisal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.security.Caller;

/** Registers appraisals and shows them. */
@ApplicationScoped
class AppraisalService {
    private static final String TAKEN = """
            select exists(select from appraisal where community_id = $1 and code = $2),
                   (select id from appraisal where recorded_by = $3 and external_ref = $4)
            """;

    private static final String ADMITTED =
            "select agency_id from admission where community_id = $1 and agency_id = any($2::uuid[])";

    private static final String UNIT_COSTS =
            "select id, currency, year from unit_cost where community_id = $1 and id = any($2::uuid[])";

    private static final String RECORDED_COSTS = """
            select distinct currency, price_year from money_fact
            where community_id = $1 and programme_id = $2 and kind = 'cost' and year >= $3 and withdrawn_for is null
            """;

    private static final String DEFLATORS =
            "select distinct currency, year from deflator where community_id = $1 and currency = $2";

    private static final String INSERT = """
            insert into appraisal (community_id, id, programme_id, recorded_by, external_ref, code, payer_id, body, version,
                                   recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
            """;

    /** Seen by every agency that is admitted to the community. */
    private static final String SELECT = """
            select o.community_id, o.id, o.programme_id, o.body, o.recorded_at, o.number
            from appraisal o
            where exists (select from admission m where m.community_id = o.community_id and m.agency_id = $2)
            """;

    private static final String FIND = SELECT + " and o.id = $1";

    private static final String LIST = SELECT + """
             and o.community_id = $1 and o.number < $3
              and ($5::uuid is null or o.programme_id = $5)
              and ($6::uuid is null or o.payer_id = $6)
            order by o.number desc
            limit $4
            """;

    /** What a list is narrowed by; null for all. */
    record Filter(UUID community, UUID programme, UUID payer, Page page) {}

    /** One in a list, and its number there. */
    record Listed(AppraisalResource.AppraisalView view, long number) {}

    Uni<Outcome> register(Sql sql, Caller caller, AppraisalResource.NewAppraisal request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var terms = request.terms();
        return Access.naming("programmeId", Access.programme(sql, caller, request.programmeId()))
                .chain(programme -> Access.begin(sql, id).chain(beginning -> {
                    if (beginning.taken()) {
                        return refused(AppraisalDecider.Refusal.ID_IN_USE, null, null);
                    }
                    return sql.select(
                                    TAKEN, programme.community(), terms.code(), caller.agency(), request.externalRef())
                            .map(List::getFirst)
                            .chain(taken -> known(sql, caller, programme, terms, taken)
                                    .chain(known -> switch (AppraisalDecider.decide(
                                            new Appraisal.None(), new AppraisalCommand.Register(terms, known))) {
                                        case AppraisalDecider.Decision.Rejected rejected ->
                                            refused(rejected.refusal(), rejected.field(), (UUID) taken[1]);
                                        case AppraisalDecider.Decision.Accepted accepted ->
                                            registered(
                                                    sql,
                                                    caller,
                                                    request,
                                                    programme,
                                                    id,
                                                    beginning.at(),
                                                    accepted.events().getFirst());
                                    }));
                }));
    }

    private static Uni<AppraisalCommand.Known> known(
            Sql sql, Caller caller, Access.Thing programme, Appraisal.Terms terms, Object[] taken) {
        boolean may =
                List.of(programme.agency(), terms.payer(), programme.lead()).contains(caller.agency());
        return sql.select(
                        ADMITTED,
                        programme.community(),
                        ids(AppraisalDecider.agencies(terms).values()))
                .chain(admitted -> sql.select(
                                UNIT_COSTS,
                                programme.community(),
                                ids(AppraisalDecider.unitCosts(terms).values()))
                        .chain(unitCosts -> sql.select(
                                        RECORDED_COSTS, programme.community(), programme.id(), terms.baseYear())
                                .chain(costs -> sql.select(DEFLATORS, programme.community(), terms.currency())
                                        .map(deflators -> {
                                            var prices = new HashMap<UUID, AppraisalCommand.Price>();
                                            unitCosts.forEach(row -> prices.put((UUID) row[0], price(row[1], row[2])));
                                            return new AppraisalCommand.Known(
                                                    may,
                                                    admitted.stream()
                                                            .map(row -> (UUID) row[0])
                                                            .collect(Collectors.toSet()),
                                                    prices,
                                                    prices(costs),
                                                    prices(deflators),
                                                    (Boolean) taken[0],
                                                    taken[1] != null);
                                        }))));
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static AppraisalCommand.Price price(Object currency, Object year) {
        return new AppraisalCommand.Price((String) currency, (Integer) year);
    }

    private static Set<AppraisalCommand.Price> prices(List<Object[]> rows) {
        var prices = new HashSet<AppraisalCommand.Price>();
        rows.forEach(row -> prices.add(price(row[0], row[1])));
        return prices;
    }

    private static Uni<Outcome> registered(
            Sql sql,
            Caller caller,
            AppraisalResource.NewAppraisal request,
            Access.Thing programme,
            UUID id,
            Instant at,
            AppraisalEvent event) {
        var written = AppraisalEventCodec.write(programme.community(), programme.id(), id, at, event);
        return sql.update(
                        INSERT,
                        programme.community(),
                        id,
                        programme.id(),
                        caller.agency(),
                        request.externalRef(),
                        request.code(),
                        request.payerId(),
                        written.body(),
                        at.atOffset(ZoneOffset.UTC))
                .map(inserted -> new Outcome(
                        Answer.created(
                                "/appraisals/" + id,
                                1,
                                view(programme.community(), id, programme.id(), written.body(), at)),
                        List.of(written)));
    }

    private static AppraisalResource.AppraisalView view(
            UUID community, UUID id, UUID programme, String body, Instant at) {
        return AppraisalResource.AppraisalView.of(id, community, programme, AppraisalEventCodec.terms(body), at);
    }

    private static Uni<Outcome> refused(AppraisalDecider.Refusal refusal, String field, UUID existing) {
        return Uni.createFrom().item(Outcome.refused(problem(refusal, field, existing)));
    }

    private static Problem problem(AppraisalDecider.Refusal refusal, String field, UUID existing) {
        return switch (refusal) {
            case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case NOT_YOURS ->
                Problem.of(
                        ProblemType.NOT_YOURS,
                        "An appraisal is registered by the programme's agency, the payer, or the lead.");
            case AGENCY_UNKNOWN -> Problem.notFound("agency", field);
            case UNIT_COST_UNKNOWN -> Problem.notFound("unit cost", field);
            case CODE_IN_USE ->
                Problem.of(ProblemType.CODE_IN_USE, "Another appraisal of this community has this code.");
            case REFERENCE_IN_USE ->
                Problem.of(
                                ProblemType.EXTERNAL_REF_IN_USE,
                                "Your agency has registered an appraisal under this reference.")
                        .with("existing", "/appraisals/" + existing);
            case LINE_TWICE -> Problem.field(field, "another line has this code");
            case AGENCY_TWICE -> Problem.field(field, "each agency once");
            case YEAR_OUTSIDE ->
                Problem.field(field, "from the base year to " + AppraisalDecider.YEARS_AHEAD + " years after it");
            case CONTROLLED_WITHOUT_COMPARISON ->
                Problem.field(
                        field, AppraisalDecider.COMPARED + " or more of a controlled effect: 1 has no comparison");
            case RANGE_INVERTED -> Problem.field(field, "between its low and its high value");
            case SHARES_EXCEED_WHOLE ->
                Problem.of(
                                ProblemType.SHARES_EXCEED_WHOLE,
                                "The shares of a line come to 1 at most; what is left is named" + " unattributed.")
                        .with("field", field);
            case CURRENCY_MISMATCH ->
                Problem.of(ProblemType.CURRENCY_MISMATCH, "Nothing here turns one currency into another.")
                        .with("field", field);
            case COSTS_IN_ANOTHER_CURRENCY ->
                Problem.of(
                                ProblemType.COSTS_IN_ANOTHER_CURRENCY,
                                "Say the costs in the appraisal, or make it in the currency in which they are recorded.")
                        .with("field", field);
            case DEFLATOR_MISSING ->
                Problem.of(
                                ProblemType.DEFLATOR_MISSING,
                                "Publish deflators of both years in this community, or use amounts in prices of your year.")
                        .with("field", field);
        };
    }

    Uni<Answer> show(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> Answer.ok(1L, listed(row).view()))
                .orElseThrow(() -> Problem.notFound("appraisal").exception()));
    }

    private static Listed listed(Object[] row) {
        return new Listed(
                view((UUID) row[0], (UUID) row[1], (UUID) row[2], (String) row[3], Access.instant(row[4])),
                (Long) row[5]);
    }

    Uni<List<Listed>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.programme(),
                        filter.payer()))
                .map(rows -> rows.stream().map(AppraisalService::listed).toList());
    }
}
