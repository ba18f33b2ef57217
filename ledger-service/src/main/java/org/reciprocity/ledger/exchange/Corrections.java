package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.log.Author;
import org.reciprocity.ledger.problem.Problem;

/**
 * The way in which other features give up exchanges that wait, and take back the two sides of a transfer, where an act of
 * theirs asks for it.
 *
 * <p>The caller is in its transaction and has decided who may do this. It locks the exchanges here, then the accounts that they
 * name; asks of each whether it is refused, and only if none is has them written; and appends their events with its own.
 */
public final class Corrections {
    /** A redemption is nothing that a partner's own account waits for: it moves another, which is open for as long as it is there. */
    private static final String WAITING = """
            with locked as materialized (
                select e.id, e.community_id from exchange e
                where e.community_id = $1 and e.state not in ('settled', 'reversed', 'cancelled', 'lapsed')
                  and exists (select from exchange_party y
                              where y.community_id = $1 and y.party_id = $2 and y.number = e.number)
                  and (e.kind <> 'redemption'
                       or exists (select from participant p where p.community_id = $1 and p.id = $2))
                order by e.id for update)
            select id, community_id from locked
            """;

    private static final String LOCK = """
            with locked as materialized (
                select id, community_id from exchange where id = any($1::uuid[]) order by id for update)
            select id, community_id from locked
            """;

    private Corrections() {}

    /** Why an exchange is given up or taken back. */
    public enum Reason {
        /** It is in the book already. */
        RECORDED_TWICE(Exchange.Reason.RECORDED_TWICE),
        /** It took another time. */
        WRONG_MINUTES(Exchange.Reason.WRONG_MINUTES),
        /** It was between others. */
        WRONG_PARTY(Exchange.Reason.WRONG_PARTY),
        /** It did not take place. */
        DID_NOT_HAPPEN(Exchange.Reason.DID_NOT_HAPPEN),
        /** A party leaves. */
        PARTY_LEFT(Exchange.Reason.PARTY_LEFT),
        /** Any other. */
        OTHER(Exchange.Reason.OTHER);

        private final Exchange.Reason reason;

        Reason(Exchange.Reason reason) {
            this.reason = reason;
        }

        /** Its code in the API. */
        public String wire() {
            return reason.wire();
        }

        /** The reason of that name. */
        public static Reason of(String wire) {
            for (var one : values()) {
                if (one.reason.wire().equals(wire)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("No reason: " + wire);
        }
    }

    /** An exchange whose stream is locked until the transaction ends. */
    public static final class Held {
        private final UUID community;
        private final UUID id;
        private final Exchange exchange;
        private final long version;

        Held(UUID community, UUID id, Exchange exchange, long version) {
            this.community = community;
            this.id = id;
            this.exchange = exchange;
            this.version = version;
        }

        /** Its community. */
        public UUID community() {
            return community;
        }

        /** The exchange. */
        public UUID id() {
            return id;
        }

        /** Its version before anything is done to it. */
        public long version() {
            return version;
        }

        /** Whether somebody gives or receives in it. */
        public boolean concerns(UUID party) {
            return ExchangeView.terms(exchange).has(party);
        }

        /** The accounts that taking it back may move, its community's pot among them: these the caller locks. */
        public Set<UUID> accounts() {
            var accounts = new HashSet<UUID>();
            accounts.add(ExchangeStore.pot(community));
            if (exchange instanceof Exchange.Settled settled) {
                accounts.addAll(settled.postings().keySet());
            }
            return accounts;
        }

        /** Why it is not given up or taken back. */
        public Optional<Problem> refusal(Accounts.LockedBook locked) {
            return switch (decide(Exchange.Reason.OTHER, null, locked)) {
                case ExchangeDecider.Decision.Rejected rejected -> Optional.of(ExchangeProblems.of(rejected.refusal()));
                case ExchangeDecider.Decision.Accepted accepted -> Optional.empty();
            };
        }

        private ExchangeDecider.Decision decide(Exchange.Reason reason, Exchange.By by, Accounts.LockedBook locked) {
            return ExchangeDecider.decide(
                    exchange,
                    new ExchangeCommand.Undo(reason, by, ExchangeStore.pot(community)),
                    ExchangeStore.book(locked));
        }

        /** Gives it up or takes it back, which was not refused, and tells the events to append; the author is an agency's. */
        public Uni<List<NewEvent>> undo(Sql sql, Reason reason, Author author, Accounts.LockedBook locked) {
            return switch (decide(reason.reason, new Exchange.By(author.agency(), author.actor(), null), locked)) {
                case ExchangeDecider.Decision.Rejected rejected ->
                    throw new IllegalArgumentException("It is refused: " + rejected.refusal());
                case ExchangeDecider.Decision.Accepted accepted -> written(sql, accepted.events(), locked.at());
            };
        }

        private Uni<List<NewEvent>> written(Sql sql, List<ExchangeEvent> happened, Instant at) {
            var after = ExchangeStore.fold(exchange, happened);
            long last = version + happened.size();
            return sql.update(ExchangeSql.UPDATE, community, id, ExchangeView.state(after), last)
                    .chain(() -> ExchangeStore.post(sql, community, id, ExchangeView.terms(after), happened, at))
                    .map(posted -> ExchangeStore.events(community, id, version, at, happened));
        }
    }

    /** Locks the exchanges that wait for something and would move the account of this party, in the order of their ids. */
    public static Uni<List<Held>> waiting(Sql sql, UUID community, UUID party) {
        return held(sql, sql.select(WAITING, community, party));
    }

    /** Locks exchanges, in the order of their ids. */
    public static Uni<List<Held>> lock(Sql sql, Collection<UUID> exchanges) {
        return held(sql, sql.select(LOCK, (Object) exchanges.toArray(UUID[]::new)));
    }

    private static Uni<List<Held>> held(Sql sql, Uni<List<Object[]>> locked) {
        return locked.chain(rows -> sql.select(ExchangeSql.STREAMS, (Object)
                        rows.stream().map(row -> row[0]).toArray(UUID[]::new))
                .map(events -> {
                    var streams = new HashMap<UUID, List<ExchangeEvent>>();
                    events.forEach(event -> streams.computeIfAbsent((UUID) event[0], stream -> new ArrayList<>())
                            .add(ExchangeEventCodec.read((String) event[1], (String) event[3])));
                    return rows.stream()
                            .map(row -> {
                                var stream = streams.getOrDefault((UUID) row[0], List.of());
                                return new Held(
                                        (UUID) row[1],
                                        (UUID) row[0],
                                        ExchangeStore.fold(new Exchange.None(), stream),
                                        stream.size());
                            })
                            .toList();
                }));
    }
}
