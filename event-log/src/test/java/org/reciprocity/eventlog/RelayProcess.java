package org.reciprocity.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A relay in a process of its own, which a test can stop in the middle of whatever it does. */
final class RelayProcess implements AutoCloseable {
    private final Process process;
    private volatile String state = "";

    private RelayProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("state ")) {
                        state = line.substring("state ".length());
                    }
                }
            } catch (IOException e) {
                state = "gone";
            }
        });
    }

    static RelayProcess start(RelaySettings settings) {
        try {
            return new RelayProcess(new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            RelayProcess.class.getName(),
                            settings.log(),
                            String.join(",", settings.topics()),
                            settings.jdbcUrl(),
                            settings.user(),
                            settings.password(),
                            settings.kafka().get("bootstrap.servers"),
                            Long.toString(settings.lease().toMillis()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitLeading() {
        TestLog.eventually("the process leads", () -> state.equals("leading"));
    }

    void awaitFollowing() {
        TestLog.eventually("the process follows", () -> state.equals("following"));
    }

    void stop() {
        signal("-STOP");
    }

    void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill " + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
        var said = "";
        while (!System.out.checkError()) {
            var now = relay.status().leading() ? "leading" : "following";
            if (!now.equals(said)) {
                System.out.println("state " + now);
                said = now;
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
