package org.reciprocity.ledger.value;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.security.Caller;

/** Publishes unit costs and deflators in a community, and shows them. */
@ApplicationScoped
public class PriceService {
    private static final String KNOWN = """
            select exists(select from admission where community_id = $1 and agency_id = $2),
                   (select id from unit_cost where recorded_by = $3 and external_ref = $4)
            """;

    private static final String REFERENCE = "select id from deflator where recorded_by = $1 and external_ref = $2";

    private static final String INSERT_UNIT_COST = """
            insert into unit_cost (community_id, id, recorded_by, external_ref, code, title, year, currency, amount, source,
                                   inclusions, payer_id, grade, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)
            """;

    private static final String INSERT_DEFLATOR = """
            insert into deflator (community_id, id, recorded_by, external_ref, currency, year, level, source, version,
                                  recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7::text::numeric, $8, 1, $9)
            """;

    /** Seen by every agency that is admitted to the community. */
    private static final String VISIBLE =
            " where exists (select from admission m where m.community_id = o.community_id and m.agency_id = $2)";

    private static final String UNIT_COST = """
            select o.community_id, o.id, o.code, o.title, o.year, o.currency, o.amount, o.source, o.inclusions, o.payer_id,
                   o.grade, o.recorded_at, o.number
            from unit_cost o
            """ + VISIBLE;

    private static final String DEFLATOR = """
            select o.community_id, o.id, o.currency, o.year, o.level::text, o.source, o.recorded_at, o.number
            from deflator o
            """ + VISIBLE;

    private static final String FIND = " and o.id = $1";

    private static final String LIST = """
             and o.community_id = $1 and o.number < $3
              and ($5::text is null or o.%s = $5)
              and ($6::integer is null or o.year = $6)
            order by o.number desc
            limit $4
            """;

    private static final String UNIT_COSTS = UNIT_COST + LIST.formatted("code");
    private static final String DEFLATORS = DEFLATOR + LIST.formatted("currency");

    /** What a list is narrowed by, the code or the currency for one; null for all. */
    record Filter(UUID community, String word, Integer year, Page page) {}

    /** One in a list, and its number there. */
    record Listed<T>(T view, long number) {}

    /** Publishes a unit cost. */
    public Uni<Outcome> publish(Sql sql, Caller caller, UnitCostResource.NewUnitCost request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("communityId", Access.community(sql, caller, request.communityId()))
                .chain(community -> Access.begin(sql, id).chain(beginning -> sql.select(
                                KNOWN, community.id(), request.payerId(), caller.agency(), request.externalRef())
                        .map(List::getFirst)
                        .chain(row -> {
                            if (beginning.taken()) {
                                return refused(
                                        ValueDecider.Refusal.ID_IN_USE, ValueProblems.UNIT_COST, "/unit-costs/", null);
                            }
                            var existing = (UUID) row[1];
                            var cost = request.unitCost();
                            var command = new ValueCommand.PublishUnitCost(
                                    cost, new ValueCommand.Known(true, (Boolean) row[0], existing != null));
                            return switch (ValueDecider.decide(new Value.None(), command)) {
                                case ValueDecider.Decision.Rejected rejected ->
                                    refused(rejected.refusal(), ValueProblems.UNIT_COST, "/unit-costs/", existing);
                                case ValueDecider.Decision.Accepted accepted ->
                                    sql.update(
                                                    INSERT_UNIT_COST,
                                                    community.id(),
                                                    id,
                                                    caller.agency(),
                                                    request.externalRef(),
                                                    cost.code(),
                                                    cost.title(),
                                                    cost.year(),
                                                    cost.currency(),
                                                    cost.amount(),
                                                    cost.source(),
                                                    cost.inclusions().toArray(String[]::new),
                                                    cost.payer(),
                                                    cost.grade(),
                                                    beginning.at().atOffset(ZoneOffset.UTC))
                                            .map(inserted -> published(
                                                    community.id(),
                                                    id,
                                                    beginning,
                                                    "/unit-costs/",
                                                    UnitCostResource.UnitCostView.of(
                                                            id, community.id(), cost, beginning.at()),
                                                    accepted.events().getFirst()));
                            };
                        })));
    }

