package org.reciprocity.ledger.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ParticipantDeciderTest {
    private static final UUID AGENCY = new UUID(1, 1);

    @Test
    void registersOnceWithEachRoleOnce() {
        var register = register(
                Participant.Kind.PERSON,
                1,
                List.of(Participant.Role.VOLUNTEER, Participant.Role.MEMBER, Participant.Role.VOLUNTEER),
                null);
        var accepted = assertInstanceOf(
                ParticipantDecider.Decision.Accepted.class,
                ParticipantDecider.decide(new Participant.None(), register));
        var registered = assertInstanceOf(
                Participant.Registered.class,
                ParticipantDecider.evolve(
                        new Participant.None(), accepted.events().getFirst()));
        assertEquals(List.of(Participant.Role.MEMBER, Participant.Role.VOLUNTEER), registered.roles());
        assertEquals(new ParticipantDecider.Refusal.IdInUse(), refused(registered, register));
    }

    @Test
    void refusesSizesThatDoNotFitAndReferencesThatAreUsed() {
        var roles = List.of(Participant.Role.MEMBER);
        var none = new Participant.None();
        assertEquals(
                new ParticipantDecider.Refusal.SizeDoesNotFit(),
                refused(none, register(Participant.Kind.PERSON, 2, roles, null)));
        assertEquals(
                new ParticipantDecider.Refusal.SizeDoesNotFit(),
                refused(none, register(Participant.Kind.GROUP, 0, roles, null)));
        var first = new UUID(2, 2);
        assertEquals(
                new ParticipantDecider.Refusal.ReferenceInUse(first),
                refused(none, register(Participant.Kind.HOUSEHOLD, 3, roles, first)));
    }

    @Test
    void isDescribedAnewByWhoRegisteredItOrTheLead() {
        var registered = new Participant.Registered(
                AGENCY, Participant.Kind.HOUSEHOLD, 4, List.of(Participant.Role.MEMBER), "riverside");
        var roles = List.of(Participant.Role.VOLUNTEER, Participant.Role.MEMBER, Participant.Role.MEMBER);

        var accepted = assertInstanceOf(
                ParticipantDecider.Decision.Accepted.class,
                ParticipantDecider.decide(registered, new ParticipantCommand.Describe(true, 5, roles, null)));
        assertEquals(
                new Participant.Registered(
                        AGENCY,
                        Participant.Kind.HOUSEHOLD,
                        5,
                        List.of(Participant.Role.MEMBER, Participant.Role.VOLUNTEER),
                        null),
                ParticipantDecider.evolve(registered, accepted.events().getFirst()));
        assertEquals(
                new ParticipantDecider.Decision.Accepted(List.of()),
                ParticipantDecider.decide(
                        registered,
                        new ParticipantCommand.Describe(true, 4, List.of(Participant.Role.MEMBER), "riverside")));
        assertEquals(
                new ParticipantDecider.Refusal.NotYours(),
                refused(registered, new ParticipantCommand.Describe(false, 5, roles, null)));
        assertEquals(
                new ParticipantDecider.Refusal.SizeDoesNotFit(),
                refused(registered, new ParticipantCommand.Describe(true, 0, roles, null)));
        assertEquals(
                new ParticipantDecider.Refusal.NotRegistered(),
                refused(new Participant.None(), new ParticipantCommand.Describe(true, 1, roles, null)));
    }

    private static ParticipantCommand register(
            Participant.Kind kind, int size, List<Participant.Role> roles, UUID referenceOf) {
        return new ParticipantCommand.Register(AGENCY, kind, size, roles, null, referenceOf);
    }

    private static ParticipantDecider.Refusal refused(Participant participant, ParticipantCommand command) {
        return assertInstanceOf(
                        ParticipantDecider.Decision.Rejected.class, ParticipantDecider.decide(participant, command))
                .refusal();
    }
}
