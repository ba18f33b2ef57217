package org.reciprocity.reporting.snapshot;

/**
 * What is remembered of communities between questions.
 *
 * @param pairs who gave to whom
 * @param enrolments who is enrolled
 * @param addedUp what was added up of communities that there is no room for
 */
public record Memories(Memory<Pairs> pairs, Memory<Enrolments> enrolments, AddedUp addedUp) {
    private static final int PAIR_BYTES = 24;
    private static final int ENROLMENT_BYTES = 200;

    /** What the figures of one or two places and periods are made of. */
    private static final int ANSWERS = 8;

    /**
     * With other room.
     *
     * @param rows for how many rows of each
     * @param answers for how many answers that were added up
     */
    public static Memories of(long rows, int answers) {
        return new Memories(new Memory<>(rows), new Memory<>(rows), new AddedUp(answers));
    }

    /** With a sixteenth of the heap for pairs, and a quarter of that for enrolments. */
    static Memories ofHeap() {
        return new Memories(Memory.ofHeap(16, PAIR_BYTES), Memory.ofHeap(64, ENROLMENT_BYTES), new AddedUp(ANSWERS));
    }
}
