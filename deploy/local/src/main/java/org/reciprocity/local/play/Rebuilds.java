package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Service;

/** Rebuilds of the figures from the first offset of the log, through the reporting service's API. */
public final class Rebuilds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Api api;

    Rebuilds(Api api) {
        this.api = api;
    }

    /** Of the system's reporting service. */
    public Rebuilds(LocalSystem system) {
        this(new Api(Map.of(Service.REPORTING, system.address(Service.REPORTING)), caller -> system.issuer()
                .token(Demonstration.token(caller))));
    }

    /** Waits until the live figures have everything that is in the log. */
    public void awaitAllRead() {
        new Feeds(api).awaitReporting();
    }

    /** Rebuilds once, from the call to the moment at which the rebuilt figures are live. */
    public double recordsPerSecond(long records) {
        long started = System.nanoTime();
        var unused = untilLive();
        return records / ((System.nanoTime() - started) / 1e9);
    }

    /** A figure of a community over all time, as its steward reads it. */
    public BigDecimal figure(String code, UUID community, UUID agency) {
        return api.get(
                        Service.REPORTING,
                        "/figures/" + code + "?communityId=" + community + "&period=all",
                        Caller.steward(agency))
                .json()
                .path("value")
                .decimalValue();
    }

    /** Starts a rebuild, waits until it is live, and returns its generation. */
    String untilLive() {
        var started = api.post(
                Service.REPORTING,
                "/rebuilds",
                Caller.OPERATOR,
                "rebuild-" + UUID.randomUUID(),
                JsonNodeFactory.instance.objectNode());
        var id = started.json().path("id").asText();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var state = api.get(Service.REPORTING, "/rebuilds/" + id, Caller.OPERATOR);
            switch (state.json().path("state").asText()) {
                case "live" -> {
                    return id;
                }
                case "failed" -> throw new PlayException("The rebuild failed: " + state.text());
                default -> {
                    if (System.nanoTime() > deadline) {
                        throw new PlayException("The rebuild was not live within " + PATIENCE.toMinutes() + " minutes: "
                                + state.text());
                    }
                    Api.rest(BETWEEN_LOOKS);
                }
            }
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
