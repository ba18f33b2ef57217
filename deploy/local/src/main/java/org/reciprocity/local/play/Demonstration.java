package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
    private static final Duration TOKENS_LAST = Duration.ofHours(12);

    private final Terminal terminal;
    private final IntConsumer answered;
    private final Api api;
    private final Feeds feeds;
    private long settled;
    private Duration recording = Duration.ZERO;

    /** Nothing is played yet. */
    public Demonstration(LocalSystem system, Terminal terminal) {
        this(system, terminal, answers -> {});
    }

    /**
     * Nothing is played yet.
     *
     * @param answered told after each answer to an act of a scenario how many there have been
     */
    public Demonstration(LocalSystem system, Terminal terminal, IntConsumer answered) {
        this.terminal = terminal;
        this.answered = answered;
        var addresses = new EnumMap<Service, URI>(Service.class);
        for (var service : Service.values()) {
            addresses.put(service, system.address(service));
        }
        this.api = new Api(addresses, caller -> system.issuer().token(token(caller)));
        this.feeds = new Feeds(api);
    }

    static TokenRequest token(Caller caller) {
        return new TokenRequest("demonstration", caller.agency(), List.of(caller.role()), TOKENS_LAST);
    }

    /** Plays one scenario and says what must have come of it. */
    public Simulation.Expectation play(Scenario scenario) {
        terminal.line("Playing " + scenario.title());
        try (var desk = new HttpDesk(api, feeds, terminal, scenario.name(), answered)) {
            var expectation = new Simulation(scenario, desk).play();
            settled += desk.settled();
            recording = recording.plus(desk.recording());
            return expectation;
        }
    }

    /** Prints how fast exchanges were recorded and settled. */
    public void printRate() {
        terminal.line("%,d exchanges recorded and settled over REST, %,.0f a second, with %d calls in flight"
                .formatted(settled, settled / Math.max(1e-9, recording.toNanos() / 1e9), HttpDesk.AT_ONCE));
        if (api.repeats() > 0) {
            terminal.line("%,d calls had to be made again".formatted(api.repeats()));
        }
    }

    /** Prints a community's figures as a table, once the reporting service has read everything. */
    public void printFigures(Scenario scenario) {
        feeds.awaitReportingKnowsAll();
        new FigureTable(api).lines(scenario).forEach(terminal::line);
    }

    /** What came of scenarios that were played, held against what must have come of them. */
    public Proof.Result prove(List<Simulation.Expectation> expectations) {
        return new Proof(api, feeds, terminal).of(expectations);
    }

    /**
     * Plays scenarios, rebuilds the figures from the log, proves that all agrees and prints the figures. The last line is
     * the result as JSON; it is printed once everything else is done.
     *
     * @param end what else is to be done before the last line
     * @return whether all agrees
     */
    public boolean playAndProve(List<Scenario> scenarios, Runnable end) {
        var expectations = new ArrayList<Simulation.Expectation>();
        scenarios.forEach(scenario -> expectations.add(play(scenario)));
        printRate();
        var result = prove(expectations);
        scenarios.forEach(this::printFigures);
        end.run();
        result.differences().forEach(difference -> terminal.line("DIFFERS: " + difference));
        terminal.line(result.json(new ObjectMapper()));
        return result.agrees();
    }

    @Override
    public void close() {
        api.close();
    }
}
