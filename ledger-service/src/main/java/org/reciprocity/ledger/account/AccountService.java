package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;

/** Shows accounts and their statements, sets limits, suspends and reopens. */
@ApplicationScoped
class AccountService {
    /**
     * What an agency, $2, sees of a community: its pot and issuance, its own accounts, those of the participants it sees,
     * and as its lead all of them.
     */
    private static final String VISIBLE = """
             (c.lead_agency_id = $2 or a.owner_id = $2
              or exists (
                  select from admission m
                  where m.community_id = a.community_id and m.agency_id = $2
                    and (a.kind in ('pot', 'issuance', 'clearing')
                         or exists (select from participant_sight s
                                    where s.community_id = a.community_id and s.participant_id = a.owner_id
                                      and s.agency_id = $2))))
            """;

    private static final String FIND = "select " + AccountRow.COLUMNS
            + " from account a join community c on c.id = a.community_id where a.id = $1 and" + VISIBLE;

    /** The number comes last, after the columns that make a row. */
    private static final String LIST = "select " + AccountRow.COLUMNS + ", a.number"
            + " from account a join community c on c.id = a.community_id where a.community_id = $1 and" + VISIBLE
            + """
             and ($3::uuid is null or a.owner_id = $3) and ($4::text is null or a.kind = $4)
             and ($5::text is null or a.status = $5) and a.number < $6
            order by a.number desc limit $7
            """;

    private static final String STATEMENT = """
            select number, exchange_id, kind, minutes, balance, occurred_at, recorded_at, reversal
            from posting
            where community_id = $1 and account_id = $2 and number < $3
              and ($5::text is null or kind = $5)
              and ($6::timestamptz is null or occurred_at >= $6)
              and ($7::timestamptz is null or occurred_at < $7)
            order by number desc limit $4
            """;

