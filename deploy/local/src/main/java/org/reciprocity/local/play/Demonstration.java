package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.simulation.Simulation;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;

/** Plays scenarios to a running system through its API, prints the figures, and proves that all agrees. */
public final class Demonstration implements AutoCloseable {
    private static final int CALLS_AT_ONCE = 16;
    private static final Duration TOKENS_LAST = Duration.ofHours(12);

    private final Terminal terminal;
    private final IntConsumer answered;
    private final Api api;
    private final Feeds feeds;
    private final TakenCalls taken = new TakenCalls();

    /** Nothing is played yet. */
    public Demonstration(LocalSystem system, Terminal terminal) {
        this(system, terminal, answers -> {}, false);
    }

    /**
     * Nothing is played yet; each call that a service takes will be noted, to be sent again ({@link #sendAgain}).
     *
     * @param answered told after each answer to an act of a scenario how many there have been
     */
    public Demonstration(LocalSystem system, Terminal terminal, IntConsumer answered) {
        this(system, terminal, answered, true);
    }

    private Demonstration(LocalSystem system, Terminal terminal, IntConsumer answered, boolean noting) {
        this.terminal = terminal;
        this.answered = answered;
        var addresses = new EnumMap<Service, URI>(Service.class);
        for (var service : Service.values()) {
            addresses.put(service, system.address(service));
        }
        this.api =
                new Api(addresses, caller -> system.issuer().token(token(caller)), noting ? taken::note : call -> {});
        this.feeds = new Feeds(api);
    }

    static TokenRequest token(Caller caller) {
        return new TokenRequest("demonstration", caller.agency(), List.of(caller.role()), TOKENS_LAST);
    }

    /**
     * Plays scenarios side by side and says what must have come of each. Their communities know nothing of each other, so
     * that what comes of one does not depend on the others.
     */
    public List<Simulation.Expectation> play(List<Scenario> scenarios) {
        scenarios.forEach(
                scenario -> terminal.line("Playing " + scenario.title() + ": " + scenario.weeks() + " weeks"));
        var pace =
                new Pace(terminal, scenarios.stream().mapToInt(Scenario::weeks).sum(), answered, api::posts);
        var callers =
                Executors.newFixedThreadPool(CALLS_AT_ONCE, Thread.ofVirtual().factory());
        var players = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var simulations = scenarios.stream()
                    .map(scenario -> new Simulation(scenario, new HttpDesk(scenario, api, feeds, callers, pace)))
                    .toList();
            terminal.step(
                    "Founding the communities",
                    () -> allOf(players, simulations, simulation -> {
                        simulation.found();
                        return simulation;
                    }));
            var expectations = allOf(players, simulations, Simulation::play);
            terminal.line(pace.summary());
            if (api.repeats() > 0) {
                terminal.line("%,d calls were made again, since they were not answered the first time"
                        .formatted(api.repeats()));
            }
            return expectations;
        } finally {
            callers.shutdownNow();
            players.shutdownNow();
        }
    }

    /** Does the same with all of them at once, until all are done or one fails. */
    private static <T> List<T> allOf(
            ExecutorService threads, List<Simulation> simulations, Function<Simulation, T> deed) {
        var players = new ExecutorCompletionService<T>(threads);
        var started = new ArrayList<Future<T>>();
        simulations.forEach(simulation -> started.add(players.submit(() -> deed.apply(simulation))));
        try {
            for (int ended = 0; ended < simulations.size(); ended++) {
                players.take().get();
            }
            return started.stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlayException("Interrupted while playing", e);
        } catch (ExecutionException e) {
            throw new PlayException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** How many calls were taken that record something. */
    public long calls() {
        return api.posts();
    }

    /**
     * What became of calls that a service had taken.
     *
     * @param calls how many they are
     * @param lost those that it does not know, or not as it answered them, each with what it says now
     */
    public record Kept(int calls, List<String> lost) {}

    /**
     * Sends each call again that a service has taken since this was asked for last, under its key: what was recorded is answered as
     * it was, and what was lost would be done anew. Waits until the service answers.
     */
    public Kept sendAgain(Service service) {
        var calls = taken.take(service);
        var lost = new ArrayList<String>();
        for (var call : calls) {
            TakenCalls.wrong(call, api.again(call)).ifPresent(lost::add);
        }
        return new Kept(calls.size(), List.copyOf(lost));
    }

    /** Prints a community's figures as a table, once the reporting service has read everything. */
    public void printFigures(Scenario scenario) {
        feeds.awaitReportingKnowsAll();
        new FigureTable(api).lines(scenario).forEach(terminal::line);
    }

    /**
     * Prints what must come of a scenario beside what came of it.
     *
     * @return whether all is as it must be
     */
    public boolean printExpected(Scenario scenario) {
        var found = new Expectations(api).of(scenario);
        if (!found.isEmpty()) {
            terminal.line("");
            terminal.line(scenario.title() + ", as the field knows it");
            found.forEach(one -> terminal.line(one.line()));
        }
        return found.stream().allMatch(Expectations.Found::agrees);
    }

    /** What came of a scenario and is not as its file says it must be; asks the services, and prints nothing. */
    public List<String> notAsExpected(Scenario scenario) {
        return new Expectations(api)
                .of(scenario).stream()
                        .filter(found -> !found.agrees())
                        .map(found -> found.line().strip())
                        .toList();
    }

    /** What came of scenarios that were played, held against what must have come of them. */
    public Proof.Result prove(List<Simulation.Expectation> expectations) {
        return new Proof(api, feeds, terminal).of(expectations);
    }

    /** The same, with the rebuilt figures held against those before by their digest alone. */
    public Proof.Result proveByDigest(List<Simulation.Expectation> expectations) {
        return new Proof(api, feeds, terminal).byDigest(expectations);
    }

    /**
     * Plays scenarios, rebuilds the figures from the log, proves that all agrees and prints the figures. The last line is
     * the result as JSON; it is printed once everything else is done.
     *
     * @param end what else is to be done before the last line
     * @return whether all agrees
     */
    public boolean playAndProve(List<Scenario> scenarios, Runnable end) {
        var result = prove(play(scenarios));
        boolean expected = true;
        for (var scenario : scenarios) {
            printFigures(scenario);
            expected &= printExpected(scenario);
        }
        end.run();
        result.differences().forEach(difference -> terminal.line("DIFFERS: " + difference));
        terminal.line(result.json(new ObjectMapper()));
        return result.agrees() && expected;
    }

    @Override
    public void close() {
        api.close();
    }
}
