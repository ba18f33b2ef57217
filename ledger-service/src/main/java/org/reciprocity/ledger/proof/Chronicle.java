package org.reciprocity.ledger.proof;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.reciprocity.eventlog.ChainPage;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.account.AccountEvent;
import org.reciprocity.ledger.account.AccountEventCodec;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.exchange.ExchangeEvent;
import org.reciprocity.ledger.exchange.ExchangeEventCodec;
import org.reciprocity.ledger.request.LongReads;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/**
 * Tells a community's whole book from its events, piece by piece. What has a sequence never changes, so all pieces up to a
 * sequence are one snapshot, however long the telling takes; and they are read as fast as they are taken, a few thousand
 * sequences at a time, so that the telling needs no more memory for a long book than for a short one.
 */
@ApplicationScoped
class Chronicle {
    private static final String ACCOUNT_EVENTS = "org.reciprocity.account-";
    private static final String EXCHANGE_EVENTS = "org.reciprocity.exchange-";

    private static final String EDITION = """
            select code, time_zone, coalesce((select sequence from log_head), 0) from community where id = $1
            """;

    private static final String SETTLED = """
            select stream, type, body from event
            where stream = any($1::uuid[]) and type like 'org.reciprocity.exchange-settled.%'
            """;

    private static final String HOLDERS = """
            select id, kind, owner_id from account where community_id = $1 and id = any($2::uuid[])
            """;

    private final LongReads reads;
    private final ExecutorService threads;

    Chronicle(LongReads reads, @VirtualThreads ExecutorService threads) {
        this.reads = reads;
        this.threads = threads;
    }

    /**
     * What is told.
     *
     * @param community whose book it is
     * @param code the community's code
     * @param zone where its days begin
     * @param period of when it tells
     * @param through the last sequence of the log that is in it
     */
    record Edition(UUID community, String code, ZoneId zone, Period period, long through) {}

    /**
     * A time of which a book is told: what occurred in it, whenever that was recorded.
     *
     * @param from its beginning, which is in it; null for the beginning of the book
     * @param to its end, which is not; null for no end
     */
    record Period(Instant from, Instant to) {

        boolean beginsAfter(BookEntry.Moved moved) {
            return from != null && moved.occasion().occurredAt().isBefore(from);
        }

        boolean has(BookEntry.Moved moved) {
            return !beginsAfter(moved)
                    && (to == null || moved.occasion().occurredAt().isBefore(to));
        }
    }

    /** The words in which a book is told. */
    interface Telling {
        /** What comes first. */
        String beginning(Edition edition);

        /**
         * An entry.
         *
         * @param context of it and of others
         */
        String entry(BookEntry entry, BookEntry.Context context);

        /** Takes note of a move that occurred before the period that is told. */
        void before(BookEntry.Moved moved, BookEntry.Context context);

        /** What comes last: where it is missing, something of the book is. */
        String end();
    }