    private static final String LOCK = """
            with locked as materialized (select id from account where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    /** The policy may not change before what follows from it is committed. */
    private static final String POLICY = """
            select c.participant_floor, c.participant_ceiling from community c
            where c.id = (select community_id from account where id = $1) for share
            """;

    static final String SET_LIMITS = """
            update account set floor = $3, ceiling = $4, version = $5, own_limits = $6 where community_id = $1 and id = $2
            """;

    static final String SET_STATUS = "update account set status = $3, version = $4 where community_id = $1 and id = $2";

    Uni<Answer> find(Sql sql, Caller caller, UUID id) {
        return row(sql, caller, id).map(row -> Answer.ok(row.version(), row.view()));
    }

    static Uni<AccountRow> row(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone())
                .map(rows -> rows.stream().findFirst().map(AccountRow::of).orElseThrow(() -> Problem.notFound("account")
                        .exception()));
    }

    /** An account in a list, and its number there. */
    record Listed(AccountResource.AccountView view, long number) {}

    Uni<List<Listed>> list(Sql sql, Caller caller, UUID community, UUID owner, String kind, String status, Page page) {
        return Access.community(sql, caller, community)
                .chain(() -> sql.select(
                        LIST, community, caller.agencyOrNone(), owner, kind, status, page.before(), page.rows()))
                .map(rows -> rows.stream()
                        .map(row -> new Listed(AccountRow.of(row).view(), (Long) row[row.length - 1]))
                        .toList());
    }

    Uni<List<AccountRow.StatementLine>> statement(Sql sql, Caller caller, UUID id, StatementFilter filter, Page page) {
        return row(sql, caller, id)
                .chain(row -> sql.select(
                        STATEMENT,
                        row.community(),
                        id,
                        page.before(),
                        page.rows(),
                        filter.kind(),
                        filter.earliest(),
                        filter.end()))
                .map(rows -> rows.stream().map(AccountRow::line).toList());
    }

    Uni<Answer> balance(Sql sql, Caller caller, UUID id, AsOf asOf) {
        return row(sql, caller, id).chain(row -> asOf.known(sql, row.community(), id)
                .chain(known -> known.balance(sql))
                .map(balance -> Answer.ok(null, balance.view(row.community(), row.kind(), row.owner()))));
    }

    Uni<AsOf.Statement> statement(Sql sql, Caller caller, UUID id, AsOf asOf, StatementFilter filter, Page page) {
        return row(sql, caller, id)
                .chain(row -> asOf.known(sql, row.community(), id).chain(known -> known.statement(sql, filter, page)));
    }

    /** Gives a participant's account the limits of the policy, which it follows from then on. */
    Uni<Outcome> followPolicy(Write write, Call call, UUID id, AccountResource.Limits request) {
        return row(write.sql(), call.caller(), id)
                .invoke(row -> Access.lead(call.caller(), row.lead()))
                .call(row -> Access.another(write.sql(), call.caller(), row.owner()))
                .invoke(() -> Versions.demand(call))
                .invoke(() -> {
                    if (request.floorMinutes() != null || request.ceilingMinutes() != null) {
                        throw Problem.of(ProblemType.INVALID_FIELD, "Limits by the policy are not said here.")
                                .with("field", "byPolicy")
                                .exception();
                    }
                })
                .chain(() -> write.sql().select(POLICY, id))
                .chain(rows -> {
                    var policy = rows.getFirst();
                    return change(
                            write,
                            call,
                            id,
                            new AccountCommand.FollowPolicy(
                                    ((Number) policy[0]).longValue(), ((Number) policy[1]).longValue()));
                });
    }

    /** What the lead decides of an account, against the version it has read. */
    Uni<Outcome> change(Write write, Call call, UUID id, AccountCommand command) {
        return row(write.sql(), call.caller(), id)
                .invoke(row -> Access.lead(call.caller(), row.lead()))
                .call(row -> Access.another(write.sql(), call.caller(), row.owner()))
                .invoke(() -> Versions.demand(call))
                .chain(row -> write.sql().select(LOCK, row.community(), id).chain(locked -> EventStore.read(
                                write.sql(), id)
                        .chain(stream ->
                                change(write, call, row, command, stream, Access.instant(locked.getFirst()[0])))));
    }

    private static Uni<Outcome> change(
            Write write, Call call, AccountRow row, AccountCommand command, List<StoredEvent> stream, Instant at) {
        Versions.require(call, stream.size());
        long version = stream.size() + 1L;
        return switch (AccountDecider.decide(Accounts.fold(stream), command)) {
            case AccountDecider.Decision.Rejected rejected ->
                Uni.createFrom()
                        .item(Outcome.refused(problem(rejected.refusal()).with("account", row.id())));
            case AccountDecider.Decision.Accepted accepted -> {
                var event = accepted.events().getFirst();
                yield enter(write.sql(), row, event, version)
                        .chain(() -> row(write.sql(), call.caller(), row.id()))
                        .map(after -> new Outcome(
                                answer(command, after),
                                List.of(AccountEventCodec.write(row.community(), row.id(), version, at, event))));
            }
        };
    }

    private static Uni<Integer> enter(Sql sql, AccountRow row, AccountEvent event, long version) {
        return switch (event) {
            case AccountEvent.Opened opened -> throw new IllegalStateException("An account was opened twice");
            case AccountEvent.LimitsSet set ->
                sql.update(SET_LIMITS, row.community(), row.id(), set.floor(), set.ceiling(), version, !set.byPolicy());
            case AccountEvent.StatusSet set ->
                sql.update(SET_STATUS, row.community(), row.id(), set.status().wire(), version);
        };
    }

    /** Limits are put, and answered with 200; what else is done to an account is posted, and answered with 201. */
    private static Answer answer(AccountCommand command, AccountRow after) {
        return command instanceof AccountCommand.SetLimits || command instanceof AccountCommand.FollowPolicy
                ? Answer.ok(after.version(), after.view())
                : Answer.created("/accounts/" + after.id(), after.version(), after.view());
    }

    private static Problem problem(AccountDecider.Refusal refusal) {
        return switch (refusal) {
            case ALREADY_OPEN -> Problem.of(ProblemType.ID_IN_USE, "The account is open already.");
            case NOT_OPEN -> Problem.notFound("account");
            case LIMITS_FIXED ->
                Problem.of(
                        ProblemType.LIMITS_FIXED,
                        "The limits of issuance, redemption and clearing accounts follow from what they are.");
            case STATUS_FIXED ->
                Problem.of(ProblemType.STATUS_FIXED, "Accounts of participants and agencies are suspended and closed.");
            case ALREADY_SUSPENDED -> Problem.of(ProblemType.ALREADY_SUSPENDED, "Only corrections move it.");
            case NOT_SUSPENDED -> Problem.of(ProblemType.NOT_SUSPENDED, "It is open.");
            case CLOSED -> Problem.of(ProblemType.ALREADY_CLOSED, "It is closed for ever.");
            case HAS_HOLDS, NOT_AT_ZERO ->
                throw new IllegalStateException("An account is closed by settling it, not so: " + refusal);
            case NOT_BY_POLICY -> Problem.of(ProblemType.LIMITS_NOT_BY_POLICY, "Set its limits themselves.");
            case LIMITS_MISSING ->
                Problem.of(ProblemType.INVALID_POLICY, "A participant's account has a floor and a ceiling.");
            case LIMITS_EXCLUDE_ZERO ->
                Problem.of(ProblemType.INVALID_POLICY, "A floor is zero or below, a ceiling zero or above.");
        };
    }
}
