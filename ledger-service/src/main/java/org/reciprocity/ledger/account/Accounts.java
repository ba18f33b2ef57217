package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;

/** The book, for the features that open accounts and move minutes between them; always in their transaction. */
public final class Accounts {
    private static final String OPEN = """
            insert into account (community_id, id, kind, owner_id, floor, ceiling, version, recorded_at)
            select $1, a.id, a.kind, a.owner, a.floor, a.ceiling, 1, $2
            from unnest($3::uuid[], $4::text[], $5::uuid[], $6::bigint[], $7::bigint[]) as a(id, kind, owner, floor, ceiling)
            """;

    private static final String STANDS = "select balance, reserved from account where community_id = $1 and id = $2";

    /** The clock is read as each locked row is passed on, so the last row's time is later than every lock. */
    private static final String LOCK = """
            with locked as materialized (
                select id, balance, reserved, floor, ceiling, status, entries from account
                where community_id = any($1) and id = any($2) order by id for update)
            select id, balance, reserved, floor, ceiling, status, clock_timestamp(), entries from locked
            """;

    /** The same without a lock, for who only wants to know. */
    private static final String GLANCE = """
            select id, balance, reserved, floor, ceiling, status, clock_timestamp(), entries from account
            where community_id = any($1) and id = any($2) order by id
            """;

    private static final String POST = """
            with moved as (
                update account a set balance = a.balance + p.minutes, entries = a.entries + 1
                from unnest($2::uuid[], $3::bigint[]) as p(id, minutes)
                where a.community_id = $1 and a.id = p.id
                returning a.id, a.entries, p.minutes, a.balance)
            insert into posting (community_id, account_id, number, exchange_id, kind, minutes, balance,
                                 occurred_at, recorded_at, reversal)
            select $1, id, entries, $4, $5, minutes, balance, $6, $7, $8 from moved
            """;

    /**
     * Many postings at once: $1 community, $2 account, $3 number, $4 exchange, $5 kind, $6 minutes, $7 balance after it, $8
     * when it occurred of each posting, in the order of each account's; $9 when they are recorded; $10 whether they are
     * reversals; then of each account that is moved, once: $11 community, $12 account, $13 balance, $14 entries.
     */
    private static final String POST_MANY = """
            with moved as (
                update account a set balance = p.balance, entries = p.entries
                from unnest($11::uuid[], $12::uuid[], $13::bigint[], $14::bigint[]) as p(community, id, balance, entries)
                where a.community_id = p.community and a.id = p.id
                returning a.id)
            insert into posting (community_id, account_id, number, exchange_id, kind, minutes, balance,
                                 occurred_at, recorded_at, reversal)
            select p.community, p.account, p.number, p.exchange, p.kind, p.minutes, p.balance, p.occurred, $9, $10
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[],
                        $8::timestamptz[])
                 as p(community, account, number, exchange, kind, minutes, balance, occurred)
            where (select count(*) from moved) = cardinality($12)
            """;

    private Accounts() {}

    /**
     * An account that a caller sees.
     *
     * @param id the account
     * @param community its community
     * @param kind what it is for
     * @param owner whose it is
     * @param lead the community's lead agency
     */
    public record Seen(UUID id, UUID community, AccountKind kind, UUID owner, UUID lead) {}

    /** The account, if the caller may see it. */
    public static Uni<Seen> seen(Sql sql, Caller caller, UUID account) {
        return AccountService.row(sql, caller, account)
                .map(row -> new Seen(account, row.community(), AccountKind.of(row.kind()), row.owner(), row.lead()));
    }

    /** An account to open. */
    public record Opening(AccountKind kind, UUID owner, Long floor, Long ceiling) {}

    /**
     * An account whose row is locked until the transaction ends.
     *
     * @param id the account
     * @param balance in minutes
     * @param reserved minutes that are held
     * @param floor the lowest balance; null for none
     * @param ceiling the highest balance; null for none
     * @param status whether it takes part in exchanges
     * @param entries how many postings it has
     */
    public record Locked(
            UUID id, long balance, long reserved, Long floor, Long ceiling, AccountStatus status, long entries) {}

    /**
     * A posting on a locked account.
     *
     * @param community the account's community
     * @param account the account
     * @param number its place among the account's postings, from 1
     * @param exchange what it belongs to
     * @param kind of that
     * @param minutes what the account gains or gives
     * @param balance what the account has after it
     * @param occurredAt when it happened
     */
    public record Posting(
            UUID community,
            UUID account,
            long number,
            UUID exchange,
            String kind,
            long minutes,
            long balance,
            Instant occurredAt) {}

