package org.reciprocity.ledger.programme;

import java.util.List;

/** The rules of programmes. */
public final class ProgrammeDecider {
    private ProgrammeDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ProgrammeEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is a programme of that id. */
        ID_IN_USE,
        /** The community has a programme of that code. */
        CODE_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE
    }

    /** Decides. */
    public static Decision decide(Programme programme, ProgrammeCommand command) {
        return switch (command) {
            case ProgrammeCommand.Open open ->
                switch (programme) {
                    case Programme.Open already -> new Decision.Rejected(Refusal.ID_IN_USE);
                    case Programme.None none -> open(open);
                };
        };
    }

    private static Decision open(ProgrammeCommand.Open open) {
        if (open.referenceTaken()) {
            return new Decision.Rejected(Refusal.REFERENCE_IN_USE);
        }
        return open.codeTaken()
                ? new Decision.Rejected(Refusal.CODE_IN_USE)
                : new Decision.Accepted(List.of(new ProgrammeEvent.Opened(open.terms())));
    }

    /** The programme after an event. */
    public static Programme evolve(Programme programme, ProgrammeEvent event) {
        return switch (event) {
            case ProgrammeEvent.Opened opened -> new Programme.Open(opened.terms());
        };
    }
}
