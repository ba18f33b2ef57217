package org.reciprocity.eventlog;

import io.smallrye.mutiny.Uni;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.relay.SequencedEvent;

/**
 * A piece of a hash chain, or of all of them, as it is stored, small enough to be held in memory whatever its events are like. Reading on from
 * {@link #through()} until the end walks any length. What has a sequence never changes, so each page may be read in a
 * transaction of its own.
 *
 * @param links in the order of their sequences; those of other chains between them are left out
 * @param through the last sequence that was looked at
 */
public record ChainPage(List<Link> links, long through) {
    private static final long SEQUENCES = 2_000;
    private static final long BYTES = 2L * 1024 * 1024;

    private static final String READ = """
            select sequence, link, event_id, topic, key, type, stream, version, recorded_at, body, links, chain
              from (select l.sequence, encode(l.chain, 'hex') as link, e.event_id, e.topic, e.key, e.type, e.stream,
                           e.version, e.recorded_at, e.body, e.chain, count(*) over () as links,
                           sum(octet_length(e.body)) over (order by l.sequence) - octet_length(e.body) as before
                      from log_entry l join event e on e.id = l.event
                     where l.sequence > $2 and l.sequence <= $3 and ($1::uuid is null or e.chain = $1)) as page
             where before < $4
             order by sequence
            """;

    /**
     * An event and its link.
     *
     * @param event the event
     * @param hash the link of its chain as it is stored, in hexadecimal digits
     */
    public record Link(SequencedEvent event, String hash) {}

    /**
     * The next page of a chain.
     *
     * @param chain the chain
     * @param after the sequence after which to begin
     * @param to the last sequence to read
     */
    public static Uni<ChainPage> read(Sql sql, UUID chain, long after, long to) {
        return page(sql, chain, after, to);
    }

    /** The next page of all chains. */
    public static Uni<ChainPage> readAll(Sql sql, long after, long to) {
        return page(sql, null, after, to);
    }

    private static Uni<ChainPage> page(Sql sql, UUID chain, long after, long to) {
        long end = Math.min(to, after + SEQUENCES);
        return sql.select(READ, chain, after, end, BYTES).map(rows -> {
            var links = rows.stream().map(ChainPage::link).toList();
            boolean all = rows.isEmpty() || (Long) rows.getFirst()[10] == rows.size();
            return new ChainPage(links, all ? end : links.getLast().event().sequence());
        });
    }

    private static Link link(Object[] row) {
        return new Link(
                new SequencedEvent(
                        (Long) row[0],
                        (UUID) row[2],
                        (String) row[3],
                        (String) row[4],
                        (String) row[5],
                        (UUID) row[6],
                        (Long) row[7],
                        (UUID) row[11],
                        ((OffsetDateTime) row[8]).toInstant(),
                        (String) row[9]),
                (String) row[1]);
    }
}
