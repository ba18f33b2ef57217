package org.reciprocity.ledger.participant;

import java.util.List;
import java.util.UUID;

/** The rules of registering participants, and of saying anew what they are. */
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

        /** There is no such participant. */
        record NotRegistered() implements Refusal {}

        /** Only the agency that registered it, or the lead, says what it is. */
        record NotYours() implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(Participant participant, ParticipantCommand command) {
        return switch (command) {
            case ParticipantCommand.Register register ->
                switch (participant) {
                    case Participant.Registered already -> new Decision.Rejected(new Refusal.IdInUse());
                    case Participant.None none -> register(register);
                };
            case ParticipantCommand.Describe describe ->
                switch (participant) {
                    case Participant.None none -> new Decision.Rejected(new Refusal.NotRegistered());
                    case Participant.Registered registered -> describe(registered, describe);
                };
        };
    }

    private static Decision register(ParticipantCommand.Register register) {
        if (register.referenceOf() != null) {
            return new Decision.Rejected(new Refusal.ReferenceInUse(register.referenceOf()));
        }
        if (!fits(register.kind(), register.size())) {
            return new Decision.Rejected(new Refusal.SizeDoesNotFit());
        }
        return new Decision.Accepted(List.of(new ParticipantEvent.Registered(
                register.agency(), register.kind(), register.size(), ordered(register.roles()), register.area())));
    }

    /** What changes nothing happens without an event. */
    private static Decision describe(Participant.Registered now, ParticipantCommand.Describe describe) {
        if (!describe.mayDescribe()) {
            return new Decision.Rejected(new Refusal.NotYours());
        }
        if (!fits(now.kind(), describe.size())) {
            return new Decision.Rejected(new Refusal.SizeDoesNotFit());
        }
        var event = new ParticipantEvent.Described(
                now.agency(), now.kind(), describe.size(), ordered(describe.roles()), describe.area());
        return new Decision.Accepted(evolve(now, event).equals(now) ? List.of() : List.of(event));
    }

    private static boolean fits(Participant.Kind kind, int size) {
        return switch (kind) {
            case PERSON -> size == 1;
            case HOUSEHOLD, GROUP -> size >= 1;
        };
    }

    private static List<Participant.Role> ordered(List<Participant.Role> roles) {
        return roles.stream().distinct().sorted().toList();
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
            case ParticipantEvent.Described described ->
                new Participant.Registered(
                        described.agency(), described.kind(), described.size(), described.roles(), described.area());
        };
    }
}
