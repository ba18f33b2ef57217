package org.reciprocity.local.play;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.reciprocity.local.simulation.Act;
import org.reciprocity.local.simulation.Desk;
import org.reciprocity.local.system.Terminal;

/** Does acts through the API, a dozen at a time, and checks that each is answered as it must be. */
final class HttpDesk implements Desk, AutoCloseable {
    /** How many calls are in flight. */
    static final int AT_ONCE = 12;

    private final Api api;
    private final Feeds feeds;
    private final Terminal terminal;
    private final String title;
    private final IntConsumer answered;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private Duration recording = Duration.ZERO;

    /**
     * @param title the scenario's, for the bar
     * @param answered told after each answer how many there have been
     */
    HttpDesk(Api api, Feeds feeds, Terminal terminal, String title, IntConsumer answered) {
        this.api = api;
        this.feeds = feeds;
        this.terminal = terminal;
        this.title = title;
        this.answered = answered;
    }

    /** Exchanges that were answered as settled. */
    int settled() {
        return settled.get();
    }

    /** The time during which exchanges were being recorded. */
    Duration recording() {
        return recording;
    }

    @Override
    public void together(List<Act> acts) {
        long started = System.nanoTime();
        var calls = new ArrayList<Callable<Void>>();
        for (var act : acts) {
            calls.add(() -> {
                perform(act);
                answered.accept(answers.incrementAndGet());
                return null;
            });
        }
        try {
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlayException("Interrupted while playing " + title, e);
        } catch (ExecutionException e) {
            throw new PlayException(e.getCause().getMessage(), e.getCause());
        }
        if (acts.stream().anyMatch(act -> act instanceof Act.Exchange)) {
            recording = recording.plusNanos(System.nanoTime() - started);
        }
    }

    private void perform(Act act) {
        var call = Calls.of(act);
        var answer = api.post(call.service(), call.path(), act.caller(), act.key(), call.body());
        switch (act) {
            case Act.Exchange exchange -> {
                expect(act, exchange.settles() ? "settled" : "proposed", answer);
                if (exchange.settles()) {
                    settled.incrementAndGet();
                }
            }
            case Act.Confirm confirm -> {
                expect(confirm, "settled", answer);
                settled.incrementAndGet();
            }
            default -> {}
        }
    }

    private static void expect(Act act, String state, Api.Answer answer) {
        var is = answer.json().path("state").asText();
        if (!is.equals(state)) {
            throw new PlayException(act.key() + " must be " + state + " and is " + is);
        }
    }

    @Override
    public List<Proposal> round(Act.RunRound round) {
        feeds.awaitMatchingKnowsAll();
        var call = Calls.of(round);
        var answer = api.post(call.service(), call.path(), round.caller(), round.key(), call.body());
        answered.accept(answers.incrementAndGet());
        var proposals = new ArrayList<Proposal>();
        for (var proposal : answer.json().path("proposals")) {
            proposals.add(new Proposal(
                    UUID.fromString(proposal.path("id").asText()),
                    UUID.fromString(proposal.path("requestId").asText()),
                    UUID.fromString(proposal.path("offerId").asText()),
                    UUID.fromString(proposal.path("giverId").asText()),
                    UUID.fromString(proposal.path("receiverId").asText()),
                    proposal.path("skill").asText(),
                    proposal.path("minutes").asInt()));
        }
        return proposals;
    }

    @Override
    public void played(int weeks, int ofWeeks) {
        long rate = recording.isZero() ? 0 : Math.round(settled.get() / (recording.toNanos() / 1e9));
        terminal.bar(
                title,
                weeks,
                ofWeeks,
                "week %d of %d, %,d exchanges settled, %,d a second".formatted(weeks, ofWeeks, settled.get(), rate));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
