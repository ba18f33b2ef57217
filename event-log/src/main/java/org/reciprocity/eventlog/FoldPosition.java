package org.reciprocity.eventlog;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a fold has come in one partition: the next offset to read, and for each writer the highest sequence folded and how
 * many of its records were. It is stored in the same transaction as what was folded, and then a record is folded exactly once
 * however often it is delivered.
 *
 * <p>A writer's sequences rise within a partition (with gaps, since its other records are in other partitions), for a reader
 * with {@code isolation.level=read_committed}. So a record at or below the highest sequence of its writer is a duplicate.
 *
 * <p>Not thread-safe: a partition is folded by one thread.
 */
public final class FoldPosition {

    /**
     * What was folded of one writer in one partition.
     *
     * @param highest the highest sequence folded
     * @param records how many records were folded, duplicates not counted
     */
    public record Mark(long highest, long records) {}

    private static final class Counter {
        long highest;
        long records;
    }

    private final TreeMap<String, Counter> writers = new TreeMap<>();
    private long next;
    private String lastWriter;
    private Counter last;

    /** The beginning of a partition. */
    public FoldPosition() {
        this(0, Map.of());
    }

    /**
     * A position as it was stored.
     *
     * @param next the next offset to read
     * @param marks what was folded, by writer
     */
    public FoldPosition(long next, Map<String, Mark> marks) {
        this.next = next;
        marks.forEach((writer, mark) -> {
            var counter = counter(writer);
            counter.highest = mark.highest();
            counter.records = mark.records();
        });
    }

    /**
     * Moves past a record and says whether to fold it.
     *
     * @param writer the record's {@code ce_source}
     * @param sequence the record's {@code ce_sequence}
     * @param offset the record's offset
     * @return false for a duplicate, which is to be skipped
     * @throws IllegalStateException when a record before this position was never folded: the partition is not the one that
     *     this position was made in
     */
    public boolean accept(String writer, long sequence, long offset) {
        var counter = counter(writer);
        if (sequence <= counter.highest) {
            next = Math.max(next, offset + 1);
            return false;
        }
        if (offset < next) {
            throw new IllegalStateException("Sequence " + sequence + " of " + writer + " at offset " + offset
                    + " lies before the position " + next + " and was never folded");
        }
        counter.highest = sequence;
        counter.records++;
        next = offset + 1;
        return true;
    }

    /** Moves on to an offset that was read up to without a record, past transaction markers for one; never moves back. */
    public void reached(long offset) {
        next = Math.max(next, offset);
    }

    /** The next offset to read. */
    public long next() {
        return next;
    }

    /** What was folded, by writer: the form to store. */
    public SortedMap<String, Mark> marks() {
        var marks = new TreeMap<String, Mark>();
        writers.forEach((writer, counter) -> marks.put(writer, new Mark(counter.highest, counter.records)));
        return marks;
    }

    /** What was folded of a writer here; zeros for one that was not seen. */
    public Mark mark(String writer) {
        var counter = writers.get(writer);
        return counter == null ? new Mark(0, 0) : new Mark(counter.highest, counter.records);
    }

    private Counter counter(String writer) {
        if (!writer.equals(lastWriter)) {
            last = writers.computeIfAbsent(writer, w -> new Counter());
            lastWriter = writer;
        }
        return last;
    }
}
