package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
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
 * @param outsideLimits accounts that stand outside their limits, which a reversal, a settlement and new limits may bring about
 * @param outsideLimitsUnexplained those of them that none of the three explains
 * @param reservedMinutes what is held on all accounts together
 * @param reservedAmiss accounts on which less than nothing is held
 * @param closedAccounts how many are closed
 * @param closedOffZero closed accounts that have something, or on which something is held: nobody could reach it
 * @param clearingAccounts how many stand for other communities
 * @param clearingOffMirror those of them whose counterpart in the other community is missing, or does not stand at the opposite
 * @param reservedOffTheirHolds accounts on which not that is reserved what their open holds hold
 * @param offersOffTheirStock redemption offers of which not that is taken what holds and exchanges have
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
        long outsideLimitsUnexplained,
        long reservedMinutes,
        long reservedAmiss,
        long closedAccounts,
        long closedOffZero,
        long clearingAccounts,
        long clearingOffMirror,
        long reservedOffTheirHolds,
        long offersOffTheirStock) {

    /** One statement, and so one snapshot. What is held cannot be spent, so it counts against the floor. */
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
                select a.id, a.balance, a.reserved, a.kind, a.status, coalesce(b.minutes, 0) as minutes,
                       a.entries <> coalesce(b.entries, 0) or a.entries <> coalesce(b.newest, 0) as gaps,
                       coalesce(a.balance - a.reserved < a.floor, false)
                         or coalesce(a.balance > a.ceiling, false) as outside,
                       coalesce(b.corrected, false) as corrected,
                       a.kind = 'clearing' and a.balance is distinct from -m.balance as unlike
                from account a
                left join book b on b.account_id = a.id
                left join account m on a.kind = 'clearing' and m.kind = 'clearing'
                     and m.community_id = a.owner_id and m.owner_id = a.community_id
                where a.community_id = $1)
            select coalesce(sum(s.balance), 0)::bigint, count(*), (select count(*) from posting where community_id = $1),
                   count(*) filter (where s.balance <> s.minutes or s.gaps),
                   (select count(*) from moved where minutes <> 0),
                   (select count(*) from moved where twice <> 0),
                   count(*) filter (where s.outside),
                   count(*) filter (where s.outside and not s.corrected and not exists (
                       select from event e
                       where e.stream = s.id and e.type like 'org.reciprocity.account-limits-set.%')),
                   coalesce(sum(s.reserved), 0)::bigint,
                   count(*) filter (where s.reserved < 0),
                   count(*) filter (where s.status = 'closed'),
                   count(*) filter (where s.status = 'closed' and (s.balance <> 0 or s.reserved <> 0)),
                   count(*) filter (where s.kind = 'clearing'),
                   count(*) filter (where s.unlike),
                   (select count(*) from account a
                    where a.community_id = $1
                      and a.reserved <> (select coalesce(sum(h.minutes), 0) from hold h
                                         where h.account_id = a.id and h.state = 'held')),
                   (select count(*) from redemption_offer o
                    where o.community_id = $1
                      and o.taken <> (select coalesce(sum(u.units), 0) from offer_use u where u.offer_id = o.id)
                                   + (select coalesce(sum(r.units), 0) from offer_return r where r.offer_id = o.id))
            from standing s
            """;

    static Uni<Invariants> check(Sql sql, UUID community) {
        return sql.select(CHECK, community).map(rows -> of(rows.getFirst()));
    }

    private static Invariants of(Object[] row) {
        var figures = Arrays.stream(row).mapToLong(Long.class::cast).toArray();
        boolean holds = IntStream.of(0, 3, 4, 5, 7, 9, 11, 13, 14, 15).allMatch(zero -> figures[zero] == 0);
        return new Invariants(
                holds,
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                figures[4],
                figures[5],
                figures[6],
                figures[7],
                figures[8],
                figures[9],
                figures[10],
                figures[11],
                figures[12],
                figures[13],
                figures[14],
                figures[15]);
    }
}
