package org.reciprocity.ledger.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.ledger.proof.PostingCount.Counted;
import org.reciprocity.ledger.proof.PostingCount.Tally;
import org.reciprocity.ledger.request.LongReads;

/**
 * Checks that each account's balance is the sum of its postings, that what it has reserved is what is held on it, and that the
 * balances of each community sum to zero.
 *
 * <p>Every account is looked at, but of its postings only those since it was right the last time: what they come to, on top
 * of what was noted then, has to be its balance. Some accounts are counted from their first posting on each time, so that in
 * time all are, over and over. Postings are counted in pieces ({@link PostingCount}), and what was right so far is noted
 * after each. The last piece of an account is one snapshot with its balance, in which both agree if they ever do.
 */
final class AccountCheck {
    private static final int PAGE = 5_000;

    /** Postings a statement reads at most: well below what is read in its time from a slow disk. */
    private static final int BOUND = 500_000;

    /** A page of accounts after one, and what each was right about. */
    private static final String PAGE_AFTER = """
            select a.id, a.entries, a.balance, coalesce(m.entries, 0), coalesce(m.minutes, 0)
              from account a left join account_mark m on m.account_id = a.id
             where a.id > $1 order by a.id limit $2
            """;

    /** Accounts of which what is reserved is not what is held. */
    private static final String RESERVED = """
            select coalesce(a.id, h.account_id)
              from (select id, reserved from account where reserved <> 0) a
              full join held h on h.account_id = a.id
             where coalesce(a.reserved, 0) <> coalesce(h.minutes, 0)
            """;

    private static final String SLICE = "select id, entries from account where id > $1 order by id limit $2";

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
    private final PostingCount postings;
    private long accounts;

    /**
     * A check.
     *
     * @param known what was found before
     * @param step called between two statements
     */
    AccountCheck(LongReads reads, Findings findings, List<Finding> known, Runnable step) {
        this(reads, findings, known, step, BOUND);
    }

    /**
     * The same with another bound.
     *
     * @param bound how many postings one statement reads at most
     */
    AccountCheck(LongReads reads, Findings findings, List<Finding> known, Runnable step, int bound) {
        this.reads = reads;
        this.findings = findings;
        this.known = known;
        this.step = step;
        this.postings = new PostingCount(reads, bound, step);
    }

    /**
     * How far accounts have been counted again from their first posting on.
     *
     * @param account the last one; {@link Finding#NONE} before the first
     * @param entries through which of its postings, where it has not been counted to its end; else 0
     * @param minutes what those come to
     */
    record Place(UUID account, long entries, long minutes) {

        /** It has been counted to its end. */
        static Place after(UUID account) {
            return new Place(account, 0, 0);
        }
    }

