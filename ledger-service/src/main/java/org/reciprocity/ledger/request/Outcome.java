package org.reciprocity.ledger.request;

import java.util.ArrayList;
import java.util.List;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.problem.Problem;

/**
 * What a command came to: its answer, and the events that are appended with it.
 *
 * @param answer the answer
 * @param events in order; for a refusal only those of what had to happen first, such as a hold that expired
 * @param kept whether the answer is given again when the request is sent again under its Idempotency-Key
 */
public record Outcome(Answer answer, List<NewEvent> events, boolean kept) {

    /** Something happened. */
    public Outcome(Answer answer, List<NewEvent> events) {
        this(answer, events, true);
    }

    /** A refusal: nothing happened. */
    public static Outcome refused(Problem problem) {
        return new Outcome(Answer.refused(problem), List.of(), problem.type().kept());
    }

    /** A refusal because of something else that was refused: it is kept where that would be. */
    public static Outcome refused(Problem problem, boolean kept) {
        return new Outcome(Answer.refused(problem), List.of(), kept);
    }

    /** Whether nothing happened. */
    public boolean refused() {
        return answer.refusal();
    }

    /** The same with events that come first. */
    public Outcome after(List<NewEvent> before) {
        if (before.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(before);
        all.addAll(events);
        return new Outcome(answer, all, kept);
    }
}