    /**
     * Locked accounts.
     *
     * @param accounts those that there are
     * @param at the database's time, read when all were locked
     */
    public record LockedBook(List<Locked> accounts, Instant at) {}

    /** Opens accounts that nobody has opened yet, and gives the events to append. Entities that were persisted are written first. */
    public static Uni<List<NewEvent>> open(Write write, UUID community, Instant at, List<Opening> openings) {
        var events = new ArrayList<NewEvent>();
        for (var opening : openings) {
            var id = AccountIds.of(community, opening.kind(), opening.owner());
            var command = new AccountCommand.Open(opening.kind(), opening.owner(), opening.floor(), opening.ceiling());
            switch (AccountDecider.decide(new Account.None(), command)) {
                case AccountDecider.Decision.Accepted accepted ->
                    accepted.events()
                            .forEach(event -> events.add(AccountEventCodec.write(community, id, 1, at, event)));
                case AccountDecider.Decision.Rejected rejected ->
                    throw new IllegalArgumentException("An account cannot be opened so: " + rejected.refusal());
            }
        }
        return write.session()
                .flush()
                .chain(() -> write.sql()
                        .update(
                                OPEN,
                                community,
                                at.atOffset(ZoneOffset.UTC),
                                openings.stream()
                                        .map(opening -> AccountIds.of(community, opening.kind(), opening.owner()))
                                        .toArray(UUID[]::new),
                                openings.stream()
                                        .map(opening -> opening.kind().wire())
                                        .toArray(String[]::new),
                                openings.stream().map(Opening::owner).toArray(UUID[]::new),
                                openings.stream().map(Opening::floor).toArray(Long[]::new),
                                openings.stream().map(Opening::ceiling).toArray(Long[]::new)))
                .replaceWith(events);
    }

    /**
     * Closes a locked account for ever, which stands at zero by now.
     *
     * @param reason why, as a code
     * @param settlement the exchange that brought it there; null where it stood there
     * @return the event to append
     */
    public static Uni<NewEvent> close(
            Sql sql, UUID community, UUID account, String reason, UUID settlement, Instant at) {
        return EventStore.read(sql, account)
                .chain(stream -> sql.select(STANDS, community, account).chain(rows -> {
                    var stands = rows.getFirst();
                    var command = new AccountCommand.Close(reason, settlement, (Long) stands[0], (Long) stands[1]);
                    long version = stream.size() + 1L;
                    return switch (AccountDecider.decide(fold(stream), command)) {
                        case AccountDecider.Decision.Rejected rejected ->
                            throw new IllegalStateException("An account cannot be closed: " + rejected.refusal());
                        case AccountDecider.Decision.Accepted accepted ->
                            sql.update(
                                            AccountService.SET_STATUS,
                                            community,
                                            account,
                                            AccountStatus.CLOSED.wire(),
                                            version)
                                    .map(updated -> AccountEventCodec.write(
                                            community,
                                            account,
                                            version,
                                            at,
                                            accepted.events().getFirst()));
                    };
                }));
    }

    /**
     * Lets this many minutes be outstanding between two communities: opens or limits the clearing account of each, which
     * stands for the other, and gives the events to append.
     */
    public static Uni<List<NewEvent>> clear(Write write, UUID community, UUID other, long minutes, Instant at) {
        var account = AccountIds.of(community, AccountKind.CLEARING, other);
        return EventStore.read(write.sql(), account).chain(stream -> {
            if (stream.isEmpty()) {
                return open(write, community, at, List.of(new Opening(AccountKind.CLEARING, other, -minutes, minutes)));
            }
            long version = stream.size() + 1L;
            return switch (AccountDecider.decide(fold(stream), new AccountCommand.LimitClearing(minutes))) {
                case AccountDecider.Decision.Rejected rejected ->
                    throw new IllegalStateException("A clearing account cannot be limited: " + rejected.refusal());
                case AccountDecider.Decision.Accepted accepted ->
                    write.sql()
                            .update(AccountService.SET_LIMITS, community, account, -minutes, minutes, version, false)
                            .map(updated -> List.of(AccountEventCodec.write(
                                    community,
                                    account,
                                    version,
                                    at,
                                    accepted.events().getFirst())));
            };
        });
    }

