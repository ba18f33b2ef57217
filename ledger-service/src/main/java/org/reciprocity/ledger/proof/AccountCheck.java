package org.reciprocity.ledger.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.ledger.request.LongReads;

/**
 * Checks that each account's balance is the sum of its postings, that what it has reserved is what is held on it, and that the
 * balances of each community sum to zero.
 *
 * <p>Every account is looked at, but of its postings only those since it was right the last time: what they come to, on top
 * of what was noted then, has to be its balance. Some accounts are counted from their first posting on each time, so that in
 * time all are, over and over. Each statement is one snapshot, in which balances and postings agree if they ever do.
 */
final class AccountCheck {
    private static final int PAGE = 5_000;
    private static final int AT_ONCE = 500;

    /** A page of accounts after one, and whether those that moved since they were right are right still. */
    private static final String FRESH = """
            with page as materialized (
                select a.community_id, a.id, a.balance, a.entries, coalesce(m.entries, 0) as known,
                       coalesce(m.minutes, 0) as minutes
                  from account a left join account_mark m on m.account_id = a.id
                 where a.id > $1 order by a.id limit $2),
            counted as (
                select p.id, count(f.number) as fresh, coalesce(sum(f.minutes), 0) as minutes,
                       coalesce(bool_and(f.balance = p.minutes + f.running and f.number = p.known + f.place), true) as steady
                  from page p
                  left join lateral (
                       select number, minutes, balance, sum(minutes) over (order by number) as running,
                              row_number() over (order by number) as place
                         from posting
                        where community_id = p.community_id and account_id = p.id and number > p.known) f on true
                 where p.entries <> p.known or p.balance <> p.minutes
                 group by p.id),
            judged as (
                select p.id, p.entries, p.balance,
                       c.steady and p.known + c.fresh = p.entries and p.minutes + c.minutes = p.balance as holds
                  from page p join counted c on c.id = p.id),
            marked as (
                insert into account_mark (account_id, entries, minutes)
                select id, entries, balance from judged where holds
                on conflict (account_id) do update set entries = excluded.entries, minutes = excluded.minutes)
            select p.id, coalesce(j.holds, true) from page p left join judged j on j.id = p.id order by p.id
            """;

    /** Accounts of which what is reserved is not what is held. */
    private static final String RESERVED = """
            select coalesce(a.id, h.account_id)
              from (select id, reserved from account where reserved <> 0) a
              full join held h on h.account_id = a.id
             where coalesce(a.reserved, 0) <> coalesce(h.minutes, 0)
            """;

    private static final String SLICE = "select id, entries from account where id > $1 order by id limit $2";

    /** Accounts, counted from their first posting on. */
    private static final String RECOUNT = """
            select a.community_id, a.id, a.balance, coalesce(p.minutes, 0)::bigint, a.entries, coalesce(p.entries, 0),
                   coalesce(p.steady, true), a.reserved, coalesce(h.minutes, 0)
              from account a
              left join lateral (
                   select sum(minutes) as minutes, count(*) as entries,
                          bool_and(balance = running and number = place) as steady
                     from (select minutes, number, balance, sum(minutes) over (order by number) as running,
                                  row_number() over (order by number) as place
                             from posting where community_id = a.community_id and account_id = a.id) as one) p on true
              left join lateral (select minutes from held where account_id = a.id) h on true
             where a.id = any($1::uuid[])
            """;

    private static final String MARK = """
            insert into account_mark (account_id, entries, minutes)
            select * from unnest($1::uuid[], $2::bigint[], $3::bigint[])
            on conflict (account_id) do update set entries = excluded.entries, minutes = excluded.minutes
            """;

    private static final String SUMS = """
            select community_id, sum(balance)::bigint from account group by community_id having sum(balance) <> 0
            """;

    private final LongReads reads;
    private final Findings findings;
    private final List<Finding> known;
    private final Runnable step;
    private long accounts;

    /**
     * A check.
     *
     * @param known what was found before
     * @param step called between two statements
     */
    AccountCheck(LongReads reads, Findings findings, List<Finding> known, Runnable step) {
        this.reads = reads;
        this.findings = findings;
        this.known = known;
        this.step = step;
    }

