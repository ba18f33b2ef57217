package org.reciprocity.eventlog;

import io.smallrye.mutiny.Uni;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.relay.HashChain;

/**
 * Verifies a hash chain from the store, page by page: every link is computed anew from the event as it is stored and from the
 * link before it, and compared with the one that was stored when the event got its sequence. Whoever changed, removed or
 * reordered an event, without making every later link anew, is found out; whoever did make them anew is found out by a link
 * that was noted elsewhere.
 *
 * <p>It blocks its thread, and must not be called on an event loop. Not thread-safe.
 */
public final class ChainAudit {
    private static final long SPAN = 20_000;
    private static final HexFormat HEX = HexFormat.of();
    private static final String BEGINNING = HEX.formatHex(HashChain.beginning());

    private static final String END = """
            select coalesce((select sequence from log_head), 0), coalesce(h.sequence, 0), coalesce(encode(h.link, 'hex'), $2)
              from (select 1) as one left join chain_head h on h.chain = $1
            """;

    private static final String BEFORE = """
            select l.sequence, encode(l.chain, 'hex')
              from log_entry l join event e on e.id = l.event
             where l.sequence >= $2 and l.sequence < $3 and e.chain = $1
             order by l.sequence desc limit 1
            """;

    private static final String NEXT = """
            select l.sequence
              from log_entry l join event e on e.id = l.event
             where l.sequence > $2 and l.sequence <= $3 and e.chain = $1
             order by l.sequence limit 1
            """;

    private static final String HASHES = """
            select sequence, encode(chain, 'hex') from log_entry where sequence > $1 and sequence <= $2 order by sequence
            """;

    /** The first sequence in a span that was given and has no event any more. */
    private static final String LOST = """
            select s.sequence
              from generate_series($1::bigint + 1, $2::bigint) as s(sequence)
             where not exists (select from log_entry l join event e on e.id = l.event where l.sequence = s.sequence)
               and not exists (select from log_gap g where g.first <= s.sequence and g.last >= s.sequence)
             order by s.sequence limit 1
            """;

    /** How this reads: each query in a transaction of its own. */
    public interface Reads {
        /** Runs a query and waits for its answer. */
        <T> T read(Function<Sql, Uni<T>> query);
    }

    /** What is wrong with a link. */
    public enum Fault {
        /** The event, or its link, is not as it was when it got its sequence. */
        CHANGED,
        /** The event, or its link, is not there, or is said to belong to another chain. */
        MISSING
    }

    /**
     * The first bad link.
     *
     * @param sequence where it is
     * @param fault what is wrong with it
     */
    public record BadLink(long sequence, Fault fault) {}

    /**
     * What came of an audit.
     *
     * @param from the first sequence that was looked at
     * @param to the last sequence that was to be looked at, at most the log's last
     * @param links how many links were found to be right
     * @param last the sequence of the last of them, or of the link before the range; 0 for none
     * @param hash that link, in hexadecimal digits; zeros for none
     * @param bad the first bad link, where the audit ended; nothing when all are right
     */
    public record Verdict(long from, long to, long links, long last, String hash, Optional<BadLink> bad) {}

    private final Reads reads;
    private final HashChain hashes;
    private final UUID id;
    private long links;
    private long last;
    private String hash = BEGINNING;

    private ChainAudit(Reads reads, String log, UUID id) {
        this.reads = reads;
        this.hashes = new HashChain(log);
        this.id = id;
    }

    /**
     * Verifies the links of a chain in a range of sequences, against the link before the range and the next one after it: where the
     * range reaches so far, against the chain's noted end.
     *
     * @param log the log's short name, which is part of every link
     * @param chain the chain
     * @param from the first sequence, from 1
     * @param to the last sequence; one beyond the log's end means the end
     */
    public static Verdict verify(Reads reads, String log, UUID chain, long from, long to) {
        return new ChainAudit(reads, log, chain).verify(from, to);
    }

