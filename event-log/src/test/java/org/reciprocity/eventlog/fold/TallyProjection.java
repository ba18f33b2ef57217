package org.reciprocity.eventlog.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts records by their body into the table {@code tally}. The type {@code counted} is known; its body is a word. */
final class TallyProjection implements Projection {
    private final TreeMap<String, Long> gathered = new TreeMap<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();

    static final String TABLE = "create table tally (word text primary key, n bigint not null)";

    int writes() {
        return writes.get();
    }

    /** How many polls brought something. */
    int batches() {
        return batches.get();
    }

    @Override
    public BatchReader reader() {
        return new BatchReader() {
            private final List<String> batch = new ArrayList<>();

            @Override
            public boolean read(Envelope envelope, ConsumerRecord<ByteBuffer, ByteBuffer> record)
                    throws UnreadableRecordException {
                if (!envelope.type().equals("counted")) {
                    return false;
                }
                var word = UTF_8.decode(record.value().duplicate()).toString();
                if (word.equals("poison")) {
                    throw new UnreadableRecordException("It is poison");
                }
                if (word.equals("bug")) {
                    throw new IllegalArgumentException("A mistake in the reader");
                }
                batch.add(word);
                return true;
            }

            @Override
            public void retract() {
                batch.removeLast();
            }

            @Override
            public void fold() {
                if (!batch.isEmpty()) {
                    batches.incrementAndGet();
                }
                batch.forEach(word -> gathered.merge(word, 1L, Long::sum));
                batch.clear();
            }

            @Override
            public void clear() {
                batch.clear();
            }
        };
    }

    @Override
    public long keys() {
        return gathered.size();
    }

    @Override
    public void write(Connection connection) throws SQLException {
        writes.incrementAndGet();
        try (var statement = connection.prepareStatement(
                "insert into tally as t values (?, ?) on conflict (word) do update set n = t.n + excluded.n")) {
            for (var word : gathered.entrySet()) {
                statement.setString(1, word.getKey());
                statement.setLong(2, word.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public void written() {
        gathered.clear();
    }

    @Override
    public void drop() {
        gathered.clear();
    }
}
