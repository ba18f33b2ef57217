package org.reciprocity.ledger.value;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;
import org.reciprocity.ledger.withdrawal.Withdrawal;

/** Records costs and benefits, withdraws and shows them. */
@ApplicationScoped
class MoneyService {
    private static final String KNOWN = """
            select exists(select from admission where community_id = $1 and agency_id = $2),
                   (select id from money_fact where recorded_by = $3 and kind = $4 and external_ref = $5)
            """;

    private static final String INSERT = """
            insert into money_fact (community_id, id, kind, programme_id, recorded_by, external_ref, agency_id, year, amount,
                                    currency, price_year, in_kind, preventive, cashable, grade, item, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)
            """;

    private static final String WITHDRAW =
            "update money_fact set withdrawn_for = $2, version = $3 where id = $1 and withdrawn_for is null";

    private static final String FIND = MoneyRow.SELECT + " and o.id = $1";

    private static final String LOCKED = FIND + " for update of o";

    private static final String LIST = MoneyRow.SELECT + """
             and o.community_id = $1 and o.number < $4
              and ($6::uuid is null or o.programme_id = $6)
              and ($7::uuid is null or o.agency_id = $7)
              and ($8::integer is null or o.year = $8)
              and ($9::text is null or o.recorded_by = $2 and o.external_ref = $9)
            order by o.number desc
            limit $5
            """;

    /** What a list is narrowed by; null for all. */
    record Filter(UUID community, UUID programme, UUID agency, Integer year, String externalRef, Page page) {

        /** As parameters of a link. */
        Map<String, Object> parameters() {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("communityId", community);
            parameters.put("programmeId", programme);
            parameters.put("agencyId", agency);
            parameters.put("year", year);
            parameters.put("externalRef", externalRef);
            return parameters;
        }
    }

    /**
     * What is asked to be recorded.
     *
     * @param id its own id; null to be given one
     * @param programme of which programme
     * @param agency who bears or gains it; null where it is not told
     * @param externalRef the caller's reference; null for none
     * @param command the command, once is known what it has to know
     */
    record Asked(
            Value.Kind kind,
            UUID id,
            UUID programme,
            UUID agency,
            String externalRef,
            Function<ValueCommand.Known, ValueCommand> command) {}

    Uni<Outcome> record(Sql sql, Caller caller, Asked asked, Function<MoneyRow, Object> view) {
        var id = Optional.ofNullable(asked.id()).orElseGet(EventIds::next);
        return Access.naming("programmeId", Access.programme(sql, caller, asked.programme()))
                .chain(programme -> Access.begin(sql, id).chain(beginning -> sql.select(
                                KNOWN,
                                programme.community(),
                                asked.agency(),
                                caller.agency(),
                                asked.kind().wire(),
                                asked.externalRef())
                        .map(List::getFirst)
                        .chain(row -> {
                            if (beginning.taken()) {
                                return refused(asked.kind(), ValueDecider.Refusal.ID_IN_USE, null);
                            }
                            var existing = (UUID) row[1];
                            var known = new ValueCommand.Known(
                                    caller.agency().equals(asked.agency())
                                            || caller.agency().equals(programme.lead()),
                                    (Boolean) row[0],
                                    existing != null);
                            return switch (ValueDecider.decide(
                                    new Value.None(), asked.command().apply(known))) {
                                case ValueDecider.Decision.Rejected rejected ->
                                    refused(asked.kind(), rejected.refusal(), existing);
                                case ValueDecider.Decision.Accepted accepted ->
                                    insert(
                                            sql,
                                            caller,
                                            asked,
                                            view,
                                            programme,
                                            id,
                                            beginning.at(),
                                            accepted.events().getFirst());
                            };
                        })));
    }

    private static Uni<Outcome> insert(
            Sql sql,
            Caller caller,
            Asked asked,
            Function<MoneyRow, Object> view,
            Access.Thing programme,
            UUID id,
            Instant at,
            ValueEvent event) {
        var row = new MoneyRow(
                programme.community(),
                id,
                programme.id(),
                caller.agency(),
                programme.lead(),
                event,
                null,
                1,
                at,
                0,
                at,
                null);
        var columns = columns(event);
        return sql.update(
                        INSERT,
                        programme.community(),
                        id,
                        asked.kind().wire(),
                        programme.id(),
                        caller.agency(),
                        asked.externalRef(),
                        columns.agency(),
                        columns.money().year(),
                        columns.money().amount(),
                        columns.money().currency(),
                        columns.money().priceYear(),
                        columns.inKind(),
                        columns.preventive(),
                        columns.cashable(),
                        columns.grade(),
                        columns.item(),
                        at.atOffset(ZoneOffset.UTC))
                .map(inserted -> new Outcome(
                        Answer.created(path(asked.kind()) + "/" + id, 1, view.apply(row)),
                        List.of(ValueEventCodec.write(programme.community(), programme.id(), id, 1, at, event))));
    }