    /** The book of a community in a period, for its lead and for operators. Fails before the first piece for others. */
    Multi<String> tell(Caller caller, UUID community, Period period, Telling telling) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new Reading(caller, community, period, telling),
                        reading -> Uni.createFrom().item(reading::next).runSubscriptionOn(threads))
                .until(Optional::isEmpty)
                .map(Optional::orElseThrow);
    }

    private Edition open(Caller caller, UUID community, Period period) {
        return reads.read(sql -> Access.communityOrOperator(sql, caller, community)
                .invoke(access -> {
                    if (!caller.has(Roles.OPERATOR)) {
                        Access.lead(caller, access.lead());
                    }
                })
                .chain(() -> sql.select(EDITION, community))
                .map(rows -> new Edition(
                        community, (String) rows.getFirst()[0], ZoneId.of((String) rows.getFirst()[1]), period, (Long)
                                rows.getFirst()[2])));
    }

    /** A telling under way. */
    private final class Reading {
        private final Caller caller;
        private final UUID community;
        private final Period period;
        private final Telling telling;
        private Edition edition;
        private long after;
        private boolean ended;

        Reading(Caller caller, UUID community, Period period, Telling telling) {
            this.caller = caller;
            this.community = community;
            this.period = period;
            this.telling = telling;
        }

        /** The next piece, which is never empty; nothing when all is told. */
        Optional<String> next() {
            if (edition == null) {
                edition = open(caller, community, period);
                return Optional.of(telling.beginning(edition));
            }
            while (after < edition.through()) {
                var piece = piece();
                if (!piece.isEmpty()) {
                    return Optional.of(piece);
                }
            }
            if (ended) {
                return Optional.empty();
            }
            ended = true;
            return Optional.of(telling.end());
        }

        private String piece() {
            var piece = reads.read(sql -> ChainPage.read(sql, community, after, edition.through())
                    .chain(page -> {
                        var entries = page.links().stream()
                                .flatMap(link -> entry(link.event()).stream())
                                .toList();
                        return context(sql, entries).map(context -> new Piece(page.through(), entries, context));
                    }));
            after = piece.through();
            var text = new StringBuilder();
            piece.entries().forEach(entry -> text.append(told(entry, piece.context())));
            return text.toString();
        }

        /** Accounts are told whenever they were opened, so that each that is named is known. */
        private String told(BookEntry entry, BookEntry.Context context) {
            if (!(entry instanceof BookEntry.Moved moved) || period.has(moved)) {
                return telling.entry(entry, context);
            }
            if (period.beginsAfter(moved)) {
                telling.before(moved, context);
            }
            return "";
        }

        /** The pot may have a share in what is reversed, whatever had been moved. */
        private Uni<BookEntry.Context> context(Sql sql, List<BookEntry> entries) {
            var accounts = new HashSet<UUID>();
            var reversed = new HashSet<UUID>();
            for (var entry : entries) {
                if (entry instanceof BookEntry.Moved moved) {
                    accounts.addAll(moved.postings().keySet());
                    if (moved.reversed().isPresent()) {
                        reversed.add(moved.exchange());
                        accounts.add(AccountIds.of(community, AccountKind.POT, community));
                    }
                }
            }
            return settled(sql, reversed).chain(settled -> {
                settled.values().forEach(postings -> accounts.addAll(postings.keySet()));
                return holders(sql, accounts).map(holders -> new BookEntry.Context(holders, settled));
            });
        }

        private Uni<Map<UUID, Map<UUID, Long>>> settled(Sql sql, Set<UUID> exchanges) {
            if (exchanges.isEmpty()) {
                return Uni.createFrom().item(Map.of());
            }
            return sql.select(SETTLED, (Object) exchanges.toArray(UUID[]::new)).map(rows -> {
                var settled = new HashMap<UUID, Map<UUID, Long>>();
                for (var row : rows) {
                    if (ExchangeEventCodec.read((String) row[1], (String) row[2])
                            instanceof ExchangeEvent.Settled one) {
                        settled.put((UUID) row[0], one.postings());
                    }
                }
                return settled;
            });
        }

        private Uni<Map<UUID, BookEntry.Holder>> holders(Sql sql, Set<UUID> accounts) {
            if (accounts.isEmpty()) {
                return Uni.createFrom().item(Map.of());
            }
            return sql.select(HOLDERS, community, accounts.toArray(UUID[]::new)).map(rows -> {
                var holders = new HashMap<UUID, BookEntry.Holder>();
                rows.forEach(row -> holders.put(
                        (UUID) row[0], new BookEntry.Holder(AccountKind.of((String) row[1]), (UUID) row[2])));
                return holders;
            });
        }
    }

    /** What was read at once. */
    private record Piece(long through, List<BookEntry> entries, BookEntry.Context context) {}

    /** What an event says of the book; nothing if it is about something else. */
    static Optional<BookEntry> entry(SequencedEvent event) {
        if (event.type().startsWith(ACCOUNT_EVENTS)) {
            return account(event, AccountEventCodec.read(event.type(), event.body()));
        }
        if (event.type().startsWith(EXCHANGE_EVENTS)) {
            return exchange(event, ExchangeEventCodec.read(event.type(), event.body()));
        }
        return Optional.empty();
    }

    private static Optional<BookEntry> account(SequencedEvent event, AccountEvent what) {
        return switch (what) {
            case AccountEvent.Opened opened ->
                Optional.of(new BookEntry.Opened(
                        event.sequence(), event.stream(), new BookEntry.Holder(opened.kind(), opened.owner())));
            case AccountEvent.LimitsSet set -> Optional.empty();
            case AccountEvent.StatusSet set -> Optional.empty();
        };
    }

    private static Optional<BookEntry> exchange(SequencedEvent event, ExchangeEvent what) {
        return switch (what) {
            case ExchangeEvent.Settled settled ->
                Optional.of(new BookEntry.Moved(
                        event.sequence(),
                        event.stream(),
                        event.recordedAt(),
                        Optional.empty(),
                        settled.occasion(),
                        settled.legs(),
                        settled.postings()));
            case ExchangeEvent.Reversed reversed ->
                Optional.of(new BookEntry.Moved(
                        event.sequence(),
                        event.stream(),
                        event.recordedAt(),
                        Optional.of(reversed.reason()),
                        reversed.occasion(),
                        reversed.legs(),
                        reversed.postings()));
            case ExchangeEvent.Proposed proposed -> Optional.empty();
            case ExchangeEvent.Confirmed confirmed -> Optional.empty();
            case ExchangeEvent.Disputed disputed -> Optional.empty();
            case ExchangeEvent.Resolved resolved -> Optional.empty();
            case ExchangeEvent.Lapsed lapsed -> Optional.empty();
            case ExchangeEvent.Cancelled cancelled -> Optional.empty();
        };
    }
}
