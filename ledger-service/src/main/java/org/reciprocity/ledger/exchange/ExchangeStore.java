package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.hold.Holds;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;

/** How exchanges are decided on locked accounts, and how what was decided is written. */
final class ExchangeStore {
    private ExchangeStore() {}

    /** The account each party moves, which follows from what the exchange is and what the party is. */
    static Map<UUID, UUID> accounts(UUID community, Exchange.Terms terms, Map<UUID, ExchangeCommand.Party> parties) {
        var accounts = new HashMap<UUID, UUID>();
        accounts.put(Exchange.NOBODY, AccountIds.of(community, AccountKind.ISSUANCE, community));
        parties.forEach((party, kind) ->
                accounts.put(party, AccountIds.of(community, Parties.account(terms.kind(), kind), party)));
        return accounts;
    }

    /** The account of a community's pot. */
    static UUID pot(UUID community) {
        return AccountIds.of(community, AccountKind.POT, community);
    }

    /** Providers and receivers, each once. */
    static UUID[] parties(Exchange.Terms terms) {
        var parties = new LinkedHashSet<UUID>();
        for (var leg : terms.legs()) {
            parties.add(leg.provider());
            if (!leg.receiver().equals(Exchange.NOBODY)) {
                parties.add(leg.receiver());
            }
        }
        return parties.toArray(UUID[]::new);
    }

    /**
     * What was decided, and when.
     *
     * @param decision what was decided
     * @param at the time, read under the locks
     * @param before events of what expired on the accounts when they were locked
     */
    record Decided(ExchangeDecider.Decision decision, Instant at, List<NewEvent> before) {

        /** A refusal, which does not undo what expired. */
        Outcome refuse(Problem problem) {
            var refused = Outcome.refused(problem);
            return new Outcome(refused.answer(), before, refused.kept());
        }

        /** What happened, after what expired. */
        List<NewEvent> events(List<NewEvent> happened) {
            var events = new ArrayList<>(before);
            events.addAll(happened);
            return events;
        }
    }

    /** Locks what a command may move, and decides it. */
    static Uni<Decided> decide(Sql sql, Exchange exchange, ExchangeCommand command, UUID community) {
        var moves = ExchangeDecider.moves(exchange, command);
        var locked = moves.isEmpty()
                ? sql.select(ExchangeSql.NOW)
                        .map(rows -> new Accounts.LockedBook(List.of(), Access.instant(rows.getFirst()[0])))
                : Accounts.lock(sql, community, moves.keySet());
        return locked.chain(accounts -> Holds.meet(sql, accounts))
                .map(met -> new Decided(
                        ExchangeDecider.decide(exchange, command, book(met.book())),
                        met.book().at(),
                        met.events()));
    }

    /** Locked accounts as the decider sees them. */
    static Book book(Accounts.LockedBook locked) {
        var standings = new HashMap<UUID, Book.Standing>();
        for (var account : locked.accounts()) {
            standings.put(
                    account.id(),
                    new Book.Standing(
                            account.balance(),
                            account.reserved(),
                            account.floor(),
                            account.ceiling(),
                            account.status()));
        }
        return new Book(locked.at(), standings);
    }

    /**
     * An exchange that was decided and is not written yet.
     *
     * @param community its community
     * @param id the exchange
     * @param terms what it is about
     * @param externalRef the recorder's own reference; null for none
     * @param happened what was decided, from its beginning
     * @param at when
     */
    record Fresh(
            UUID community,
            UUID id,
            Exchange.Terms terms,
            String externalRef,
            List<ExchangeEvent> happened,
            Instant at) {

        Exchange.Occasion occasion() {
            return terms.occasion();
        }

        long version() {
            return happened.size();
        }

        Exchange exchange() {
            return fold(new Exchange.None(), happened);
        }

        /** As whoever proposed it is answered. */
        Answer answer() {
            return Answer.created(
                    "/exchanges/" + id,
                    version(),
                    ExchangeView.of(id, community, exchange(), new ExchangeView.Times(at, at, version())));
        }

        List<NewEvent> events() {
            return ExchangeStore.events(community, id, 0, at, happened);
        }
    }

    /** Writes a fresh exchange and moves what it moves; its events are left to be appended. */
    static Uni<Void> write(Sql sql, Fresh fresh) {
        return write(sql, List.of(fresh))
                .chain(() -> post(sql, fresh.community(), fresh.id(), fresh.terms(), fresh.happened(), fresh.at()));
    }

    /** Writes fresh exchanges; to move what they move, and to append their events, is left. */
    static Uni<Void> write(Sql sql, List<Fresh> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.update(
                        ExchangeSql.INSERT,
                        fresh.stream().map(Fresh::community).toArray(UUID[]::new),
                        fresh.stream().map(Fresh::id).toArray(UUID[]::new),
                        fresh.stream().map(one -> one.occasion().kind().wire()).toArray(String[]::new),
                        fresh.stream()
                                .map(one -> ExchangeView.state(one.exchange()))
                                .toArray(String[]::new),
                        fresh.stream().map(one -> one.occasion().programme()).toArray(UUID[]::new),
                        fresh.stream().map(one -> one.terms().recordedBy()).toArray(UUID[]::new),
                        fresh.stream().map(Fresh::externalRef).toArray(String[]::new),
                        fresh.stream().map(one -> one.occasion().caseId()).toArray(UUID[]::new),
                        fresh.stream()
                                .map(one -> one.occasion().occurredAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        fresh.stream()
                                .map(one -> one.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        fresh.stream().map(Fresh::version).toArray(Long[]::new),
                        fresh.stream()
                                .map(one -> Arrays.stream(parties(one.terms()))
                                        .map(UUID::toString)
                                        .collect(Collectors.joining(",", "{", "}")))
                                .toArray(String[]::new))
                .replaceWithVoid();
    }

    /** Moves what the events move. */
    static Uni<Void> post(
            Sql sql, UUID community, UUID id, Exchange.Terms terms, List<ExchangeEvent> events, Instant at) {
        Map<UUID, Long> postings = Map.of();
        boolean reversal = false;
        for (var event : events) {
            switch (event) {
                case ExchangeEvent.Settled settled -> postings = settled.postings();
                case ExchangeEvent.Reversed reversed -> {
                    postings = reversed.postings();
                    reversal = true;
                }
                case ExchangeEvent.Proposed proposed -> {}
                case ExchangeEvent.Confirmed confirmed -> {}
                case ExchangeEvent.Disputed disputed -> {}
                case ExchangeEvent.Resolved resolved -> {}
                case ExchangeEvent.Lapsed lapsed -> {}
                case ExchangeEvent.Cancelled cancelled -> {}
            }
        }
        return Accounts.post(
                sql, community, id, terms.kind().wire(), terms.occasion().occurredAt(), at, reversal, postings);
    }

    /** The events as they are appended. */
    static List<NewEvent> events(UUID community, UUID id, long version, Instant at, List<ExchangeEvent> happened) {
        var events = new ArrayList<NewEvent>(happened.size());
        for (var event : happened) {
            events.add(ExchangeEventCodec.write(community, id, version + events.size() + 1, at, event));
        }
        return events;
    }

    static Exchange fold(List<StoredEvent> stream) {
        return fold(
                new Exchange.None(),
                stream.stream()
                        .map(event -> ExchangeEventCodec.read(event.type(), event.body()))
                        .toList());
    }

    static Exchange fold(Exchange before, List<ExchangeEvent> events) {
        var exchange = before;
        for (var event : events) {
            exchange = ExchangeDecider.evolve(exchange, event);
        }
        return exchange;
    }
}
