package org.reciprocity.ledger.proof;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.ChainPage;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.ledger.request.LongReads;

/** Holds what events say was posted against the postings that there are. */
final class ToldPostings {
    /** By so much two postings of one transaction may have other places among an account's postings than among its events. */
    private static final int NEAR = 1_000;

    private static final String POSTINGS = """
            select w.account, p.exchange_id, p.reversal, p.minutes, p.kind, p.occurred_at, p.recorded_at
              from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) as w (community, account, after, through)
             cross join lateral (
                   select exchange_id, reversal, minutes, kind, occurred_at, recorded_at from posting
                    where community_id = w.community and account_id = w.account and number > w.after and number <= w.through
                   offset 0) p
             where $5::uuid[] is null or p.exchange_id = any($5::uuid[])
            """;

    private final LongReads reads;

    ToldPostings(LongReads reads) {
        this.reads = reads;
    }

    /**
     * What an event says was posted on an account.
     *
     * @param sequence the event's place in the log
     * @param community the account's community
     * @param account the account
     * @param exchange the exchange that settled or was reversed
     * @param reversal whether it was reversed
     * @param number the place of the posting among the account's, by the events before
     * @param says the posting
     */
    record Told(long sequence, UUID community, UUID account, UUID exchange, boolean reversal, long number, Said says) {

        private Key key() {
            return new Key(account, exchange, reversal);
        }
    }

    /**
     * What a posting says, and the event of it.
     *
     * @param minutes what the account gained or gave
     * @param kind of the exchange
     * @param occurredAt when the exchange happened
     * @param recordedAt when it settled or was reversed
     */
    record Said(long minutes, String kind, Instant occurredAt, Instant recordedAt) {

        /** What of it another does not say so; by its names in the API. */
        List<String> differs(Said other) {
            var differs = new ArrayList<String>();
            if (minutes != other.minutes) {
                differs.add("minutes");
            }
            if (!kind.equals(other.kind)) {
                differs.add("kind");
            }
            if (!occurredAt.equals(other.occurredAt)) {
                differs.add("occurredAt");
            }
            if (!recordedAt.equals(other.recordedAt)) {
                differs.add("recordedAt");
            }
            return List.copyOf(differs);
        }
    }

    /** Of an account an exchange has one posting when it settles and one when it is reversed. */
    private record Key(UUID account, UUID exchange, boolean reversal) {}

    /**
     * What the events of a page say was posted, in their order.
     *
     * @param entries how many postings each account had before, by the events
     */
    static List<Told> of(ChainPage page, Map<UUID, Long> entries) {
        var numbers = new HashMap<>(entries);
        var told = new ArrayList<Told>();
        for (var link : page.links()) {
            var event = link.event();
            moved(event).ifPresent(moved -> moved.postings()
                    .forEach((account, minutes) -> told.add(new Told(
                            event.sequence(),
                            event.chain(),
                            account,
                            event.stream(),
                            moved.reversed().isPresent(),
                            numbers.merge(account, 1L, Long::sum),
                            new Said(
                                    minutes,
                                    moved.occasion().kind().wire(),
                                    moved.occasion().occurredAt(),
                                    moved.recordedAt())))));
        }
        return told;
    }

    /** The accounts that the events of a page move. */
    static List<UUID> accounts(ChainPage page) {
        return page.links().stream()
                .flatMap(link -> moved(link.event()).stream())
                .flatMap(moved -> moved.postings().keySet().stream())
                .distinct()
                .toList();
    }

    private static Optional<BookEntry.Moved> moved(SequencedEvent event) {
        try {
            return Chronicle.entry(event)
                    .filter(BookEntry.Moved.class::isInstance)
                    .map(BookEntry.Moved.class::cast);
        } catch (RuntimeException e) {
            // Somebody changed it so that it cannot be read: its link is bad, and its postings are told by no event.
            return Optional.empty();
        }
    }

    /** Those that the postings do not agree with. */
    List<Finding> wrong(List<Told> told) {
        var missed = disagreeing(told, postings(told, 0, null));
        if (missed.isEmpty()) {
            return List.of();
        }
        var exchanges = missed.stream().map(Told::exchange).distinct().toArray(UUID[]::new);
        var near = postings(missed, NEAR, exchanges);
        return disagreeing(missed, near).stream()
                .map(one -> Finding.ofEvent(one, near.get(one.key())))
                .toList();
    }

    private static List<Told> disagreeing(List<Told> told, Map<Key, Said> postings) {
        return told.stream()
                .filter(one -> !one.says().equals(postings.get(one.key())))
                .toList();
    }

    private Map<Key, Said> postings(Collection<Told> told, int more, UUID[] exchanges) {
        var spans = new HashMap<UUID, Span>();
        told.forEach(
                one -> spans.merge(one.account(), new Span(one.community(), one.number(), one.number()), Span::with));
        var accounts = List.copyOf(spans.keySet());
        var in = accounts.stream().map(spans::get).toList();
        var postings = new HashMap<Key, Said>();
        reads.read(sql -> sql.select(
                        POSTINGS,
                        in.stream().map(Span::community).toArray(UUID[]::new),
                        accounts.toArray(UUID[]::new),
                        in.stream().map(span -> span.first() - 1 - more).toArray(Long[]::new),
                        in.stream().map(span -> span.last() + more).toArray(Long[]::new),
                        exchanges))
                .forEach(row -> postings.put(
                        new Key((UUID) row[0], (UUID) row[1], (Boolean) row[2]),
                        new Said((Long) row[3], (String) row[4], instant(row[5]), instant(row[6]))));
        return postings;
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    private record Span(UUID community, long first, long last) {
        Span with(Span other) {
            return new Span(community, Math.min(first, other.first), Math.max(last, other.last));
        }
    }
}
