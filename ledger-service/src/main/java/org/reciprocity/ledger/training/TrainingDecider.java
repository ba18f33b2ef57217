package org.reciprocity.ledger.training;

import java.util.List;

/** The rules of training. */
public final class TrainingDecider {
    private TrainingDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<TrainingEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is something of that id. */
        ID_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE,
        /** It has not been completed yet. */
        IN_THE_FUTURE,
        /** The last day lies before the first. */
        EXPIRES_BEFORE_IT_BEGINS,
        /** There is no such thing. */
        NOT_RECORDED,
        /** Only who recorded it, or the lead, withdraws it. */
        NOT_YOURS,
        /** It has been withdrawn. */
        ALREADY_WITHDRAWN
    }

    /** Decides. */
    public static Decision decide(Training training, TrainingCommand command) {
        return switch (command) {
            case TrainingCommand.Complete complete ->
                switch (training) {
                    case Training.None none -> complete(complete);
                    case Training.Completed completed -> new Decision.Rejected(Refusal.ID_IN_USE);
                    case Training.Withdrawn withdrawn -> new Decision.Rejected(Refusal.ID_IN_USE);
                };
            case TrainingCommand.Withdraw withdraw ->
                switch (training) {
                    case Training.None none -> new Decision.Rejected(Refusal.NOT_RECORDED);
                    case Training.Completed(Training.Terms terms) ->
                        withdraw.mayWithdraw()
                                ? new Decision.Accepted(List.of(new TrainingEvent.Withdrawn(
                                        terms.participant(), terms.course(), withdraw.reason())))
                                : new Decision.Rejected(Refusal.NOT_YOURS);
                    case Training.Withdrawn withdrawn -> new Decision.Rejected(Refusal.ALREADY_WITHDRAWN);
                };
        };
    }

    private static Decision complete(TrainingCommand.Complete complete) {
        var terms = complete.terms();
        if (complete.referenceTaken()) {
            return new Decision.Rejected(Refusal.REFERENCE_IN_USE);
        }
        if (terms.completedOn().isAfter(complete.today())) {
            return new Decision.Rejected(Refusal.IN_THE_FUTURE);
        }
        return terms.expiresOn() != null && terms.expiresOn().isBefore(terms.completedOn())
                ? new Decision.Rejected(Refusal.EXPIRES_BEFORE_IT_BEGINS)
                : new Decision.Accepted(List.of(new TrainingEvent.Completed(terms)));
    }

    /** The training after an event. */
    public static Training evolve(Training training, TrainingEvent event) {
        return switch (event) {
            case TrainingEvent.Completed completed -> new Training.Completed(completed.terms());
            case TrainingEvent.Withdrawn withdrawn ->
                switch (training) {
                    case Training.Completed(Training.Terms terms) -> new Training.Withdrawn(terms);
                    case Training.None none -> throw new IllegalStateException("No training was withdrawn");
                    case Training.Withdrawn already -> throw new IllegalStateException("It was withdrawn twice");
                };
        };
    }
}
