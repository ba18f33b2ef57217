package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.LongReads;

/**
 * Computes {@link Invariants} of a book of any size, piece by piece, and of one moment all the same. One statement notes how each
 * account stands and how many postings it has. Postings are only ever added, each with the next number of its account, under
 * the account's lock: so those up to the noted numbers are those of that moment whenever they are read, and the pieces may
 * come one after the other, each on a connection that it gives back. Accounts are counted in their order, some at a time;
 * exchanges by the remainder of a hash of their ids, in as many parts as it takes.
 */
final class InvariantsCheck {
    /** About how many postings one statement groups: some eight seconds' work of two slow cores. */
    static final int PIECE = 2_000_000;

    private static final int MOST_ACCOUNTS = 10_000;

    /**
     * How each account of $1 stands, and the figures that need not all postings, as of one moment. What is held cannot be spent, so
     * it counts against the floor. The last posting that took from an account, and was neither a reversal nor a settlement, kept to
     * its floor, and the last that added to it to its ceiling: only what came after that explains why it stands beyond.
     */
    private static final String STANDING = """
            with accounts as (
                select a.id, a.balance, a.reserved, a.kind, a.status, a.entries,
                       coalesce(a.balance - a.reserved < a.floor, false) as below,
                       coalesce(a.balance > a.ceiling, false) as above,
                       a.kind = 'clearing' and a.balance is distinct from -m.balance as unlike,
                       exists (select from posting p where p.community_id = a.community_id and p.account_id = a.id
                                                       and p.number > a.entries) as beyond
                from account a
                left join account m on a.kind = 'clearing' and m.kind = 'clearing'
                     and m.community_id = a.owner_id and m.owner_id = a.community_id
                where a.community_id = $1),
            standing as (
                select a.*, a.below or a.above as outside,
                       (a.below or a.above)
                         and not exists (
                             select from posting p
                             where p.community_id = $1 and p.account_id = a.id
                               and p.number > coalesce(kept.number, 0) and p.number <= a.entries
                               and (p.reversal or p.kind = 'settlement'))
                         and not exists (
                             select from event e
                             where e.stream = a.id and e.type like 'org.reciprocity.account-limits-set.%'
                               and (kept.recorded_at is null or e.recorded_at >= kept.recorded_at)) as unexplained
                from accounts a
                left join lateral (
                    select p.number, p.recorded_at from posting p
                    where (a.below or a.above) and p.community_id = $1 and p.account_id = a.id and p.number <= a.entries
                      and not p.reversal and p.kind <> 'settlement'
                      and case when a.below then p.minutes < 0 else p.minutes > 0 end
                    order by p.number desc limit 1) kept on true)
            select coalesce(sum(s.balance), 0)::bigint, count(*),
                   count(*) filter (where s.outside),
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
                                   + (select coalesce(sum(r.units), 0) from offer_return r where r.offer_id = o.id)),
                   coalesce(array_agg(s.id order by s.id), '{}'),
                   coalesce(array_agg(s.entries order by s.id), '{}'),
                   coalesce(array_agg(s.balance order by s.id), '{}'),
                   coalesce(array_agg(s.beyond order by s.id), '{}'),
                   count(*) filter (where s.unexplained)
            from standing s
            """;

    /** Of community $1 the accounts $2 with so many entries $3: their places, postings, and what these come to. */
    private static final String ACCOUNTS = """
            select a.place, b.postings, b.minutes
            from unnest($2::uuid[], $3::bigint[]) with ordinality as a(id, entries, place)
            cross join lateral (
                select count(*) as postings, coalesce(sum(p.minutes), 0)::bigint as minutes
                from posting p where p.community_id = $1 and p.account_id = a.id and p.number <= a.entries) b
            order by a.place
            """;

    /**
     * Of the exchanges of community $1 of whose ids' hash the remainder by $4 is $5: how many do not balance, and how many
     * moved an account twice, by the accounts $2 up to the entries $3.
     */
    private static final String EXCHANGES = """
            with moved as (
                select p.exchange_id, sum(p.minutes) as minutes,
                       count(*) - count(distinct (p.account_id, p.reversal)) as twice
                from posting p
                join unnest($2::uuid[], $3::bigint[]) as a(id, entries) on a.id = p.account_id and p.number <= a.entries
                where p.community_id = $1 and (uuid_hash_extended(p.exchange_id, 0) & 9223372036854775807) % $4 = $5
                group by p.exchange_id)
            select count(*) filter (where minutes <> 0), count(*) filter (where twice <> 0) from moved
            """;

    private final LongReads reads;
    private final UUID community;
    private final int piece;
    private final BooleanSupplier wanted;

    /**
     * A check.
     *
     * @param piece about how many postings one statement groups
     * @param wanted asked between two statements whether somebody still waits for it
     */
    InvariantsCheck(LongReads reads, UUID community, int piece, BooleanSupplier wanted) {
        this.reads = reads;
        this.community = community;
        this.piece = piece;
        this.wanted = wanted;
    }

    /**
     * How the accounts stand, in the order of their ids.
     *
     * @param ids the accounts
     * @param entries how many postings each says it has
     * @param balances what each has
     * @param beyond whether there are postings beyond those
     */
    @SuppressWarnings("ArrayRecordComponent") // as they come from the database and go back to it
    private record Standing(UUID[] ids, Long[] entries, Long[] balances, Boolean[] beyond) {

        /** After which account a piece ends that begins with one: it has one at least. */
        int pieceFrom(int from, int piece) {
            int to = from + 1;
            long postings = entries[from];
            while (to < ids.length && postings + entries[to] <= piece && to - from < MOST_ACCOUNTS) {
                postings += entries[to++];
            }
            return to;
        }

        boolean isOff(int at, long postings, long minutes) {
            return beyond[at] || entries[at] != postings || balances[at] != minutes;
        }
    }

    /** Runs it, on the calling thread, which it blocks. */
    Invariants run() {
        var row = read(sql -> sql.select(STANDING, community)).getFirst();
        var book = new Standing((UUID[]) row[11], (Long[]) row[12], (Long[]) row[13], (Boolean[]) row[14]);
        long postings = 0;
        long off = 0;
        int from = 0;
        while (from < book.ids().length) {
            int to = book.pieceFrom(from, piece);
            var ids = Arrays.copyOfRange(book.ids(), from, to);
            var entries = Arrays.copyOfRange(book.entries(), from, to);
            for (var counted : read(sql -> sql.select(ACCOUNTS, community, ids, entries))) {
                int at = from + ((Long) counted[0]).intValue() - 1;
                postings += (Long) counted[1];
                off += book.isOff(at, (Long) counted[1], (Long) counted[2]) ? 1 : 0;
            }
            from = to;
        }
        long unbalanced = 0;
        long twice = 0;
        long parts = Math.ceilDiv(postings, piece);
        for (long part = 0; part < parts; part++) {
            long remainder = part;
            var counted = read(sql -> sql.select(EXCHANGES, community, book.ids(), book.entries(), parts, remainder))
                    .getFirst();
            unbalanced += (Long) counted[0];
            twice += (Long) counted[1];
        }
        return Invariants.of(row, postings, off, unbalanced, twice, (Long) row[15]);
    }

    /** One piece. */
    private <T> T read(Function<Sql, Uni<T>> query) {
        if (!wanted.getAsBoolean()) {
            throw Problem.of(ProblemType.UNAVAILABLE, "Whoever asked has gone.").exception();
        }
        return reads.read(query);
    }
}
