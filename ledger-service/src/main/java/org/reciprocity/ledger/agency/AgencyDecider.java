package org.reciprocity.ledger.agency;

import java.util.List;

/** The rules of agencies. */
public final class AgencyDecider {
    private AgencyDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<AgencyEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is an agency of that id. */
        ID_IN_USE,
        /** There is an agency of that code. */
        CODE_IN_USE,
        /** The caller has used the reference for another. */
        REFERENCE_IN_USE
    }

    /** Decides. */
    public static Decision decide(Agency agency, AgencyCommand command) {
        return switch (command) {
            case AgencyCommand.Register register ->
                switch (agency) {
                    case Agency.Registered already -> new Decision.Rejected(Refusal.ID_IN_USE);
                    case Agency.None none -> register(register);
                };
        };
    }

    private static Decision register(AgencyCommand.Register register) {
        if (register.referenceTaken()) {
            return new Decision.Rejected(Refusal.REFERENCE_IN_USE);
        }
        return register.codeTaken()
                ? new Decision.Rejected(Refusal.CODE_IN_USE)
                : new Decision.Accepted(List.of(new AgencyEvent.Registered(register.code(), register.name())));
    }

    /** The agency after an event. */
    public static Agency evolve(Agency agency, AgencyEvent event) {
        return switch (event) {
            case AgencyEvent.Registered registered -> new Agency.Registered(registered.code(), registered.name());
        };
    }
}
