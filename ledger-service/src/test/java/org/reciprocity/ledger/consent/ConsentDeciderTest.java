package org.reciprocity.ledger.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsentDeciderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final UUID PERSON = new UUID(1, 1);
    private static final Consent.Word OWN = new Consent.Word.Own();
    private static final Consent NONE = new Consent.None();

    @Test
    void isGivenOnceAndWithdrawnOnce() {
        var give = give(OWN, TODAY, null, false);
        var given = after(NONE, give);
        assertEquals(new Consent.Given(give.terms()), given);
        assertEquals(ConsentDecider.Refusal.ID_IN_USE, refused(given, give));
        var withdraw = new ConsentCommand.Withdraw(OWN, TODAY, TODAY);
        var withdrawn = after(given, withdraw);
        assertEquals(new Consent.Withdrawn(give.terms()), withdrawn);
        assertEquals(ConsentDecider.Refusal.ALREADY_WITHDRAWN, refused(withdrawn, withdraw));
        assertEquals(ConsentDecider.Refusal.ID_IN_USE, refused(withdrawn, give));
        assertEquals(ConsentDecider.Refusal.NOT_GIVEN, refused(NONE, withdraw));
    }

    @Test
    void isOneToAPurposeAtATime() {
        assertEquals(ConsentDecider.Refusal.IN_FORCE, refused(NONE, give(OWN, TODAY, null, true)));
    }

    @Test
    void hasDaysThatFollowEachOther() {
        var tomorrow = TODAY.plusDays(1);
        var yesterday = TODAY.minusDays(1);
        assertEquals(ConsentDecider.Refusal.IN_THE_FUTURE, refused(NONE, give(OWN, tomorrow, null, false)));
        assertEquals(
                ConsentDecider.Refusal.EXPIRES_BEFORE_IT_BEGINS, refused(NONE, give(OWN, TODAY, yesterday, false)));
        var given = after(NONE, give(OWN, TODAY, TODAY, false));
        assertEquals(
                ConsentDecider.Refusal.IN_THE_FUTURE,
                refused(given, new ConsentCommand.Withdraw(OWN, tomorrow, TODAY)));
        assertEquals(
                ConsentDecider.Refusal.WITHDRAWN_BEFORE_IT_WAS_GIVEN,
                refused(given, new ConsentCommand.Withdraw(OWN, yesterday, TODAY)));
    }

    @Test
    void isGivenByASupporterWhoIsSomebodyElse() {
        var itself = new Consent.Word.Supporters(PERSON, "parent");
        assertEquals(ConsentDecider.Refusal.OWN_SUPPORTER, refused(NONE, give(itself, TODAY, null, false)));
        var given = after(NONE, give(new Consent.Word.Supporters(new UUID(2, 2), "parent"), TODAY, null, false));
        assertEquals(
                ConsentDecider.Refusal.OWN_SUPPORTER,
                refused(given, new ConsentCommand.Withdraw(itself, TODAY, TODAY)));
        after(NONE, give(new Consent.Word.Supporters(null, "court-order"), TODAY, null, false));
    }

    @Test
    void takesAReferenceOnce() {
        var give = give(OWN, TODAY, null, false);
        assertEquals(
                ConsentDecider.Refusal.REFERENCE_IN_USE,
                refused(NONE, new ConsentCommand.Give(give.terms(), TODAY, false, true)));
    }

    private static ConsentCommand.Give give(Consent.Word word, LocalDate on, LocalDate expires, boolean inForce) {
        return new ConsentCommand.Give(
                new Consent.Terms(PERSON, "share-with-school", word, on, expires), TODAY, inForce, false);
    }

    private static Consent after(Consent consent, ConsentCommand command) {
        var after = consent;
        for (var event : assertInstanceOf(
                        ConsentDecider.Decision.Accepted.class, ConsentDecider.decide(consent, command))
                .events()) {
            after = ConsentDecider.evolve(after, event);
        }
        return after;
    }

    private static ConsentDecider.Refusal refused(Consent consent, ConsentCommand command) {
        return assertInstanceOf(ConsentDecider.Decision.Rejected.class, ConsentDecider.decide(consent, command))
                .refusal();
    }
}
