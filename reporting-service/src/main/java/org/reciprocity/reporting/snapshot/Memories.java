package org.reciprocity.reporting.snapshot;

/**
 * What is remembered of communities between questions.
 *
 * @param pairs who gave to whom
 * @param enrolments who is enrolled
 */
public record Memories(Memory<Pairs> pairs, Memory<Enrolments> enrolments) {
    private static final int PAIR_BYTES = 24;
    private static final int ENROLMENT_BYTES = 200;

    /** With room for so many rows of each. */
    public static Memories ofRows(long room) {
        return new Memories(new Memory<>(room), new Memory<>(room));
    }

    /** With a sixteenth of the heap for pairs, and a quarter of that for enrolments. */
    static Memories ofHeap() {
        return new Memories(Memory.ofHeap(16, PAIR_BYTES), Memory.ofHeap(64, ENROLMENT_BYTES));
    }
}
