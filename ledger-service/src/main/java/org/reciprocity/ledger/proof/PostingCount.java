package org.reciprocity.ledger.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reciprocity.ledger.request.LongReads;

/**
 * Counts the postings of accounts in pieces, of which none is longer than a bound: however many postings an account has, or
 * however many a few thousand accounts have together, no statement runs into the limit of {@link LongReads}.
 *
 * <p>Postings are only ever added, and each notes the balance after it. So what was counted stays counted, and goes on after
 * the last number. Each piece is one snapshot with the account itself: in the one that meets the end of the postings, the
 * balance and what was counted agree if they ever do, however much the account moved between the pieces.
 */
final class PostingCount {
    /** Accounts that share a piece. */
    private static final int AT_ONCE = 500;

    private static final String PIECE = """
            select a.community_id, a.id, a.balance, a.entries, a.reserved, coalesce(h.minutes, 0), f.entries, f.minutes, f.last,
                   f.steady
              from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[]) as w (id, last, entries, minutes)
              join account a on a.id = w.id
             cross join lateral (
                   select count(*) as entries, coalesce(sum(minutes), 0)::bigint as minutes, max(number) as last,
                          coalesce(bool_and(balance = w.minutes + running and number = w.entries + place), true) as steady
                     from (select number, minutes, balance, sum(minutes) over (order by number) as running,
                                  row_number() over (order by number) as place
                             from (select number, minutes, balance from posting
                                    where community_id = a.community_id and account_id = a.id and number > w.last
                                    order by number limit $5) as piece) as one) f
              left join lateral (select minutes from held where account_id = a.id) h on true
            """;

    private final LongReads reads;
    private final int bound;
    private final Runnable step;

    /**
     * A count.
     *
     * @param bound how many postings one statement reads at most
     * @param step called after each piece
     */
    PostingCount(LongReads reads, int bound, Runnable step) {
        this.reads = reads;
        this.bound = bound;
        this.step = step;
    }

    /**
     * What was counted of an account so far.
     *
     * @param account the account
     * @param last the number of the last posting that was counted
     * @param entries how many were
     * @param minutes what they come to
     * @param steady whether their numbers and the balances noted with them follow from each other
     */
    record Tally(UUID account, long last, long entries, long minutes, boolean steady) {

        /** Nothing so far. */
        static Tally none(UUID account) {
            return new Tally(account, Long.MIN_VALUE, 0, 0, true);
        }

        /** The first postings, which were right. */
        static Tally right(UUID account, long entries, long minutes) {
            return entries == 0 ? none(account) : new Tally(account, entries, entries, minutes, true);
        }
    }

    /**
     * An account, and what was counted of it, in one snapshot.
     *
     * @param community the account's community
     * @param tally what was counted, with the pieces before
     * @param whole whether that was all there is
     * @param balance the account's balance
     * @param entries how many postings it says it has
     * @param reserved what it has reserved
     * @param held what is held on it
     */
    record Counted(UUID community, Tally tally, boolean whole, long balance, long entries, long reserved, long held) {

        UUID account() {
            return tally.account();
        }

        /** Whether nothing was wrong so far and, where that was all there is, balance and number are what was counted. */
        boolean holds() {
            return tally.steady() && (!whole || (tally.entries() == entries && tally.minutes() == balance));
        }
    }

    /**
     * Counts on, piece after piece.
     *
     * @param from where to begin with each account
     * @param seen told of each piece, and says with which accounts to go on
     */
    void count(Collection<Tally> from, Function<List<Counted>, List<Tally>> seen) {
        var waiting = new ArrayDeque<>(from);
        while (!waiting.isEmpty()) {
            var together = new ArrayList<Tally>();
            while (!waiting.isEmpty() && together.size() < Math.min(AT_ONCE, bound)) {
                together.add(waiting.removeFirst());
            }
            // Who has more waits until all others had their turn; the fewer are left, the more of each is in a piece.
            waiting.addAll(seen.apply(piece(together, bound / together.size())));
            step.run();
        }
    }

    /** Counts on one account, at most so many of its postings and no more than the bound; empty if there is no such account. */
    List<Counted> some(Tally from, int most) {
        var counted = piece(List.of(from), Math.min(most, bound));
        step.run();
        return counted;
    }

    private List<Counted> piece(List<Tally> from, int each) {
        var before = from.stream().collect(Collectors.toMap(Tally::account, tally -> tally));
        return reads
                .read(sql -> sql.select(
                        PIECE,
                        from.stream().map(Tally::account).toArray(UUID[]::new),
                        from.stream().map(Tally::last).toArray(Long[]::new),
                        from.stream().map(Tally::entries).toArray(Long[]::new),
                        from.stream().map(Tally::minutes).toArray(Long[]::new),
                        (long) each))
                .stream()
                .map(row -> counted(before.get((UUID) row[1]), row, each))
                .toList();
    }

    private static Counted counted(Tally before, Object[] row, int each) {
        long entries = (Long) row[6];
        var tally = new Tally(
                before.account(),
                entries == 0 ? before.last() : (Long) row[8],
                before.entries() + entries,
                before.minutes() + (Long) row[7],
                before.steady() && (Boolean) row[9]);
        return new Counted(
                (UUID) row[0], tally, entries < each, (Long) row[2], (Long) row[3], (Long) row[4], (Long) row[5]);
    }
}
