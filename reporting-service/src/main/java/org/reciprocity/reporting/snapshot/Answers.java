package org.reciprocity.reporting.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What was computed of something that never changes, for the questions that were asked last. */
final class Answers {
    /** So many are remembered: those of a few places and periods, as people look at them. */
    private static final int REMEMBERED = 32;

    private final Map<Object, Object> answers = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Computes an answer, once as long as it is remembered.
     *
     * @param question what is asked, by its value
     * @param answer computes it, of nothing but what never changes and the question
     */
    @SuppressWarnings("unchecked") // a question is of one kind, and so is its answer
    <T> T once(Object question, Supplier<T> answer) {
        synchronized (answers) {
            var known = answers.get(question);
            if (known != null) {
                return (T) known;
            }
        }
        T computed = answer.get();
        synchronized (answers) {
            answers.put(question, computed);
            if (answers.size() > REMEMBERED) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
        return computed;
    }
}
