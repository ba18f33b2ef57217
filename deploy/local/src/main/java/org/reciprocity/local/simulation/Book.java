package org.reciprocity.local.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The naive book: balances by addition, and nothing else. It also knows which moves may be made at the same time: those
 * that keep within every limit in whatever order they are made.
 */
public final class Book {
    private static final Limits NONE = new Limits(Long.MIN_VALUE, Long.MAX_VALUE);

    private final Function<Account, Limits> limits;
    private final Map<Account, Long> balances = new HashMap<>();
    private final Map<Account, Long> credits = new HashMap<>();
    private final Map<Account, Long> debits = new HashMap<>();

    Book(Function<Account, Limits> limits) {
        this.limits = limits;
    }

    /** Both included, in minutes. */
    record Limits(long floor, long ceiling) {
        static Limits none() {
            return NONE;
        }
    }

    /** Whether a move may be made at the same time as those noted since the last {@link #settle()}. */
    boolean fitsBesides(Map<Account, Long> moves) {
        return moves.entrySet().stream().allMatch(move -> {
            var account = move.getKey();
            var limit = limits.apply(account);
            long credit = credits.getOrDefault(account, 0L) + Math.max(0, move.getValue());
            long debit = debits.getOrDefault(account, 0L) + Math.max(0, -move.getValue());
            long balance = balance(account);
            return (debit == 0 || balance - debit >= limit.floor())
                    && (credit == 0 || balance + credit <= limit.ceiling());
        });
    }

    /** Whether a move may be made once those noted are done. */
    boolean fitsAfter(Map<Account, Long> moves) {
        return moves.entrySet().stream().allMatch(move -> {
            var limit = limits.apply(move.getKey());
            long after = balanceAfter(move.getKey()) + move.getValue();
            return move.getValue() < 0 ? after >= limit.floor() : after <= limit.ceiling();
        });
    }

    /** Notes a move. */
    void note(Map<Account, Long> moves) {
        moves.forEach(
                (account, minutes) -> (minutes < 0 ? debits : credits).merge(account, Math.abs(minutes), Long::sum));
    }

    /** The moves noted are done. */
    void settle() {
        credits.forEach((account, minutes) -> balances.merge(account, minutes, Long::sum));
        debits.forEach((account, minutes) -> balances.merge(account, -minutes, Long::sum));
        credits.clear();
        debits.clear();
    }

    private long balance(Account account) {
        return balances.getOrDefault(account, 0L);
    }

    /** The balance once the moves noted are done. */
    public long balanceAfter(Account account) {
        return balance(account) + credits.getOrDefault(account, 0L) - debits.getOrDefault(account, 0L);
    }

    /** Every account that ever moved, with its balance in minutes. */
    public Map<Account, Long> balances() {
        var sorted = new TreeMap<Account, Long>((a, b) -> {
            int byKind = a.kind().compareTo(b.kind());
            return byKind != 0 ? byKind : a.owner().compareTo(b.owner());
        });
        sorted.putAll(balances);
        return sorted;
    }
}
