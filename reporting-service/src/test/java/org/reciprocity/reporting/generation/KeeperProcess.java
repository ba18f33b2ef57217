package org.reciprocity.reporting.generation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.backends.JavaProcess;

/** A keeper in a process of its own, which a test can kill in the middle of whatever it does. It reads little at a time. */
final class KeeperProcess implements AutoCloseable {
    private static final String RECORDS_AT_A_TIME = "20";

    /** Among processes every one is given some of each topic; a keeper beside them knows the second. */
    private static final String ASSIGNORS =
            "org.apache.kafka.clients.consumer.RoundRobinAssignor,org.apache.kafka.clients.consumer.RangeAssignor";

    /** Not so often that several leave one another no time. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final JavaProcess process;

    private KeeperProcess(JavaProcess process) {
        this.process = process;
    }

    /** How a generation is folded there. */
    private record Fold(long generation, int partitions, long records) {
        static Fold of(String text) {
            var words = text.split(":", -1);
            return new Fold(Long.parseLong(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
        }

        String text() {
            return generation + ":" + partitions + ":" + records;
        }
    }

    static KeeperProcess start(String prefix, KeeperSettings settings) {
        return new KeeperProcess(JavaProcess.start(
                KeeperProcess.class,
                prefix,
                settings.jdbcUrl(),
                settings.user(),
                settings.password(),
                settings.kafka().get("bootstrap.servers"),
                Long.toString(settings.gatherKeys())));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private Fold fold(long generation) {
        return Stream.of(process.state().split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(Fold::of)
                .filter(fold -> fold.generation() == generation)
                .findFirst()
                .orElse(new Fold(generation, 0, 0));
    }

    /** How many partitions of a generation are folded there. */
    int partitions(long generation) {
        return fold(generation).partitions();
    }

    /** How many records of a generation were folded there, written or not. */
    long records(long generation) {
        return fold(generation).records();
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. */
    @Override
    public void close() {
        process.close();
    }

    /** Keeps the generations until it is killed, and tells how their folds stand. */
    public static void main(String[] words) {
        var keeper = GenerationKeeper.start(Replicas.settings(
                RuleVersion.CURRENT,
                words[0],
                words[1],
                words[2],
                words[3],
                Map.of(
                        "bootstrap.servers",
                        words[4],
                        "max.poll.records",
                        RECORDS_AT_A_TIME,
                        Replicas.HEARTBEAT,
                        Replicas.OFTEN,
                        "partition.assignment.strategy",
                        ASSIGNORS),
                Optional.empty(),
                Long.parseLong(words[5]),
                LOOK));
        JavaProcess.tell(() -> keeper.folds().entrySet().stream()
                .map(fold -> new Fold(
                                fold.getKey(),
                                fold.getValue().reached().size(),
                                fold.getValue().folded())
                        .text())
                .collect(Collectors.joining(" ")));
    }
}
