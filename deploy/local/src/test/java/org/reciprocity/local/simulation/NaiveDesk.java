package org.reciprocity.local.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;

/**
 * Stands in for the services: does what is done together in an order of its own, refuses what the ledger would refuse, and
 * proposes the first offer of the same skill.
 */
final class NaiveDesk implements Desk {
    final List<Act> acts = new ArrayList<>();
    final Map<Account, Long> balances = new HashMap<>();
    final Map<UUID, String> states = new HashMap<>();
    final Set<String> keys = new HashSet<>();
    int rounds;

    private final Scenario scenario;
    private final Random order;
    private final Year year;
    private final Moves moves;
    private final Map<UUID, Act.Exchange> exchanges = new HashMap<>();
    private final List<Act.Offer> offers = new ArrayList<>();
    private final List<Act.Request> requests = new ArrayList<>();

    NaiveDesk(Scenario scenario, long orderSeed) {
        this.scenario = scenario;
        this.order = new Random(orderSeed);
        this.year = new Year(scenario, this);
        this.moves = new Moves(year);
    }

    @Override
    public void together(List<Act> together) {
        var shuffled = new ArrayList<>(together);
        Collections.shuffle(shuffled, order);
        acts.addAll(together);
        shuffled.forEach(this::perform);
    }

    /** The ledger takes a word from an agency that sees the person and is not paid. */
    private void assertBrings(Caller caller, Act.Exchange exchange, Act.Confirmation word) {
        var agency = caller.agency().orElseThrow();
        assertTrue(year.sees(agency, word.participant()), () -> exchange.key() + ": a word of somebody unseen");
        assertTrue(
                exchange.legs().stream().noneMatch(leg -> leg.provider().equals(agency)),
                () -> exchange.key() + ": a word brought by who is paid");
    }

    private void perform(Act act) {
        assertTrue(keys.add(act.key()), () -> "the same key twice: " + act.key());
        switch (act) {
            case Act.Exchange exchange -> {
                var brings = exchange.witness().orElse(exchange.caller());
                exchange.confirmations().forEach(word -> assertBrings(brings, exchange, word));
                exchanges.put(exchange.id(), exchange);
                states.put(exchange.id(), exchange.settles() ? "settled" : "proposed");
                if (exchange.settles()) {
                    move(moves.of(exchange), true);
                }
            }
            case Act.Confirm confirm -> {
                assertBrings(confirm.caller(), exchanges.get(confirm.exchange()), confirm.confirmation());
                assertEquals("proposed", states.put(confirm.exchange(), "settled"));
                move(moves.of(exchanges.get(confirm.exchange())), true);
            }
            case Act.Cancel cancel -> assertEquals("proposed", states.put(cancel.exchange(), "cancelled"));
            case Act.Reverse reverse -> {
                assertEquals("settled", states.put(reverse.exchange(), "reversed"));
                move(moves.back(exchanges.get(reverse.exchange())), false);
            }
            case Act.Offer offer -> offers.add(offer);
            case Act.Request request -> {
                requests.add(request);
                request.couldGive().ifPresent(offers::add);
            }
            default -> {}
        }
    }

    private void move(Map<Account, Long> all, boolean limited) {
        all.forEach((account, minutes) -> {
            long balance = balances.merge(account, minutes, Long::sum);
            if (limited && !account.kind().equals("issuance") && !account.kind().equals("redemption")) {
                assertTrue(minutes > 0 || balance >= floor(account), () -> account + " falls to " + balance);
                assertTrue(
                        minutes < 0 || !account.kind().equals("participant") || balance <= ceiling(),
                        () -> account + " rises to " + balance);
            }
        });
    }

    private long floor(Account account) {
        return account.kind().equals("participant") ? scenario.community().policy("participantFloorMinutes", -600) : 0;
    }

    private long ceiling() {
        return scenario.community().policy("participantCeilingMinutes", 6000);
    }

    @Override
    public List<Proposal> round(Act.RunRound round) {
        assertTrue(keys.add(round.key()));
        acts.add(round);
        rounds++;
        var proposals = new ArrayList<Proposal>();
        requests.sort(Comparator.comparing(Act.Request::id));
        offers.sort(Comparator.comparing(Act.Offer::id));
        for (var request : List.copyOf(requests)) {
            offers.stream()
                    .filter(offer -> offer.skill().equals(request.skill())
                            && !offer.participant().equals(request.participant()))
                    .findFirst()
                    .ifPresent(offer -> {
                        requests.remove(request);
                        proposals.add(new Proposal(
                                Ids.of(
                                        "proposal",
                                        request.id().toString(),
                                        offer.id().toString()),
                                request.id(),
                                offer.id(),
                                offer.participant(),
                                request.participant(),
                                request.skill(),
                                Math.min(request.minutes(), offer.minutes())));
                    });
        }
        return proposals;
    }

    @Override
    public void played(int weeks, int ofWeeks) {
        assertTrue(weeks <= ofWeeks);
    }
}
