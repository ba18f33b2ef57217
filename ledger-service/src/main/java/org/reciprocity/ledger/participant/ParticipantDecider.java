package org.reciprocity.ledger.participant;

import java.util.List;
import java.util.UUID;

/** The rules of registering participants. */
public final class ParticipantDecider {
    private ParticipantDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ParticipantEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** There is a participant of that id. */
        record IdInUse() implements Refusal {}

        /** The agency has used the reference for another. */
        record ReferenceInUse(UUID first) implements Refusal {}

        /** A person is one; a household or a group is at least one. */
        record SizeDoesNotFit() implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(Participant participant, ParticipantCommand command) {
        return switch (command) {
            case ParticipantCommand.Register register ->
                switch (participant) {
                    case Participant.Registered already -> new Decision.Rejected(new Refusal.IdInUse());
                    case Participant.None none -> register(register);
                };
        };
    }

    private static Decision register(ParticipantCommand.Register register) {
        if (register.referenceOf() != null) {
            return new Decision.Rejected(new Refusal.ReferenceInUse(register.referenceOf()));
        }
        boolean fits =
                switch (register.kind()) {
                    case PERSON -> register.size() == 1;
                    case HOUSEHOLD, GROUP -> register.size() >= 1;
                };
        if (!fits) {
            return new Decision.Rejected(new Refusal.SizeDoesNotFit());
        }
        return new Decision.Accepted(List.of(new ParticipantEvent.Registered(
                register.agency(),
                register.kind(),
                register.size(),
                register.roles().stream().distinct().sorted().toList(),
                register.area())));
    }

    /** The participant after an event. */
    public static Participant evolve(Participant participant, ParticipantEvent event) {
        return switch (event) {
            case ParticipantEvent.Registered registered ->
                new Participant.Registered(
                        registered.agency(),
                        registered.kind(),
                        registered.size(),
                        registered.roles(),
                        registered.area());
        };
    }
}
