package org.reciprocity.reporting.snapshot;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Who is enrolled in a community at one moment, in memory; people in a comparison arm are not. */
public final class Enrolments implements Memory.Remembered {
    private final Moment moment;
    private final List<Enrolment> all;
    private final Map<UUID, Integer> numbers;
    private final Answers answers;

    /**
     * How far the log is folded, as sums of the partitions' next offsets, which only grow.
     *
     * @param registry the topic that tells of enrolments and nothing else does
     * @param others all others, which give numbers to those who were enrolled without one
     */
    record Moment(long registry, long others) {}

    /**
     * An enrolment.
     *
     * @param participant the id
     * @param programme of what
     * @param user whether it is not as a professional
     * @param size how many people the participant stands for
     * @param starts the first day
     * @param ends the last day; none while it goes on
     */
    public record Enrolment(
            UUID participant, UUID programme, boolean user, int size, LocalDate starts, Optional<LocalDate> ends) {

        /**
         * Whether it is in force on any day of a period.
         *
         * @param from the period's first day
         * @param to the day after its last
         */
        public boolean isIn(Optional<LocalDate> from, Optional<LocalDate> to) {
            return to.map(starts::isBefore).orElse(true)
                    && from.map(first -> ends.map(last -> !last.isBefore(first)).orElse(true))
                            .orElse(true);
        }
    }

    /**
     * At a moment.
     *
     * @param numbers what the sums know participants by, of those whom a leg names
     */
    Enrolments(Moment moment, List<Enrolment> all, Map<UUID, Integer> numbers) {
        this(moment, List.copyOf(all), Map.copyOf(numbers), new Answers());
    }

    /** The same at another moment, by which some more have a number. */
    Enrolments at(Moment later, Map<UUID, Integer> more) {
        if (more.isEmpty()) {
            return new Enrolments(later, all, numbers, answers);
        }
        var known = new HashMap<>(numbers);
        known.putAll(more);
        return new Enrolments(later, all, known);
    }

    private Enrolments(Moment moment, List<Enrolment> all, Map<UUID, Integer> numbers, Answers answers) {
        this.moment = moment;
        this.all = all;
        this.numbers = numbers;
        this.answers = answers;
    }

    Moment moment() {
        return moment;
    }

    /** Those without a number, each once. */
    List<UUID> withoutNumber() {
        return all.stream()
                .map(Enrolment::participant)
                .filter(participant -> !numbers.containsKey(participant))
                .distinct()
                .toList();
    }

    /** All that there are or were. */
    public List<Enrolment> all() {
        return all;
    }

    /** What the sums know a participant by; 0 for one that no leg names. */
    public int number(UUID participant) {
        return numbers.getOrDefault(participant, 0);
    }

    /**
     * What is computed of these enrolments, which are of one moment and never change; computed once for the questions that were asked
     * last.
     *
     * @param question what is asked, by its value
     * @param answer computes it, of nothing but these enrolments and the question
     */
    public <T> T once(Object question, Supplier<T> answer) {
        return answers.once(question, answer);
    }

    @Override
    public long rows() {
        return all.size();
    }

    @Override
    public long changes() {
        return moment.registry() + moment.others();
    }
}