    /**
     * Runs it.
     *
     * @param from up to where some were counted from their first posting on
     * @param again about how many postings to count so
     * @return up to where they are now; after {@link Finding#NONE} to begin with the first again
     */
    Place run(Place from, int again) {
        var doubtful = new LinkedHashSet<UUID>();
        fresh(doubtful);
        reads.read(sql -> sql.select(RESERVED)).forEach(row -> doubtful.add((UUID) row[0]));
        known.stream().filter(Finding::ofCount).map(Finding::account).forEach(doubtful::add);
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
            var page = reads.read(sql -> sql.select(PAGE_AFTER, begin, PAGE));
            var moved = page.stream()
                    .filter(row -> !row[1].equals(row[3]) || !row[2].equals(row[4]))
                    .map(row -> Tally.right((UUID) row[0], (Long) row[3], (Long) row[4]))
                    .toList();
            postings.count(moved, piece -> fresh(piece, doubtful));
            accounts += page.size();
            step.run();
            if (page.size() < PAGE) {
                return;
            }
            after = (UUID) page.getLast()[0];
        }
    }

    /** Notes what is right so far, also of an account that is not at its end: after a restart the count goes on there. */
    private List<Tally> fresh(List<Counted> piece, Set<UUID> doubtful) {
        piece.stream().filter(counted -> !counted.holds()).map(Counted::account).forEach(doubtful::add);
        var right = piece.stream().filter(Counted::holds).toList();
        mark(right);
        return right.stream()
                .filter(counted -> !counted.whole())
                .map(Counted::tally)
                .toList();
    }

    private Place again(Place from, int again) {
        if (from.entries() > 0) {
            return on(Tally.right(from.account(), from.entries(), from.minutes()), again);
        }
        var slice = reads.read(sql -> sql.select(SLICE, from.account(), PAGE));
        var some = new ArrayList<UUID>();
        long counted = 0;
        for (var row : slice) {
            counted += (Long) row[1];
            if (counted > again) {
                break;
            }
            some.add((UUID) row[0]);
        }
        if (some.isEmpty() && !slice.isEmpty()) {
            return on(Tally.none((UUID) slice.getFirst()[0]), again);
        }
        recount(some);
        return Place.after(some.size() < slice.size() || slice.size() == PAGE ? some.getLast() : Finding.NONE);
    }

    /** Counts on an account that has more postings than are counted again in one check. */
    private Place on(Tally from, int again) {
        var tally = from;
        for (int left = again; left > 0; ) {
            var piece = postings.some(tally, left);
            if (piece.isEmpty() || !piece.getFirst().holds()) {
                // Counted whole, in one go, it says what is wrong; or that what was counted before was put right since.
                recount(List.of(tally.account()));
                return Place.after(tally.account());
            }
            if (piece.getFirst().whole()) {
                return Place.after(tally.account());
            }
            left -= (int) (piece.getFirst().tally().entries() - tally.entries());
            tally = piece.getFirst().tally();
        }
        return new Place(tally.account(), tally.entries(), tally.minutes());
    }

    /** Counts accounts from their first posting on, to the end even where it does not hold: it is told what they come to. */
    private void recount(Collection<UUID> doubtful) {
        postings.count(doubtful.stream().map(Tally::none).toList(), piece -> {
            var right = new ArrayList<Counted>();
            for (var counted : piece.stream().filter(Counted::whole).toList()) {
                var wrong = judge(counted);
                wrong.forEach(findings::keep);
                repaired(counted.account(), wrong);
                if (wrong.isEmpty()) {
                    right.add(counted);
                }
            }
            mark(right);
            return piece.stream()
                    .filter(counted -> !counted.whole())
                    .map(Counted::tally)
                    .toList();
        });
    }

    private static List<Finding> judge(Counted counted) {
        var community = counted.community();
        var account = counted.account();
        var tally = counted.tally();
        var wrong = new ArrayList<Finding>();
        if (counted.balance() != tally.minutes()) {
            wrong.add(Finding.of(Finding.Kind.BALANCE, community, account, counted.balance(), tally.minutes()));
        }
        if (counted.entries() != tally.entries() || !tally.steady()) {
            wrong.add(Finding.of(Finding.Kind.POSTINGS, community, account, counted.entries(), tally.entries()));
        }
        if (counted.reserved() != counted.held()) {
            wrong.add(Finding.of(Finding.Kind.RESERVED, community, account, counted.reserved(), counted.held()));
        }
        return wrong;
    }

    private void repaired(UUID account, List<Finding> wrong) {
        var kinds = wrong.stream().map(Finding::kind).collect(Collectors.toSet());
        known.stream()
                .filter(finding ->
                        finding.ofCount() && finding.account().equals(account) && !kinds.contains(finding.kind()))
                .forEach(findings::forget);
    }

    private void mark(List<Counted> right) {
        if (!right.isEmpty()) {
            var tallies = right.stream().map(Counted::tally).toList();
            reads.read(sql -> sql.update(
                    MARK,
                    tallies.stream().map(Tally::account).toArray(UUID[]::new),
                    tallies.stream().map(Tally::entries).toArray(Long[]::new),
                    tallies.stream().map(Tally::minutes).toArray(Long[]::new)));
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
