package org.reciprocity.eventlog;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.relay.HashChain;
import org.reciprocity.eventlog.relay.SequencedEvent;

/**
 * That an event has its place in its hash chain: all that is needed to compute its link again.
 *
 * @param event the event
 * @param previous the link before it in its chain, in hexadecimal digits; zeros for none
 * @param link its own
 */
public record ChainProof(SequencedEvent event, String previous, String link) {
    private static final long SPAN = 20_000;
    private static final HexFormat HEX = HexFormat.of();
    private static final String BEGINNING = HEX.formatHex(HashChain.beginning());

    private static final String STREAM = """
            select l.sequence, e.event_id, e.topic, e.key, e.type, e.version, e.chain, e.recorded_at, e.body,
                   encode(l.chain, 'hex')
              from event e left join log_entry l on l.event = e.id
             where e.stream = $1 order by e.version
            """;

    private static final String BEFORE = """
            select encode(l.chain, 'hex')
              from log_entry l join event e on e.id = l.event
             where l.sequence >= $2 and l.sequence < $3 and e.chain = $1
             order by l.sequence desc limit 1
            """;

    /**
     * The proofs of all events of a stream, in order. It blocks its thread.
     *
     * @return nothing while an event of the stream has no sequence yet
     */
    public static Optional<List<ChainProof>> of(ChainAudit.Reads reads, UUID stream) {
        var rows = reads.read(sql -> sql.select(STREAM, stream));
        var proofs = new ArrayList<ChainProof>(rows.size());
        for (var row : rows) {
            if (row[0] == null) {
                return Optional.empty();
            }
            var event = new SequencedEvent(
                    (Long) row[0],
                    (UUID) row[1],
                    (String) row[2],
                    (String) row[3],
                    (String) row[4],
                    stream,
                    (Long) row[5],
                    (UUID) row[6],
                    ((OffsetDateTime) row[7]).toInstant(),
                    (String) row[8]);
            proofs.add(new ChainProof(event, before(reads, event.chain(), event.sequence()), (String) row[9]));
        }
        return Optional.of(List.copyOf(proofs));
    }

    /**
     * The bytes of which its link is the SHA-256, see {@link HashChain}.
     *
     * @param log the log's short name, which is part of every link
     */
    public byte[] hashed(String log) {
        return new HashChain(log).hashed(HEX.parseHex(previous), event);
    }

    private static String before(ChainAudit.Reads reads, UUID chain, long sequence) {
        for (long high = sequence; high > 1; high -= SPAN) {
            long low = high - SPAN;
            long below = high;
            var rows = reads.read(sql -> sql.select(BEFORE, chain, low, below));
            if (!rows.isEmpty()) {
                return (String) rows.getFirst()[0];
            }
        }
        return BEGINNING;
    }
}
