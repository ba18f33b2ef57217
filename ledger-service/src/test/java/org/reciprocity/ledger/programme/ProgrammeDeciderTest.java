package org.reciprocity.ledger.programme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProgrammeDeciderTest {
    private static final Programme.Terms TERMS = new Programme.Terms(
            new UUID(1, 1),
            "befriending",
            "Befriending",
            Programme.By.BOTH,
            Programme.By.USERS,
            true,
            null,
            Programme.Risk.LOW);

    @Test
    void opensOnceUnderACodeOfItsOwn() {
        var open = new ProgrammeCommand.Open(TERMS, false, false);
        var accepted = assertInstanceOf(
                ProgrammeDecider.Decision.Accepted.class, ProgrammeDecider.decide(new Programme.None(), open));
        var programme =
                ProgrammeDecider.evolve(new Programme.None(), accepted.events().getFirst());
        assertEquals(new Programme.Open(TERMS), programme);
        assertEquals(
                new ProgrammeDecider.Decision.Rejected(ProgrammeDecider.Refusal.ID_IN_USE),
                ProgrammeDecider.decide(programme, open));
        assertEquals(
                new ProgrammeDecider.Decision.Rejected(ProgrammeDecider.Refusal.CODE_IN_USE),
                ProgrammeDecider.decide(new Programme.None(), new ProgrammeCommand.Open(TERMS, true, false)));
        assertEquals(
                new ProgrammeDecider.Decision.Rejected(ProgrammeDecider.Refusal.REFERENCE_IN_USE),
                ProgrammeDecider.decide(new Programme.None(), new ProgrammeCommand.Open(TERMS, false, true)));
    }
}