    private Verdict verify(long from, long to) {
        var end = reads.read(sql -> sql.select(END, id, BEGINNING)).getFirst();
        long until = Math.min(to, (Long) end[0]);
        begin(from);
        var bad = walk(from, until);
        long noted = (Long) end[1];
        if (bad.isEmpty() && noted >= from) {
            bad = noted <= until
                    ? end(noted, (String) end[2])
                    : beyond(until, noted, (String) end[2])
                            .filter(gone -> gone.sequence() >= from && gone.sequence() <= until);
        }
        return new Verdict(from, until, links, last, hash, bad);
    }

    /**
     * What is wrong after the last link of the range up to the next of the chain, which stands beyond it. Whatever is gone in
     * between belonged to this chain only if the next link does not follow.
     */
    private Optional<BadLink> beyond(long until, long noted, String end) {
        if (last == until) {
            return Optional.empty();
        }
        for (long low = until; low < noted; low += SPAN) {
            long after = low;
            long to = Math.min(low + SPAN, noted);
            var found = reads.read(sql -> sql.select(NEXT, id, after, to));
            if (!found.isEmpty()) {
                long sequence = (Long) found.getFirst()[0];
                var next = reads.read(sql -> ChainPage.read(sql, id, sequence - 1, sequence))
                        .links()
                        .getFirst();
                return follows(hash, next) ? Optional.empty() : Optional.of(explain(next));
            }
        }
        return end(noted, end);
    }

    /** Finds the link before the range. */
    private void begin(long from) {
        for (long high = from; high > 1 && last == 0; high -= SPAN) {
            long low = high - SPAN;
            long below = high;
            reads.read(sql -> sql.select(BEFORE, id, low, below)).stream()
                    .findFirst()
                    .ifPresent(row -> {
                        last = (Long) row[0];
                        hash = (String) row[1];
                    });
        }
    }

    private Optional<BadLink> walk(long from, long until) {
        for (long after = from - 1; after < until; ) {
            long begin = after;
            var page = reads.read(sql -> ChainPage.read(sql, id, begin, until));
            for (var link : page.links()) {
                if (!follows(hash, link)) {
                    return Optional.of(explain(link));
                }
                links++;
                last = link.event().sequence();
                hash = link.hash();
            }
            after = page.through();
        }
        return Optional.empty();
    }

    private boolean follows(String before, ChainPage.Link link) {
        return HEX.formatHex(hashes.link(HEX.parseHex(before), link.event())).equals(link.hash());
    }

    /** A link that does not follow the one before it: if it follows one between the two, that one's event is gone. */
    private BadLink explain(ChainPage.Link link) {
        long sequence = link.event().sequence();
        for (long low = last; low < sequence - 1; low += SPAN) {
            long after = low;
            long to = Math.min(low + SPAN, sequence - 1);
            for (var row : reads.read(sql -> sql.select(HASHES, after, to))) {
                if (follows((String) row[1], link)) {
                    return new BadLink(lost(last, (Long) row[0]).orElse((Long) row[0]), Fault.MISSING);
                }
            }
        }
        var lost = lost(last, sequence - 1);
        return lost.isPresent() ? new BadLink(lost.getAsLong(), Fault.MISSING) : new BadLink(sequence, Fault.CHANGED);
    }

    private OptionalLong lost(long after, long to) {
        for (long low = after; low < to; low += SPAN) {
            long begin = low;
            long end = Math.min(low + SPAN, to);
            var rows = reads.read(sql -> sql.select(LOST, begin, end));
            if (!rows.isEmpty()) {
                return OptionalLong.of((Long) rows.getFirst()[0]);
            }
        }
        return OptionalLong.empty();
    }

    /** The chain must end where its end was noted. */
    private Optional<BadLink> end(long sequence, String noted) {
        if (last == sequence && hash.equals(noted)) {
            return Optional.empty();
        }
        return Optional.of(
                last >= sequence
                        ? new BadLink(last, Fault.CHANGED)
                        : new BadLink(lost(last, sequence).orElse(sequence), Fault.MISSING));
    }
}
