package org.reciprocity.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.reciprocity.ledger.account.AccountStatus;

/**
 * Random histories of a small community, decided by the decider and entered in a book of the simplest kind, against the
 * invariants: balances sum to zero, a balance is the sum of its postings, no limit is passed but by a reversal or by who leaves, and a request
 * sent again has no second effect; limits are set under balances, accounts are suspended and closed, and a closed one is never
 * moved.
 */
class BookPropertyTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final UUID COMMUNITY = new UUID(1, 0);
    private static final UUID LEAD = new UUID(2, 1);
    private static final UUID REDEEMER = new UUID(2, 2);
    private static final List<Exchange.Kind> KINDS = List.of(Exchange.Kind.values());
    private static final UUID ELSEWHERE = new UUID(1, 1);
    private static final long FLOOR = -120;
    private static final long CEILING = 300;

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void keepsTheBookInEveryHistory(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 2, max = 6) int people) {
        var history = new History(new Random(seed), people);
        for (int step = 0; step < 120; step++) {
            history.step();
            history.check();
        }
        assertTrue(history.settled > 0, "a history in which nothing happens shows nothing");
    }

    private static final class History {
        private final Random random;
        private final List<UUID> people = new ArrayList<>();
        private final Map<UUID, ExchangeCommand.Party> parties = new HashMap<>();
        private final Map<UUID, UUID> accounts = new HashMap<>();
        private final Map<UUID, Book.Standing> standings = new HashMap<>();
        private final Map<UUID, List<Long>> postings = new HashMap<>();
        private final Map<Integer, Exchange> exchanges = new HashMap<>();
        private final Map<Integer, Optional<Refusal>> answers = new HashMap<>();
        private final ExchangeCommand.Rules rules;
        private int settled;
        private final Set<UUID> explained = new HashSet<>();
        private int request;

        History(Random random, int size) {
            this.random = random;
            this.rules = new ExchangeCommand.Rules(
                    COMMUNITY,
                    LEAD,
                    90,
                    10,
                    List.of(ExchangeCommand.Asked.values()).get(random.nextInt(3)),
                    true);
            for (int i = 0; i < size; i++) {
                var person = new UUID(3, i);
                people.add(person);
                open(person, ExchangeCommand.Party.PARTICIPANT, FLOOR, CEILING);
            }
            open(COMMUNITY, ExchangeCommand.Party.COMMUNITY, 0L, null);
            open(LEAD, ExchangeCommand.Party.AGENCY, 0L, null);
            open(REDEEMER, ExchangeCommand.Party.REDEEMER, 0L, null);
            open(Exchange.NOBODY, null, null, 0L);
            open(ELSEWHERE, ExchangeCommand.Party.OTHER_COMMUNITY, -200L, 200L);
        }

        private void open(UUID party, ExchangeCommand.Party kind, Long floor, Long ceiling) {
            var account = new UUID(9, party.getMostSignificantBits() * 100 + party.getLeastSignificantBits());
            if (kind != null) {
                parties.put(party, kind);
            }
            accounts.put(party, account);
            standings.put(account, new Book.Standing(0, 0, floor, ceiling, AccountStatus.OPEN));
            postings.put(account, new ArrayList<>());
        }

        void step() {
            if (random.nextInt(12) == 0) {
                set();
                return;
            }
            int id;
            ExchangeCommand command;
            if (exchanges.isEmpty() || random.nextInt(3) > 0) {
                id = exchanges.size();
                command = propose();
            } else {
                id = random.nextInt(exchanges.size());
                command = later();
            }
            hold();
            send(++request, id, command);
            if (random.nextInt(4) == 0) {
                var before = Map.copyOf(standings);
                send(request, id, command);
                assertEquals(before, standings, "a request sent again had an effect");
            }
        }

        /** The lead sets limits, whatever the balance is, suspends and reopens; or somebody leaves. */
        private void set() {
            var person = person();
            var account = accounts.get(person);
            var before = standings.get(account);
            switch (before.status()) {
                case CLOSED -> {}
                case SUSPENDED -> status(account, AccountStatus.OPEN);
                case OPEN -> {
                    switch (random.nextInt(8)) {
                        case 0 -> leave(person);
                        case 1, 2 -> status(account, AccountStatus.SUSPENDED);
                        default -> {
                            explained.add(account);
                            standings.put(
                                    account,
                                    new Book.Standing(
                                            before.balance(),
                                            before.reserved(),
                                            (long) -random.nextInt((int) -FLOOR),
                                            (long) random.nextInt((int) CEILING),
                                            before.status()));
                        }
                    }
                }
            }
        }

        private void status(UUID account, AccountStatus status) {
            var before = standings.get(account);
            standings.put(
                    account,
                    new Book.Standing(before.balance(), before.reserved(), before.floor(), before.ceiling(), status));
        }

        /** The balance goes to the pot, or the debt comes from it, and the account closes at zero. */
        private void leave(UUID person) {
            long balance = standings.get(accounts.get(person)).balance();
            if (balance != 0) {
                var leg = new Exchange.Leg(
                        balance < 0 ? person : COMMUNITY,
                        balance < 0 ? COMMUNITY : person,
                        (int) Math.abs(balance),
                        Exchange.Role.MEMBER,
                        Exchange.Role.MEMBER);
                var terms = new Exchange.Terms(Exchange.Occasion.of(Exchange.Kind.SETTLEMENT, NOW), LEAD, List.of(leg));
                int id = exchanges.size();
                send(++request, id, new ExchangeCommand.Enter(terms, List.of(), parties, accounts));
                assertTrue(exchanges.containsKey(id), "a settlement was refused");
            }
            assertEquals(0, standings.get(accounts.get(person)).balance());
            status(accounts.get(person), AccountStatus.CLOSED);
        }

        /** Holds some of what an account may spend, or lets go of what is held: the rest alone can be spent. */
        private void hold() {
            var account = accounts.get(person());
            var before = standings.get(account);
            long free = Math.max(0, before.balance() - before.floor());
            standings.put(
                    account,
                    new Book.Standing(
                            before.balance(),
                            random.nextInt(3) == 0 ? random.nextLong(free + 1) : 0,
                            before.floor(),
                            before.ceiling(),
                            before.status()));
        }

        /** As the service does it: what was answered before is answered again, and nothing else is done. */
        private void send(int key, int id, ExchangeCommand command) {
            if (answers.containsKey(key)) {
                return;
            }
            var exchange = exchanges.getOrDefault(id, new Exchange.None());
            var moves = ExchangeDecider.moves(exchange, command);
            var locked = new HashMap<UUID, Book.Standing>();
            moves.keySet().forEach(account -> locked.put(account, standings.get(account)));
            switch (ExchangeDecider.decide(exchange, command, new Book(NOW, locked))) {
                case ExchangeDecider.Decision.Rejected(Refusal refusal) -> {
                    answers.put(key, Optional.of(refusal));
                    assertTrue(!(refusal instanceof Refusal.AccountNotOpen), "an account that moves was not named");
                }
                case ExchangeDecider.Decision.Accepted(List<ExchangeEvent> events) -> {
                    answers.put(key, Optional.empty());
                    for (var event : events) {
                        exchange = ExchangeDecider.evolve(exchange, event);
                        post(event);
                    }
                    exchanges.put(id, exchange);
                }
            }
        }

        private void post(ExchangeEvent event) {
            switch (event) {
                case ExchangeEvent.Settled happened -> {
                    settled++;
                    boolean leaving = happened.occasion().kind() == Exchange.Kind.SETTLEMENT;
                    enter(happened.postings(), !leaving);
                }
                case ExchangeEvent.Reversed happened -> {
                    enter(happened.postings(), false);
                }
                case ExchangeEvent.Proposed happened -> {}
                case ExchangeEvent.Confirmed happened -> {}
                case ExchangeEvent.Disputed happened -> {}
                case ExchangeEvent.Resolved happened -> {}
                case ExchangeEvent.Lapsed happened -> {}
                case ExchangeEvent.Cancelled happened -> {}
            }
        }

        private void enter(Map<UUID, Long> moves, boolean ordinary) {
            assertEquals(0, moves.values().stream().mapToLong(Long::longValue).sum());
            moves.forEach((account, minutes) -> {
                var before = standings.get(account);
                long balance = before.balance() + minutes;
                assertTrue(before.status() != AccountStatus.CLOSED, "a closed account was moved");
                if (!ordinary) {
                    explained.add(account);
                } else {
                    assertEquals(AccountStatus.OPEN, before.status());
                    assertTrue(minutes > 0 || before.floor() == null || balance - before.reserved() >= before.floor());
                    assertTrue(minutes < 0 || before.ceiling() == null || balance <= before.ceiling());
                }
                standings.put(
                        account,
                        new Book.Standing(
                                balance, before.reserved(), before.floor(), before.ceiling(), before.status()));
                postings.get(account).add(minutes);
            });
        }

        void check() {
            assertEquals(
                    0,
                    standings.values().stream()
                            .mapToLong(Book.Standing::balance)
                            .sum());
            standings.forEach((account, standing) -> {
                assertEquals(
                        standing.balance(),
                        postings.get(account).stream()
                                .mapToLong(Long::longValue)
                                .sum());
                assertTrue(standing.status() != AccountStatus.CLOSED || standing.balance() == 0);
                if (!explained.contains(account)) {
                    assertTrue(standing.floor() == null || standing.balance() >= standing.floor());
                    assertTrue(standing.ceiling() == null || standing.balance() <= standing.ceiling());
                }
            });
        }

        private ExchangeCommand propose() {
            var kind = KINDS.get(random.nextInt(KINDS.size()));
            var legs = new ArrayList<Exchange.Leg>();
            boolean session = kind.timeWasGiven() && random.nextInt(3) == 0;
            for (int i = 0; i <= random.nextInt(3); i++) {
                legs.add(leg(kind));
            }
            if (session) {
                legs.clear();
                people.forEach(person -> legs.add(attendance(person)));
            }
            var terms = new Exchange.Terms(
                    new Exchange.Occasion(
                            kind,
                            null,
                            NOW,
                            null,
                            null,
                            null,
                            kind == Exchange.Kind.CODESIGN ? "menu" : null,
                            session,
                            null),
                    LEAD,
                    legs);
            var confirmations = new ArrayList<ExchangeCommand.Word>();
            for (var person : people) {
                if (random.nextInt(4) > 0 && legs.stream().anyMatch(leg -> leg.has(person))) {
                    confirmations.add(word(person));
                }
            }
            if (session && random.nextBoolean()) {
                confirmations.add(everyone());
            }
            return switch (kind) {
                case RETIREMENT, SETTLEMENT, TRANSFER ->
                    new ExchangeCommand.Enter(terms, List.of(), parties, accountsOf(kind));
                case SERVICE, CONTRIBUTION, CODESIGN, REDEMPTION, GIFT, GRANT, ISSUANCE ->
                    new ExchangeCommand.Propose(terms, confirmations, actor(), rules, parties, accountsOf(kind));
            };
        }

        /** What is retired goes back to where all credit comes from. */
        private Map<UUID, UUID> accountsOf(Exchange.Kind kind) {
            if (kind != Exchange.Kind.RETIREMENT) {
                return accounts;
            }
            var retiring = new HashMap<>(accounts);
            retiring.put(COMMUNITY, accounts.get(Exchange.NOBODY));
            return retiring;
        }

        private Exchange.Leg attendance(UUID person) {
            boolean gives = random.nextBoolean();
            var role = random.nextInt(8) == 0 ? Exchange.Role.PROFESSIONAL : Exchange.Role.MEMBER;
            return new Exchange.Leg(
                    gives ? person : COMMUNITY,
                    gives ? COMMUNITY : person,
                    1 + random.nextInt(90),
                    gives ? role : Exchange.Role.MEMBER,
                    Exchange.Role.MEMBER);
        }

        private Exchange.Leg leg(Exchange.Kind kind) {
            var provider =
                    switch (kind) {
                        case SERVICE, CONTRIBUTION, CODESIGN, GIFT -> person();
                        case REDEMPTION -> REDEEMER;
                        case RETIREMENT -> COMMUNITY;
                        case SETTLEMENT -> random.nextBoolean() ? COMMUNITY : person();
                        case TRANSFER -> random.nextBoolean() ? ELSEWHERE : person();
                        case GRANT -> random.nextBoolean() ? person() : LEAD;
                        case ISSUANCE -> random.nextBoolean() ? COMMUNITY : LEAD;
                    };
            var receiver =
                    switch (kind) {
                        case SERVICE, REDEMPTION, GIFT -> person();
                        case RETIREMENT -> REDEEMER;
                        case SETTLEMENT -> provider.equals(COMMUNITY) ? person() : COMMUNITY;
                        case TRANSFER -> provider.equals(ELSEWHERE) ? person() : ELSEWHERE;
                        case CONTRIBUTION, CODESIGN -> random.nextBoolean() ? COMMUNITY : LEAD;
                        case GRANT -> COMMUNITY;
                        case ISSUANCE -> Exchange.NOBODY;
                    };
            var role = random.nextInt(8) == 0 ? Exchange.Role.PROFESSIONAL : Exchange.Role.MEMBER;
            return new Exchange.Leg(provider, receiver, random.nextInt(95), role, Exchange.Role.MEMBER);
        }

        private ExchangeCommand later() {
            return switch (random.nextInt(10)) {
                case 0 -> new ExchangeCommand.Reverse(Exchange.Reason.OTHER, actor(), rules, accounts.get(COMMUNITY));
                case 6 -> new ExchangeCommand.Undo(Exchange.Reason.OTHER, actor().by(), accounts.get(COMMUNITY));
                case 1 -> new ExchangeCommand.Cancel(Exchange.Reason.OTHER, actor(), rules);
                case 2 -> new ExchangeCommand.ConfirmSilence(rules, accounts);
                case 3 -> random.nextInt(3) == 0 ? new ExchangeCommand.Lapse(48) : confirm(everyone());
                case 4 -> new ExchangeCommand.Dispute(person(), Exchange.DisputeReason.OTHER, actor(), rules);
                case 5 ->
                    new ExchangeCommand.Resolve(
                            random.nextInt(4) == 0 ? null : minutes(), Exchange.Reason.OTHER, actor(), rules, accounts);
                default -> confirm(word(person()));
            };
        }

        private ExchangeCommand confirm(ExchangeCommand.Word word) {
            return new ExchangeCommand.Confirm(word, actor(), rules, accounts);
        }

        private List<Integer> minutes() {
            return java.util.stream.IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(leg -> 1 + random.nextInt(95))
                    .toList();
        }

        private static ExchangeCommand.Word everyone() {
            return new ExchangeCommand.Word(null, Exchange.How.ON_BEHALF, null, null, Exchange.Authority.BROKER);
        }

        private ExchangeCommand.Word word(UUID person) {
            Integer minutes = random.nextInt(5) == 0 ? 1 + random.nextInt(90) : null;
            return switch (random.nextInt(5)) {
                case 0, 1 -> new ExchangeCommand.Word(person, Exchange.How.PARTY, minutes, null, null);
                case 2 ->
                    new ExchangeCommand.Word(
                            person, Exchange.How.ON_BEHALF, minutes, person(), Exchange.Authority.CARER);
                default ->
                    new ExchangeCommand.Word(person, Exchange.How.ON_BEHALF, minutes, null, Exchange.Authority.BROKER);
            };
        }

        private ExchangeCommand.Actor actor() {
            return new ExchangeCommand.Actor(
                    random.nextInt(6) == 0 ? REDEEMER : LEAD,
                    random.nextInt(6) > 0,
                    random.nextInt(5) == 0 ? person() : null,
                    Set.copyOf(people));
        }

        private UUID person() {
            return people.get(random.nextInt(people.size()));
        }
    }
}
