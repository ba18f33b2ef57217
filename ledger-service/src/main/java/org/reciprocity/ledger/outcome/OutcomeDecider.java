package org.reciprocity.ledger.outcome;

import java.util.List;

/** The rules of recording outcomes. */
public final class OutcomeDecider {
    private OutcomeDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<OutcomeEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** Something is recorded under that id. */
        ID_IN_USE,
        /** The agency has used the reference for another of its kind. */
        REFERENCE_IN_USE,
        /** It is one participant's or a group's, never both and never nobody's. */
        SUBJECT_UNCLEAR,
        /** It has not been measured yet. */
        IN_THE_FUTURE
    }

    /** Decides. */
    public static Decision decide(OutcomeFact fact, OutcomeCommand command) {
        return switch (fact) {
            case OutcomeFact.Recorded already -> new Decision.Rejected(Refusal.ID_IN_USE);
            case OutcomeFact.None none ->
                command.referenceTaken() ? new Decision.Rejected(Refusal.REFERENCE_IN_USE) : record(command);
        };
    }

    private static Decision record(OutcomeCommand command) {
        return switch (command) {
            case OutcomeCommand.Score score -> score(score);
            case OutcomeCommand.RecordUse record ->
                clear(record.use().subject())
                        ? new Decision.Accepted(List.of(new OutcomeEvent.UseRecorded(record.use())))
                        : new Decision.Rejected(Refusal.SUBJECT_UNCLEAR);
        };
    }

    private static Decision score(OutcomeCommand.Score score) {
        if (!clear(score.measure().subject())) {
            return new Decision.Rejected(Refusal.SUBJECT_UNCLEAR);
        }
        if (score.measure().measuredOn().isAfter(score.today())) {
            return new Decision.Rejected(Refusal.IN_THE_FUTURE);
        }
        return new Decision.Accepted(List.of(new OutcomeEvent.Scored(score.measure())));
    }

    private static boolean clear(OutcomeFact.Subject subject) {
        return (subject.participant() == null) != (subject.groupSize() == null);
    }

    /** The fact after an event. */
    public static OutcomeFact evolve(OutcomeFact fact, OutcomeEvent event) {
        return new OutcomeFact.Recorded(event);
    }
}
