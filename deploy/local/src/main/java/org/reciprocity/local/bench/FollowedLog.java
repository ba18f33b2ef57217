package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.reciprocity.local.play.PlayException;

/**
 * Writes exchanges of the present day at a rate, some in a transaction as a relay has them, while somebody asks for a figure again
 * and again; and measures for each exchange how long it took from its acknowledgement to the first answer that has it.
 */
final class FollowedLog {
    private static final Duration TRANSACTION = Duration.ofMillis(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LogWriter log;
    private final GeneratedLog generated;
    private final int community;
    private final Deque<Acknowledged> waiting = new ArrayDeque<>();
    private final Latencies visible = new Latencies();
    private boolean written;

    /** What was acknowledged together: by partition the highest sequence, and how many there are. */
    private record Acknowledged(long at, Map<Integer, Long> highest, int exchanges) {}

    /** Writes to a community of a log. */
    FollowedLog(LogWriter log, GeneratedLog generated, int community) {
        this.log = log;
        this.generated = generated;
        this.community = community;
    }

    /** Writes so many a second for so long. */
    void write(int perSecond, Duration time) throws Exception {
        long started = System.nanoTime();
        long total = perSecond * time.toSeconds();
        var occurredAt = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        for (long sent = 0; sent < total; ) {
            long due = Math.min(total, (System.nanoTime() - started) * perSecond / 1_000_000_000L);
            if (due > sent) {
                transaction((int) (due - sent), occurredAt);
                sent = due;
            }
            LockSupport.parkNanos(TRANSACTION.toNanos());
        }
        synchronized (waiting) {
            written = true;
        }
    }

    private void transaction(int exchanges, Instant occurredAt) throws Exception {
        long before = log.events();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < exchanges; i++) {
            sent.add(generated.settled(log, community, occurredAt));
        }
        log.commit();
        long at = System.nanoTime();
        var highest = new HashMap<Integer, Long>();
        for (int i = 0; i < exchanges; i++) {
            highest.merge(sent.get(i).get().partition(), before + i + 1, Math::max);
        }
        synchronized (waiting) {
            waiting.add(new Acknowledged(at, highest, exchanges));
        }
    }

    /** Asks for the hours given until all that was written is in an answer. */
    void watch(Wire wire, String path) throws Exception {
        long deadline = 0;
        while (true) {
            var answer = Questions.json(wire, path);
            long now = System.nanoTime();
            synchronized (waiting) {
                see(answer.path("asOf").path("through").path(LogWriter.EXCHANGES), now);
                if (written && waiting.isEmpty()) {
                    return;
                }
                deadline = written && deadline == 0 ? now + PATIENCE.toNanos() : deadline;
            }
            if (deadline != 0 && now > deadline) {
                throw new PlayException("What was written was not in the figure within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void see(JsonNode through, long now) {
        for (var all = waiting.iterator(); all.hasNext(); ) {
            var acknowledged = all.next();
            boolean isThere = acknowledged.highest().entrySet().stream()
                    .allMatch(end -> through.path(String.valueOf(end.getKey()))
                                    .path("ledger")
                                    .asLong()
                            >= end.getValue());
            if (isThere) {
                all.remove();
                for (int i = 0; i < acknowledged.exchanges(); i++) {
                    visible.add(now - acknowledged.at());
                }
            }
        }
    }

    /** From acknowledged to visible, of each exchange. */
    Latencies visible() {
        return visible;
    }
}
