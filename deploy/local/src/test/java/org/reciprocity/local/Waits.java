package org.reciprocity.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.reciprocity.local.system.Service;

/** What tests of a running system wait for. */
final class Waits {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Waits() {}

    static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within two minutes: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /**
     * All events of both logs are sent, and those who read them have.
     *
     * @param asked what a service answers an operator at a path
     */
    static void allIsKnown(BiFunction<Service, String, JsonNode> asked) {
        nothingLeft(asked, Service.LEDGER, "/log", "backlog");
        nothingLeft(asked, Service.MATCHING, "/feed", "lag");
        nothingLeft(asked, Service.MATCHING, "/log", "backlog");
        nothingLeft(asked, Service.REPORTING, "/feed", "lag");
    }

    private static void nothingLeft(
            BiFunction<Service, String, JsonNode> asked, Service service, String path, String what) {
        eventually(
                service.shortName() + " has no " + what,
                () -> asked.apply(service, path).path(what).asLong(-1) == 0);
    }

    /** In the long form what is away stays so for a while, in the midst of the calls. */
    static void stayAway(long seconds) {
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
