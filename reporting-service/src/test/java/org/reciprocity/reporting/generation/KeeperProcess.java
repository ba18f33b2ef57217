package org.reciprocity.reporting.generation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A keeper in a process of its own, which a test can kill in the middle of whatever it does. */
final class KeeperProcess implements AutoCloseable {
    private final Process process;

    private KeeperProcess(Process process) {
        this.process = process;
    }

    static KeeperProcess start(String prefix, KeeperSettings settings) {
        try {
            return new KeeperProcess(new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            KeeperProcess.class.getName(),
                            prefix,
                            settings.jdbcUrl(),
                            settings.user(),
                            settings.password(),
                            settings.kafka().get("bootstrap.servers"),
                            Long.toString(settings.gatherKeys()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Keeps the generations until whoever started this process ends. */
    public static void main(String[] words) throws IOException {
        try (var _ = GenerationKeeper.start(Replicas.settings(
                RuleVersion.CURRENT,
                words[0],
                words[1],
                words[2],
                words[3],
                Map.of("bootstrap.servers", words[4]),
                Long.parseLong(words[5])))) {
            while (System.in.read() >= 0) {
                // Nothing is said.
            }
        }
    }
}