    /** The columns in which costs and benefits differ, and those that they share. */
    private record Columns(
            UUID agency,
            Value.Money money,
            Boolean inKind,
            Boolean preventive,
            Boolean cashable,
            int grade,
            String item) {}

    private static Columns columns(ValueEvent event) {
        return switch (event) {
            case ValueEvent.CostBorne(Value.Cost cost) ->
                new Columns(
                        cost.agency(), cost.money(), cost.inKind(), cost.preventive(), null, cost.grade(), cost.item());
            case ValueEvent.BenefitAccrued(Value.Benefit benefit) ->
                new Columns(
                        benefit.agency(),
                        benefit.money(),
                        null,
                        null,
                        benefit.cashable(),
                        benefit.grade(),
                        benefit.item());
            case ValueEvent.UnitCostPublished price -> throw new IllegalStateException("A price is no cost");
            case ValueEvent.DeflatorPublished price -> throw new IllegalStateException("A price is no cost");
            case ValueEvent.Withdrawn withdrawn -> throw new IllegalStateException("It is withdrawn");
        };
    }

    Uni<Outcome> withdraw(
            Sql sql, Call call, Value.Kind kind, UUID id, NewWithdrawal asked, Function<MoneyRow, Object> view) {
        var caller = call.caller();
        var reason = Withdrawal.Reason.of(asked.reason());
        var withdrawal = new Withdrawal(id, kind.of(), reason);
        return sql.select(LOCKED, id, caller.agencyOrNone(), kind.wire())
                .map(rows -> seen(rows, kind))
                .invoke(row -> Versions.require(call, row.version()))
                .chain(row -> {
                    boolean may = caller.agency().equals(row.recordedBy())
                            || caller.agency().equals(row.lead());
                    return switch (ValueDecider.decide(row.state(), new ValueCommand.Withdraw(withdrawal, may))) {
                        case ValueDecider.Decision.Rejected rejected -> refused(kind, rejected.refusal(), null);
                        case ValueDecider.Decision.Accepted accepted -> {
                            var after = row.withdrawn(reason);
                            yield sql.update(WITHDRAW, id, reason.wire(), after.version())
                                    .map(updated -> new Outcome(
                                            Answer.created(path(kind) + "/" + id, after.version(), view.apply(after)),
                                            List.of(ValueEventCodec.write(
                                                    row.community(),
                                                    row.programme(),
                                                    id,
                                                    after.version(),
                                                    row.now(),
                                                    accepted.events().getFirst()))));
                        }
                    };
                });
    }

    private static Uni<Outcome> refused(Value.Kind kind, ValueDecider.Refusal refusal, UUID existing) {
        return Uni.createFrom()
                .item(Outcome.refused(ValueProblems.of(refusal, kind.wire(), path(kind) + "/", existing)));
    }

    /** Where they are. */
    static String path(Value.Kind kind) {
        return switch (kind) {
            case COST -> "/costs";
            case BENEFIT -> "/benefits";
        };
    }

    Uni<Answer> show(Sql sql, Caller caller, Value.Kind kind, UUID id, Function<MoneyRow, Object> view) {
        return sql.select(FIND, id, caller.agencyOrNone(), kind.wire())
                .map(rows -> seen(rows, kind))
                .map(row -> Answer.ok(row.version(), view.apply(row)));
    }

    private static MoneyRow seen(List<Object[]> rows, Value.Kind kind) {
        return rows.stream().findFirst().map(MoneyRow::of).orElseThrow(() -> Problem.notFound(kind.wire())
                .exception());
    }

    Uni<List<MoneyRow>> list(Sql sql, Caller caller, Value.Kind kind, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        kind.wire(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.programme(),
                        filter.agency(),
                        filter.year(),
                        filter.externalRef()))
                .map(rows -> rows.stream().map(MoneyRow::of).toList());
    }
}
