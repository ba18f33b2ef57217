package org.reciprocity.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.reciprocity.local.play.PlayException;

/** Kafka's own consumer performance tool as a process, reading a whole topic. */
final class ConsumerTool {
    private static final String MAIN = "org.apache.kafka.tools.ConsumerPerformance";
    private static final int MOST_MINUTES = 10;
    private static final int MESSAGES = 4;
    private static final int MESSAGES_A_SECOND = 5;

    private ConsumerTool() {}

    /** Records a second over the whole run. A count that is not exact would be inflated by the tool's time-out: it fails. */
    static double recordsPerSecond(String bootstrapServers, String topic, long records, Path folder)
            throws IOException, InterruptedException {
        var settings =
                Files.writeString(folder.resolve("consumer-tool.properties"), "isolation.level=read_committed\n");
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms1g",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        "--bootstrap-server",
                        bootstrapServers,
                        "--topic",
                        topic,
                        "--messages",
                        String.valueOf(records),
                        "--group",
                        "bench-" + UUID.randomUUID(),
                        "--consumer.config",
                        settings.toString(),
                        "--hide-header"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new PlayException("Kafka's consumer tool did not end");
        }
        var row = output.lines()
                .map(line -> List.of(line.split(", *", -1)))
                .filter(fields -> fields.size() > MESSAGES_A_SECOND)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new PlayException("Kafka's consumer tool said: " + output));
        if (Long.parseLong(row.get(MESSAGES)) != records) {
            throw new PlayException("Kafka's consumer tool read " + row.get(MESSAGES) + " records and not " + records);
        }
        return Double.parseDouble(row.get(MESSAGES_A_SECOND));
    }
}
