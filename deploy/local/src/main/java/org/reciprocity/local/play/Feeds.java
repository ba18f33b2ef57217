package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.system.Service;

/** Waits until what was answered has reached those who read the log. */
final class Feeds {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Api api;

    Feeds(Api api) {
        this.api = api;
    }

    /** The ledger's events are sent and the matching service has read them. */
    void awaitMatchingKnowsAll() {
        awaitZero(Service.LEDGER, "/log", "backlog");
        awaitZero(Service.MATCHING, "/feed", "lag");
    }

    /** What the ledger has answered so far is sent and the matching service has read it, whatever goes on meanwhile. */
    void awaitMatchingKnowsSoFar() {
        // What the relay has not looked at yet is told as one event, however many there are. Once that is sent, all
        // have
        // their sequences and are counted.
        awaitSent();
        awaitSent();
        var sent = Instant.now();
        await(
                Service.MATCHING,
                "/feed",
                now -> now.path("standingAsOf").isTextual()
                        && Instant.parse(now.path("standingAsOf").asText()).isAfter(sent));
    }

    private void awaitSent() {
        var log = api.get(Service.LEDGER, "/log", Caller.OPERATOR).json();
        // The two are not of quite the same moment, so that this may be more than there is: then the backlog comes to
        // nothing.
        long committed = log.path("sent").asLong() + log.path("backlog").asLong();
        await(
                Service.LEDGER,
                "/log",
                now -> isZero(now.path("backlog")) || now.path("sent").asLong(-1) >= committed);
    }

    /** All events of both logs are sent and the reporting service has read them; the matching service its part. */
    void awaitReportingKnowsAll() {
        awaitMatchingKnowsAll();
        awaitZero(Service.MATCHING, "/log", "backlog");
        awaitReporting();
    }

    /** The reporting service has read all that is in the log. */
    void awaitReporting() {
        awaitZero(Service.REPORTING, "/feed", "lag");
    }

    /** How many events a service has put into its log. */
    long sequence(Service service) {
        return api.get(service, "/log", Caller.OPERATOR).json().path("sequence").asLong();
    }

    private void awaitZero(Service service, String path, String field) {
        await(service, path, now -> isZero(now.path(field)));
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.asLong() == 0;
    }

    private void await(Service service, String path, Predicate<JsonNode> arrived) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var now = api.get(service, path, Caller.OPERATOR).json();
            if (arrived.test(now)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new PlayException("The " + service.shortName() + " service's " + path + " did not come far enough"
                        + " within " + PATIENCE.toSeconds() + " s: " + now);
            }
            Api.rest(BETWEEN_LOOKS);
        }
    }
}
