package org.reciprocity.ledger.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
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
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/** Lets contracts, ends and shows them. */
@ApplicationScoped
class ContractService {
    private static final String TAKEN = """
            select exists(select from contract where community_id = $1 and code = $2),
                   (select id from contract where recorded_by = $3 and external_ref = $4)
            """;

    private static final String ADMITTED =
            "select agency_id from admission where community_id = $1 and agency_id = any($2::uuid[])";

    private static final String PROGRAMMES =
            "select id from programme where community_id = $1 and id = any($2::uuid[])";

    private static final String INSERT = """
            insert into contract (community_id, id, recorded_by, external_ref, code, commissioner_id, body, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, 1, $8)
            """;

    private static final String END =
            "update contract set ended_on = $2, ended_for = $3, version = $4 where id = $1 and ended_on is null";

    private static final String FIND = ContractRow.SELECT + " and o.id = $1";

    private static final String LOCKED = FIND + " for update of o";

    private static final String LIST = ContractRow.SELECT + """
             and o.community_id = $1 and o.number < $3
              and ($5::uuid is null or o.commissioner_id = $5)
              and ($6::text is null
                   or exists (select from jsonb_array_elements_text(o.body::jsonb -> 'programmes') as p (id) where p.id = $6))
            order by o.number desc
            limit $4
            """;

    /** What a list is narrowed by; null for all. */
    private static final String A_FIGURE = "the code of a figure of the catalogue";

    record Filter(UUID community, UUID programme, UUID commissioner, Page page) {}

    Uni<Outcome> let(Sql sql, Caller caller, ContractResource.NewContract request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var terms = request.terms(caller.agency());
        return Access.naming("communityId", Access.community(sql, caller, request.communityId()))
                .chain(community -> Access.begin(sql, id).chain(beginning -> {
                    if (beginning.taken()) {
                        return refused(ContractDecider.Refusal.ID_IN_USE, null, null);
                    }
                    return sql.select(TAKEN, community.id(), terms.code(), caller.agency(), request.externalRef())
                            .map(List::getFirst)
                            .chain(taken -> known(sql, community.id(), terms, taken)
                                    .chain(known -> switch (ContractDecider.decide(
                                            new Contract.None(),
                                            new ContractCommand.Let(terms, caller.agency(), known))) {
                                        case ContractDecider.Decision.Rejected rejected ->
                                            rejected.refusal() == ContractDecider.Refusal.FIGURE_UNKNOWN
                                                    ? Uni.createFrom()
                                                            .item(Outcome.refused(
                                                                    unknownFigure(rejected.field(), terms)))
                                                    : refused(rejected.refusal(), rejected.field(), (UUID) taken[1]);
                                        case ContractDecider.Decision.Accepted accepted ->
                                            isLet(
                                                    sql,
                                                    caller,
                                                    request,
                                                    id,
                                                    beginning.at(),
                                                    terms,
                                                    accepted.events().getFirst());
                                    }));
                }));
    }

    private static Uni<ContractCommand.Known> known(Sql sql, UUID community, Contract.Terms terms, Object[] taken) {
        return sql.select(ADMITTED, community, terms.providers().toArray(UUID[]::new))
                .chain(admitted -> sql.select(
                                PROGRAMMES, community, terms.programmes().toArray(UUID[]::new))
                        .map(programmes -> new ContractCommand.Known(
                                ids(admitted), ids(programmes), (Boolean) taken[0], taken[1] != null, Figures.CODES)));
    }

    private static Set<UUID> ids(List<Object[]> rows) {
        return rows.stream().map(row -> (UUID) row[0]).collect(Collectors.toSet());
    }

    private static Uni<Outcome> isLet(
            Sql sql,
            Caller caller,
            ContractResource.NewContract request,
            UUID id,
            Instant at,
            Contract.Terms terms,
            ContractEvent event) {
        var community = request.communityId();
        var written = ContractEventCodec.write(community, id, 1, at, event);
        var row = new ContractRow(community, id, terms, null, null, 1, at, 0, at);
        return sql.update(
                        INSERT,
                        community,
                        id,
                        caller.agency(),
                        request.externalRef(),
                        terms.code(),
                        terms.commissioner(),
                        written.body(),
                        at.atOffset(ZoneOffset.UTC))
                .map(inserted -> new Outcome(Answer.created("/contracts/" + id, 1, row.view()), List.of(written)));
    }

