package org.reciprocity.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.reciprocity.backends.JavaProcess;

/** A relay in a process of its own, which a test can stop in the middle of whatever it does. */
final class RelayProcess implements AutoCloseable {
    private final JavaProcess process;

    private RelayProcess(JavaProcess process) {
        this.process = process;
    }

    static RelayProcess start(RelaySettings settings) {
        return new RelayProcess(JavaProcess.start(
                RelayProcess.class,
                settings.log(),
                String.join(",", settings.topics()),
                settings.jdbcUrl(),
                settings.user(),
                settings.password(),
                settings.kafka().get("bootstrap.servers"),
                Long.toString(settings.lease().toMillis())));
    }

    void awaitLeading() {
        TestLog.eventually("the process leads", () -> process.state().equals("leading"));
    }

    void awaitFollowing() {
        TestLog.eventually("the process follows", () -> process.state().equals("following"));
    }

    void stop() {
        process.stop();
    }

    void goOn() {
        process.goOn();
    }

    @Override
    public void close() {
        kill();
    }

    /** {@code kill -9}. */
    void kill() {
        process.close();
    }

    /** The process: runs until it is killed, and says when it begins and ends to lead. */
    public static void main(String[] arguments) {
        var relay = Relay.start(new RelaySettings(
                arguments[0],
                List.of(arguments[1].split(",", -1)),
                3,
                (short) 1,
                "ce_chain",
                arguments[2],
                arguments[3],
                arguments[4],
                Map.of("bootstrap.servers", arguments[5]),
                Duration.ofMillis(Long.parseLong(arguments[6])),
                Duration.ofMillis(20),
                Duration.ofMillis(5)));
        JavaProcess.tell(() -> relay.status().leading() ? "leading" : "following");
    }
}