    /**
     * Runs it.
     *
     * @param from the account after which to count some from their first posting on
     * @param again about how many postings to count so
     * @return the last account that was counted so; {@link Finding#NONE} to begin with the first again
     */
    UUID run(UUID from, int again) {
        var doubtful = new LinkedHashSet<UUID>();
        fresh(doubtful);
        reads.read(sql -> sql.select(RESERVED)).forEach(row -> doubtful.add((UUID) row[0]));
        known.stream().filter(Finding::ofAccount).map(Finding::account).forEach(doubtful::add);
        recount(doubtful);
        var last = again(from, again);
        sums();
        return last;
    }

    /** How many accounts were looked at. */
    long accounts() {
        return accounts;
    }

    private void fresh(Set<UUID> doubtful) {
        var after = Finding.NONE;
        while (true) {
            var begin = after;
            var page = reads.read(sql -> sql.select(FRESH, begin, PAGE));
            for (var row : page) {
                if (!(Boolean) row[1]) {
                    doubtful.add((UUID) row[0]);
                }
            }
            accounts += page.size();
            step.run();
            if (page.size() < PAGE) {
                return;
            }
            after = (UUID) page.getLast()[0];
        }
    }

    private UUID again(UUID from, int again) {
        var slice = reads.read(sql -> sql.select(SLICE, from, PAGE));
        var some = new ArrayList<UUID>();
        long postings = 0;
        for (var row : slice) {
            if (postings > again) {
                break;
            }
            some.add((UUID) row[0]);
            postings += (Long) row[1];
        }
        recount(some);
        return some.size() < slice.size() || slice.size() == PAGE ? some.getLast() : Finding.NONE;
    }

    private void recount(Collection<UUID> doubtful) {
        var list = List.copyOf(doubtful);
        for (int from = 0; from < list.size(); from += AT_ONCE) {
            var ids = list.subList(from, Math.min(from + AT_ONCE, list.size())).toArray(UUID[]::new);
            var right = new ArrayList<Object[]>();
            for (var row : reads.read(sql -> sql.select(RECOUNT, (Object) ids))) {
                var wrong = judge(row);
                wrong.forEach(findings::keep);
                repaired((UUID) row[1], wrong);
                if (wrong.isEmpty()) {
                    right.add(row);
                }
            }
            mark(right);
            step.run();
        }
    }

    private static List<Finding> judge(Object[] row) {
        var community = (UUID) row[0];
        var account = (UUID) row[1];
        var wrong = new ArrayList<Finding>();
        if (!row[2].equals(row[3])) {
            wrong.add(Finding.of(Finding.Kind.BALANCE, community, account, (Long) row[2], (Long) row[3]));
        }
        if (!row[4].equals(row[5]) || !(Boolean) row[6]) {
            wrong.add(Finding.of(Finding.Kind.POSTINGS, community, account, (Long) row[4], (Long) row[5]));
        }
        if (!row[7].equals(row[8])) {
            wrong.add(Finding.of(Finding.Kind.RESERVED, community, account, (Long) row[7], (Long) row[8]));
        }
        return wrong;
    }

    private void repaired(UUID account, List<Finding> wrong) {
        var kinds = wrong.stream().map(Finding::kind).collect(Collectors.toSet());
        known.stream()
                .filter(finding -> finding.account().equals(account) && !kinds.contains(finding.kind()))
                .forEach(findings::forget);
    }

    private void mark(List<Object[]> right) {
        if (!right.isEmpty()) {
            reads.read(sql -> sql.update(
                    MARK,
                    right.stream().map(row -> (UUID) row[1]).toArray(UUID[]::new),
                    right.stream().map(row -> (Long) row[4]).toArray(Long[]::new),
                    right.stream().map(row -> (Long) row[2]).toArray(Long[]::new)));
        }
    }

    private void sums() {
        var off = new HashSet<UUID>();
        for (var row : reads.read(sql -> sql.select(SUMS))) {
            off.add((UUID) row[0]);
            findings.keep(Finding.of(Finding.Kind.SUM, (UUID) row[0], Finding.NONE, (Long) row[1], 0));
        }
        known.stream()
                .filter(finding -> finding.kind() == Finding.Kind.SUM && !off.contains(finding.community()))
                .forEach(findings::forget);
    }
}