    Uni<Outcome> end(Sql sql, Call call, UUID id, ContractResource.End request) {
        return sql.select(LOCKED, id, call.caller().agencyOrNone())
                .map(ContractService::seen)
                .invoke(row -> Versions.require(call, row.version()))
                .chain(row -> switch (ContractDecider.decide(
                        row.state(),
                        new ContractCommand.End(call.caller().agency(), request.endedOn(), request.reason()))) {
                    case ContractDecider.Decision.Rejected rejected ->
                        refused(rejected.refusal(), rejected.field(), null);
                    case ContractDecider.Decision.Accepted accepted -> {
                        var after = row.ended(request);
                        yield sql.update(END, id, request.endedOn(), request.reason(), after.version())
                                .map(updated -> new Outcome(
                                        Answer.created("/contracts/" + id, after.version(), after.view()),
                                        List.of(ContractEventCodec.write(
                                                row.community(),
                                                id,
                                                after.version(),
                                                row.now(),
                                                accepted.events().getFirst()))));
                    }
                });
    }

    private static Uni<Outcome> refused(ContractDecider.Refusal refusal, String field, UUID existing) {
        return Uni.createFrom().item(Outcome.refused(problem(refusal, field, existing)));
    }

    /** The first code that is no figure's, and the nearest that are. */
    private static Problem unknownFigure(String field, Contract.Terms terms) {
        var code = terms.domains().stream()
                .map(Contract.Domain::measuredBy)
                .filter(by -> by.kind().equals("figure") && !Figures.CODES.contains(by.code()))
                .findFirst()
                .map(Contract.MeasuredBy::code)
                .orElse(terms.paidOn());
        var nearest = JsonNodeFactory.instance.arrayNode();
        Figures.nearest(code).forEach(nearest::add);
        return Problem.field(field, A_FIGURE).with("nearest", nearest);
    }

    private static Problem problem(ContractDecider.Refusal refusal, String field, UUID existing) {
        return switch (refusal) {
            case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case NOT_LET -> Problem.notFound("contract");
            case NOT_YOURS -> Problem.of(ProblemType.NOT_YOURS, "A contract is let and ended by its commissioner.");
            case AGENCY_UNKNOWN -> Problem.notFound("agency", field);
            case PROGRAMME_UNKNOWN -> Problem.notFound("programme", field);
            case CODE_IN_USE ->
                Problem.of(ProblemType.CODE_IN_USE, "Another contract of this community has this code.");
            case REFERENCE_IN_USE ->
                Problem.of(ProblemType.EXTERNAL_REF_IN_USE, "Your agency has let a contract under this reference.")
                        .with("existing", "/contracts/" + existing);
            case DAYS_INVERTED ->
                Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The first day or a later one.")
                        .with("field", field);
            case TARGET_UNCLEAR -> Problem.field(field, "a target and a direction come together");
            case FIGURE_UNKNOWN -> Problem.field(field, A_FIGURE);
            case PAID_FIGURE_ALONE ->
                Problem.of(
                                ProblemType.PAID_FIGURE_ALONE,
                                "Name another figure of the catalogue that shows whether this one is reached at the expense of what was meant.")
                        .with("field", field);
            case ENDED_ALREADY -> Problem.of(ProblemType.ALREADY_ENDED, "The contract has its last day.");
            case DAY_OUTSIDE ->
                Problem.of(
                                ProblemType.OUTSIDE_THE_CONTRACT,
                                "It ends on one of its days, the first and the last included.")
                        .with("field", field);
        };
    }

    Uni<Answer> show(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone())
                .map(ContractService::seen)
                .map(row -> Answer.ok(row.version(), row.view()));
    }

    private static ContractRow seen(List<Object[]> rows) {
        return rows.stream().findFirst().map(ContractRow::of).orElseThrow(() -> Problem.notFound("contract")
                .exception());
    }

    Uni<List<ContractRow>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.commissioner(),
                        filter.programme() == null ? null : filter.programme().toString()))
                .map(rows -> rows.stream().map(ContractRow::of).toList());
    }
}
