package org.reciprocity.reporting.snapshot;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the database added up of communities that there is no room for in memory, for the questions that were asked last and as long as
 * the heap has room for it. An answer is known by the versions of the sheets that it was made of, and is never trusted without them.
 */
final class AddedUp {
    private final int remembered;
    private final Map<Question, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * What is asked, by its value.
     *
     * @param generation of which generation
     * @param community the community's number
     * @param asked tells it apart from what else is asked of the community
     */
    record Question(long generation, int community, Object asked) {}

    private record Answer(Map<Integer, Long> versions, SoftReference<Object> value) {}

    /**
     * Nothing is known yet.
     *
     * @param remembered how many answers are kept
     */
    AddedUp(int remembered) {
        this.remembered = remembered;
    }

    /** What was answered, if its sheets have the versions that they had. */
    @SuppressWarnings("unchecked") // a question is of one kind, and so is its answer
    synchronized <T> Optional<T> known(Question question, Map<Integer, Long> versions) {
        return Optional.ofNullable(answers.get(question))
                .filter(answer -> answer.versions().equals(versions))
                .map(answer -> (T) answer.value().get());
    }

    /** Keeps an answer that was made of sheets of these versions. */
    synchronized void keep(Question question, Map<Integer, Long> versions, Object value) {
        answers.put(question, new Answer(versions, new SoftReference<>(value)));
        if (answers.size() > remembered) {
            answers.remove(answers.keySet().iterator().next());
        }
    }
}
