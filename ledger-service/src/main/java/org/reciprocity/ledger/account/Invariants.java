package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.eventlog.Sql;

/**
 * Whether a community's book is right, as of one moment.
 *
 * @param holds whether everything that must be zero is
 * @param sumMinutes the sum of all balances: zero, for whatever one account gains another gives
 * @param accounts how many accounts there are
 * @param postings how many postings there are
 * @param balancesOffTheirPostings accounts whose balance is not the sum of their postings
 * @param exchangesOffBalance exchanges whose postings do not sum to zero
 * @param exchangesPostedTwice exchanges that moved an account more than once, or were reversed more than once
 * @param outsideLimits accounts that stand outside their limits, which a reversal, a leaver's settlement
 *     and new limits may bring about
 * @param outsideLimitsUnexplained those of them that none of the three explains
 */
@Schema(name = "Invariants")
public record Invariants(
        boolean holds,
        long sumMinutes,
        long accounts,
        long postings,
        long balancesOffTheirPostings,
        long exchangesOffBalance,
        long exchangesPostedTwice,
        long outsideLimits,
        long outsideLimitsUnexplained) {

    /** One statement, and so one snapshot. */
    private static final String CHECK = """
            with book as (
                select account_id, sum(minutes) as minutes, count(*) as entries, max(number) as newest,
                       bool_or(reversal or kind = 'settlement') as corrected
                from posting where community_id = $1 group by account_id),
            moved as (
                select exchange_id, sum(minutes) as minutes,
                       count(*) - count(distinct (account_id, reversal)) as twice
                from posting where community_id = $1 group by exchange_id),
            standing as (
                select a.balance, coalesce(b.minutes, 0) as minutes,
                       a.entries <> coalesce(b.entries, 0) or a.entries <> coalesce(b.newest, 0) as gaps,
                       a.balance < a.floor or a.balance > a.ceiling as outside,
                       coalesce(b.corrected, false) or a.version > 1 as explained
                from account a left join book b on b.account_id = a.id
                where a.community_id = $1)
            select coalesce(sum(s.balance), 0)::bigint, count(*), (select count(*) from posting where community_id = $1),
                   count(*) filter (where s.balance <> s.minutes or s.gaps),
                   (select count(*) from moved where minutes <> 0),
                   (select count(*) from moved where twice <> 0),
                   count(*) filter (where s.outside),
                   count(*) filter (where s.outside and not s.explained)
            from standing s
            """;

    static Uni<Invariants> check(Sql sql, UUID community) {
        return sql.select(CHECK, community).map(rows -> of(rows.getFirst()));
    }

    private static Invariants of(Object[] row) {
        long sum = (Long) row[0];
        long off = (Long) row[3];
        long unbalanced = (Long) row[4];
        long twice = (Long) row[5];
        long unexplained = (Long) row[7];
        return new Invariants(
                sum == 0 && off == 0 && unbalanced == 0 && twice == 0 && unexplained == 0,
                sum,
                (Long) row[1],
                (Long) row[2],
                off,
                unbalanced,
                twice,
                (Long) row[6],
                unexplained);
    }
}
