package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.eventlog.LogPosition;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;

/**
 * The two axes of time of an account: what had happened by a time, as it was known at another.
 *
 * <p>What is known at a sequence of the log is the beginning of an account's postings up to one of them: a posting is noted
 * while its account is locked and its event is appended under that lock, so the events of an account's postings have rising
 * sequences. That one is found by halving.
 *
 * @param at only what occurred up to then counts; null for all
 * @param knownAt the time at which it was known; null where a sequence says so, or for now
 * @param sequence the sequence up to which it was known; null where a time says so, or for now
 */
record AsOf(Instant at, Instant knownAt, Long sequence) {
    static final String AT_IS =
            "Only what occurred up to this time counts: 2026-04-01T00:00:00Z, or with another offset";

    static final String KNOWN_AT_IS =
            "As it was known at this time, or at this sequence of the log, such as 1042; as it is known now when left out";

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /**
     * The number of the newest posting known at sequence $3, and of the newest there is: $1 community, $2 account. A posting is known when the event that
     * moved it is: the last of its exchange's events that were recorded at its time.
     */
    private static final String NEWEST_KNOWN = """
            with recursive search(low, high) as (
                select 0::bigint, entries from account where community_id = $1 and id = $2
                union all
                select case when known then middle else low end, case when known then high else middle - 1 end
                  from (select low, high, middle,
                               coalesce((select coalesce(l.sequence <= $3, false)
                                           from posting p
                                           join event e on e.stream = p.exchange_id and e.recorded_at = p.recorded_at
                                                and (e.type like 'org.reciprocity.exchange-reversed.%') = p.reversal
                                           left join log_entry l on l.event = e.id
                                          where p.community_id = $1 and p.account_id = $2 and p.number = middle
                                          order by e.version desc limit 1), false) as known
                          from (select low, high, (low + high + 1) / 2 as middle from search where low < high) as half
                       ) as looked)
            select low, (select entries from account where community_id = $1 and id = $2) from search where low = high
            """;

    /** What all postings up to $3 come to that occurred up to $4, and how many they are. */
    private static final String BALANCE = """
            select coalesce(sum(minutes), 0)::bigint, count(*) from posting
             where community_id = $1 and account_id = $2 and number <= $3
               and ($4::timestamptz is null or occurred_at <= $4)
            """;

    /** The same postings one by one, before $5, each with what all up to it come to. */
    private static final String STATEMENT = """
            select number, exchange_id, kind, minutes, balance, occurred_at, recorded_at, reversal
              from (select number, exchange_id, kind, minutes,
                           sum(minutes) over (order by number)::bigint as balance,
                           occurred_at, recorded_at, reversal
                      from posting
                     where community_id = $1 and account_id = $2 and number <= $3
                       and ($4::timestamptz is null or occurred_at <= $4)) as counted
             where number < $5
               and ($7::text is null or kind = $7)
               and ($8::timestamptz is null or occurred_at >= $8)
               and ($9::timestamptz is null or occurred_at < $9)
             order by number desc limit $6
            """;

    /** The query parameters, either of which may be null. */
    static AsOf of(String at, String knownAt) {
        var occurred = Parameters.time(at, "at");
        return knownAt != null && DIGITS.matcher(knownAt).matches()
                ? new AsOf(occurred, null, Parameters.sequence(knownAt, "knownAt"))
                : new AsOf(occurred, Parameters.time(knownAt, "knownAt"), null);
    }

    /** Whether the account is asked for as it is. */
    boolean isNow() {
        return at == null && knownAt == null && sequence == null;
    }

    /** What is known of an account. */
    Uni<Known> known(Sql sql, UUID community, UUID account) {
        return (knownAt == null ? LogPosition.last(sql) : LogPosition.at(sql, knownAt)).chain(position -> {
            if (knownAt != null && knownAt.isAfter(position.now())) {
                throw Problem.of(ProblemType.NOT_KNOWN_YET, "Nobody can know yet what will be known then.")
                        .with("field", "knownAt")
                        .exception();
            }
            if (sequence != null && sequence > position.sequence()) {
                throw Problem.of(ProblemType.NOT_KNOWN_YET, "The log has not come to this sequence.")
                        .with("field", "knownAt")
                        .exception();
            }
            long through = sequence == null ? position.sequence() : sequence;
            return sql.select(NEWEST_KNOWN, community, account, through).map(rows -> {
                long known = (Long) rows.getFirst()[0];
                long newest = (Long) rows.getFirst()[1];
                return knownAt == null && sequence == null
                        ? new Known(
                                community,
                                account,
                                newest,
                                new AsOfView(at, null, known == newest ? through : null, false))
                        : new Known(
                                community,
                                account,
                                known,
                                new AsOfView(at, knownAt, through, sequence != null || position.closed()));
            });
        });
    }

    /** Of when an answer is. */
    @Schema(name = "AsOf")
    record AsOfView(
            @Schema(description = "What occurred up to then counts; absent for all")
            Instant at,

            @Schema(description = "As it was known then; absent where a sequence was given, or none")
            Instant knownAt,

            @Schema(
                    description =
                            "What had a sequence up to this one was known: ask for knownAt with it to get this again."
                                    + " Absent while something of it has been committed and has no sequence yet.")
            Long sequence,

            @Schema(
                    description = "Whether the same question has this answer for ever. It is false while nothing was"
                            + " recorded after knownAt, since what was recorded before may still be committed.")
            boolean settled) {

        /** The parameters that ask for the same again, whatever comes. */
        Map<String, Object> parameters() {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("at", at);
            parameters.put("knownAt", sequence);
            return parameters;
        }
    }

    /** A balance, and of when it is. */
    @Schema(name = "AccountBalance")
    record BalanceView(
            UUID id,
            UUID communityId,
            String kind,
            UUID ownerId,
            long balanceMinutes,

            @Schema(description = "How many postings it is the sum of")
            long postings,

            AsOfView asOf) {}

    /** A page of a statement, and of when it is. */
    record Statement(AsOfView asOf, List<AccountRow.StatementLine> lines) {}

    /** What the postings that count come to. */
    record Balance(UUID account, long minutes, long postings, AsOfView asOf) {

        BalanceView view(UUID community, String kind, UUID owner) {
            return new BalanceView(account, community, kind, owner, minutes, postings, asOf);
        }
    }

    /**
     * What is known of an account.
     *
     * @param newest the number of the newest posting that is; 0 for none
     * @param asOf of when that is
     */
    record Known(UUID community, UUID account, long newest, AsOfView asOf) {

        Uni<Balance> balance(Sql sql) {
            return sql.select(BALANCE, community, account, newest, occurred())
                    .map(rows -> new Balance(account, (Long) rows.getFirst()[0], (Long) rows.getFirst()[1], asOf));
        }

        Uni<Statement> statement(Sql sql, StatementFilter filter, Page page) {
            return sql.select(
                            STATEMENT,
                            community,
                            account,
                            newest,
                            occurred(),
                            page.before(),
                            page.rows(),
                            filter.kind(),
                            filter.earliest(),
                            filter.end())
                    .map(rows -> new Statement(
                            asOf, rows.stream().map(AccountRow::line).toList()));
        }

        private OffsetDateTime occurred() {
            return asOf.at() == null ? null : asOf.at().atOffset(ZoneOffset.UTC);
        }
    }
}
