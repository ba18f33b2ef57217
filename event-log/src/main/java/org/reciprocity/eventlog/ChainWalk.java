package org.reciprocity.eventlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.relay.HashChain;

/**
 * Verifies all hash chains of a log at once, from where it was left the last time: each event is read once, whatever the
 * number of chains. After a bad link it goes on from that link as it is stored, so that one bad link hides no other.
 *
 * <p>It blocks its thread, and must not be called on an event loop. Not thread-safe.
 */
public final class ChainWalk {
    private static final HexFormat HEX = HexFormat.of();
    private static final Mark BEGINNING = new Mark(0, HEX.formatHex(HashChain.beginning()));

    private static final String LINK = "select encode(chain, 'hex') from log_entry where sequence = $1";

    private static final String ENDS =
            "select chain, sequence, encode(link, 'hex') from chain_head where sequence <= $1";

    /**
     * The last link of a chain that was looked at.
     *
     * @param sequence its sequence
     * @param link it, in hexadecimal digits
     */
    public record Mark(long sequence, String link) {}

    /**
     * Where a chain does not hold.
     *
     * @param chain the chain
     * @param from the first sequence after the last link that was right
     * @param to the sequence by which it showed
     * @param bad the first bad link between them
     * @param noted the link that was noted for that sequence, if the chain agrees with itself and not with this: somebody
     *     made all later links anew
     */
    public record Break(UUID chain, long from, long to, ChainAudit.BadLink bad, Optional<String> noted) {

        /** Whether what was wrong has been put right. */
        public boolean repaired(ChainAudit.Reads reads, String log) {
            return noted.isPresent()
                    ? stored(reads, bad.sequence()).equals(noted)
                    : ChainAudit.verify(reads, log, chain, from, to).bad().isEmpty();
        }
    }

    private final ChainAudit.Reads reads;
    private final String log;
    private final HashChain hashes;
    private final Map<UUID, Mark> marks;
    private long through;
    private long links;

    /**
     * A walk that goes on.
     *
     * @param log the log's short name, which is part of every link
     * @param through the last sequence that was looked at; 0 to begin
     * @param marks the last link of each chain up to there
     */
    public ChainWalk(ChainAudit.Reads reads, String log, long through, Map<UUID, Mark> marks) {
        this.reads = reads;
        this.log = log;
        this.hashes = new HashChain(log);
        this.through = through;
        this.marks = new HashMap<>(marks);
    }

    /** Goes on up to a sequence, and tells what it found on the way. */
    public List<Break> on(long to) {
        var breaks = new ArrayList<Break>();
        while (through < to) {
            long after = through;
            var page = reads.read(sql -> ChainPage.readAll(sql, after, to));
            for (var link : page.links()) {
                var event = link.event();
                var before = marks.getOrDefault(event.chain(), BEGINNING);
                var right = HEX.formatHex(hashes.link(HEX.parseHex(before.link()), event));
                if (!right.equals(link.hash())) {
                    look(event.chain(), before, event.sequence(), breaks);
                }
                marks.put(event.chain(), new Mark(event.sequence(), link.hash()));
                links++;
            }
            through = page.through();
        }
        return breaks;
    }

    /** Compares where the chains end with where their ends were noted, of those that end where this walk has come. */
    public List<Break> ends() {
        var breaks = new ArrayList<Break>();
        for (var row : reads.read(sql -> sql.select(ENDS, through))) {
            var chain = (UUID) row[0];
            var noted = new Mark((Long) row[1], (String) row[2]);
            var mark = marks.getOrDefault(chain, BEGINNING);
            if (!noted.equals(mark)) {
                look(chain, mark.sequence() < noted.sequence() ? mark : BEGINNING, through, breaks);
            }
        }
        return breaks;
    }

    /** A closer look; a chain that is right by now, since what was wrong has been put right, is no break. */
    private void look(UUID chain, Mark before, long to, List<Break> breaks) {
        long from = before.sequence() + 1;
        var bad = ChainAudit.verify(reads, log, chain, from, to).bad();
        if (bad.isPresent()) {
            breaks.add(new Break(chain, from, to, bad.get(), Optional.empty()));
        } else if (before.sequence() > 0 && !stored(reads, before.sequence()).equals(Optional.of(before.link()))) {
            var anew = new ChainAudit.BadLink(before.sequence(), ChainAudit.Fault.CHANGED);
            breaks.add(new Break(chain, from, to, anew, Optional.of(before.link())));
        }
    }

    private static Optional<String> stored(ChainAudit.Reads reads, long sequence) {
        return reads.read(sql -> sql.select(LINK, sequence)).stream()
                .findFirst()
                .map(row -> (String) row[0]);
    }

    /** The last sequence that was looked at. */
    public long through() {
        return through;
    }

    /** How many links this walk has looked at. */
    public long links() {
        return links;
    }

    /** The last link of each chain up to there. */
    public Map<UUID, Mark> marks() {
        return Map.copyOf(marks);
    }
}
