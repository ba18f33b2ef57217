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