    static Account fold(List<StoredEvent> stream) {
        Account account = new Account.None();
        for (var event : stream) {
            account = AccountDecider.evolve(account, AccountEventCodec.read(event.type(), event.body()));
        }
        return account;
    }

    /** Locks accounts in the order of their ids. Of those that do not exist nothing is returned. */
    public static Uni<LockedBook> lock(Sql sql, UUID community, Collection<UUID> accounts) {
        return lock(sql, List.of(community), accounts);
    }

    /** The same for accounts of several communities: the order is the same for everybody who locks any of them. */
    public static Uni<LockedBook> lock(Sql sql, Collection<UUID> communities, Collection<UUID> accounts) {
        return book(LOCK, sql, communities, accounts);
    }

    /** The accounts as they stand now, not locked: nothing may be written on what is decided from them. */
    public static Uni<LockedBook> glance(Sql sql, Collection<UUID> communities, Collection<UUID> accounts) {
        return book(GLANCE, sql, communities, accounts);
    }

    private static Uni<LockedBook> book(
            String statement, Sql sql, Collection<UUID> communities, Collection<UUID> accounts) {
        var among = communities.toArray(UUID[]::new);
        return sql.select(statement, among, accounts.toArray(UUID[]::new)).map(rows -> {
            var locked = new ArrayList<Locked>(rows.size());
            var at = Instant.MIN;
            for (var row : rows) {
                locked.add(new Locked(
                        (UUID) row[0],
                        (Long) row[1],
                        (Long) row[2],
                        (Long) row[3],
                        (Long) row[4],
                        AccountStatus.of((String) row[5]),
                        (Long) row[7]));
                var time = ((java.time.OffsetDateTime) row[6]).toInstant();
                at = time.isAfter(at) ? time : at;
            }
            return new LockedBook(locked, at);
        });
    }

    /** Moves minutes on accounts that are locked, and notes each posting with the balance after it. */
    public static Uni<Void> post(
            Sql sql,
            UUID community,
            UUID exchange,
            String kind,
            Instant occurredAt,
            Instant recordedAt,
            boolean reversal,
            Map<UUID, Long> minutes) {
        if (minutes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var accounts = minutes.keySet().toArray(UUID[]::new);
        var moved = new Long[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            moved[i] = minutes.get(accounts[i]);
        }
        return sql.update(
                        POST,
                        community,
                        accounts,
                        moved,
                        exchange,
                        kind,
                        occurredAt.atOffset(ZoneOffset.UTC),
                        recordedAt.atOffset(ZoneOffset.UTC),
                        reversal)
                .invoke(rows -> {
                    if (rows != accounts.length) {
                        throw new IllegalStateException("Of " + accounts.length + " accounts " + rows + " were moved");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Notes many postings on locked accounts, each account's in the order of its numbers, and moves the accounts to what they
     * have after their last.
     */
    public static Uni<Void> post(Sql sql, Instant recordedAt, boolean reversal, List<Posting> postings) {
        if (postings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var last = new LinkedHashMap<UUID, Posting>();
        postings.forEach(posting -> last.put(posting.account(), posting));
        return sql.update(
                        POST_MANY,
                        postings.stream().map(Posting::community).toArray(UUID[]::new),
                        postings.stream().map(Posting::account).toArray(UUID[]::new),
                        postings.stream().map(Posting::number).toArray(Long[]::new),
                        postings.stream().map(Posting::exchange).toArray(UUID[]::new),
                        postings.stream().map(Posting::kind).toArray(String[]::new),
                        postings.stream().map(Posting::minutes).toArray(Long[]::new),
                        postings.stream().map(Posting::balance).toArray(Long[]::new),
                        postings.stream()
                                .map(posting -> posting.occurredAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        recordedAt.atOffset(ZoneOffset.UTC),
                        reversal,
                        last.values().stream().map(Posting::community).toArray(UUID[]::new),
                        last.values().stream().map(Posting::account).toArray(UUID[]::new),
                        last.values().stream().map(Posting::balance).toArray(Long[]::new),
                        last.values().stream().map(Posting::number).toArray(Long[]::new))
                .invoke(rows -> {
                    if (rows != postings.size()) {
                        throw new IllegalStateException("Of " + postings.size() + " postings " + rows + " were noted");
                    }
                })
                .replaceWithVoid();
    }
}
