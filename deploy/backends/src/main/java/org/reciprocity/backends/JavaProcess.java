package org.reciprocity.backends;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A main class of the tests in a process of its own, which a test can stop and kill in the middle of whatever it does. */
public final class JavaProcess implements AutoCloseable {
    private static final String STATE = "state ";
    private static final long BETWEEN_LOOKS = 5_000_000;

    private final Process process;
    private volatile String state = "";

    private JavaProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(STATE)) {
                    state = line.substring(STATE.length());
                }
            }
        } catch (IOException e) {
            state = "gone";
        }
    }

    /** Starts the main method of a class that is on this process's class path. */
    public static JavaProcess start(Class<?> main, String... arguments) {
        var words = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        words.addAll(List.of(arguments));
        try {
            return new JavaProcess(new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the process: tells its state whenever that has changed, until whoever started it has ended. */
    public static void tell(Supplier<String> state) {
        Thread.ofPlatform().daemon().start(JavaProcess::endWithParent);
        var said = "";
        while (!System.out.checkError()) {
            var now = state.get();
            if (!now.equals(said)) {
                System.out.println(STATE + now);
                said = now;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    /** The state that it told last; empty before the first. */
    public String state() {
        return state;
    }

    /** Whether it runs, or is stopped. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it do nothing any more, as {@code kill -STOP} does. */
    public void stop() {
        signal("-STOP");
    }

    /** Lets it go on after it was stopped. */
    public void goOn() {
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
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