    /** Publishes a deflator. */
    public Uni<Outcome> publish(Sql sql, Caller caller, DeflatorResource.NewDeflator request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("communityId", Access.community(sql, caller, request.communityId()))
                .chain(community -> Access.begin(sql, id)
                        .chain(beginning -> sql.select(REFERENCE, caller.agency(), request.externalRef())
                                .chain(rows -> {
                                    if (beginning.taken()) {
                                        return refused(ValueDecider.Refusal.ID_IN_USE, "deflator", "/deflators/", null);
                                    }
                                    var existing = rows.isEmpty() ? null : (UUID) rows.getFirst()[0];
                                    var deflator = request.deflator();
                                    var command = new ValueCommand.PublishDeflator(
                                            deflator, new ValueCommand.Known(true, true, existing != null));
                                    return switch (ValueDecider.decide(new Value.None(), command)) {
                                        case ValueDecider.Decision.Rejected rejected ->
                                            refused(rejected.refusal(), "deflator", "/deflators/", existing);
                                        case ValueDecider.Decision.Accepted accepted ->
                                            sql.update(
                                                            INSERT_DEFLATOR,
                                                            community.id(),
                                                            id,
                                                            caller.agency(),
                                                            request.externalRef(),
                                                            deflator.currency(),
                                                            deflator.year(),
                                                            deflator.index().toPlainString(),
                                                            deflator.source(),
                                                            beginning.at().atOffset(ZoneOffset.UTC))
                                                    .map(inserted -> published(
                                                            community.id(),
                                                            id,
                                                            beginning,
                                                            "/deflators/",
                                                            DeflatorResource.DeflatorView.of(
                                                                    id, community.id(), deflator, beginning.at()),
                                                            accepted.events().getFirst()));
                                    };
                                })));
    }

    private static Outcome published(
            UUID community, UUID id, Access.Beginning beginning, String path, Object view, ValueEvent event) {
        return new Outcome(
                Answer.created(path + id, 1, view),
                List.of(ValueEventCodec.write(community, community, id, 1, beginning.at(), event)));
    }

    private static Uni<Outcome> refused(ValueDecider.Refusal refusal, String what, String path, UUID existing) {
        return Uni.createFrom().item(Outcome.refused(ValueProblems.of(refusal, what, path, existing)));
    }

    Uni<Answer> unitCost(Sql sql, Caller caller, UUID id) {
        return sql.select(UNIT_COST + FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> Answer.ok(1L, unitCost(row).view()))
                .orElseThrow(() -> Problem.notFound("unit cost").exception()));
    }

    Uni<Answer> deflator(Sql sql, Caller caller, UUID id) {
        return sql.select(DEFLATOR + FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> Answer.ok(1L, deflator(row).view()))
                .orElseThrow(() -> Problem.notFound("deflator").exception()));
    }

    Uni<List<Listed<UnitCostResource.UnitCostView>>> unitCosts(Sql sql, Caller caller, Filter filter) {
        return list(sql, UNIT_COSTS, caller, filter)
                .map(rows -> rows.stream().map(PriceService::unitCost).toList());
    }

    Uni<List<Listed<DeflatorResource.DeflatorView>>> deflators(Sql sql, Caller caller, Filter filter) {
        return list(sql, DEFLATORS, caller, filter)
                .map(rows -> rows.stream().map(PriceService::deflator).toList());
    }

    private static Uni<List<Object[]>> list(Sql sql, String query, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        query,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.word(),
                        filter.year()));
    }

    private static Listed<UnitCostResource.UnitCostView> unitCost(Object[] row) {
        var cost = new Value.UnitCost(
                (String) row[2],
                (String) row[3],
                (Integer) row[4],
                (String) row[5],
                (Long) row[6],
                (String) row[7],
                Arrays.asList((String[]) row[8]),
                (UUID) row[9],
                (Integer) row[10]);
        return new Listed<>(
                UnitCostResource.UnitCostView.of((UUID) row[1], (UUID) row[0], cost, Access.instant(row[11])),
                (Long) row[12]);
    }

    private static Listed<DeflatorResource.DeflatorView> deflator(Object[] row) {
        var deflator = new Value.Deflator(
                (String) row[2], (Integer) row[3], new java.math.BigDecimal((String) row[4]), (String) row[5]);
        return new Listed<>(
                DeflatorResource.DeflatorView.of((UUID) row[1], (UUID) row[0], deflator, Access.instant(row[6])),
                (Long) row[7]);
    }
}
