package org.reciprocity.ledger.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseDeciderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final CaseCommand.Actor RUNS_IT = CaseCommand.Actor.RUNS_IT;
    private static final CaseCommand.Actor REFERRED = CaseCommand.Actor.REFERRED;
    private static final Case.Referral REFERRAL =
            new Case.Referral(new UUID(1, 1), new UUID(2, 2), "youth-court", List.of("jury-duty"), TODAY, true);
    private static final Case.Agreement AGREEMENT = new Case.Agreement(1200, List.of("mediation"), 2);

    private static final Case NONE = new Case.None();
    private static final Case REFERRED_CASE = after(NONE, new CaseCommand.Refer(REFERRAL, null, TODAY));
    private static final Case ACCEPTED = after(REFERRED_CASE, new CaseCommand.Accept(RUNS_IT));
    private static final Case AGREED = after(ACCEPTED, new CaseCommand.Agree(RUNS_IT, AGREEMENT));

    @Test
    void goesFromReferralToCompletion() {
        var supported = after(AGREED, support(TODAY, TODAY, "GBP"));
        var closed = assertInstanceOf(
                Case.Closed.class, after(supported, new CaseCommand.Close(RUNS_IT, Case.Ending.COMPLETED)));
        assertEquals(REFERRAL, closed.referral());
        assertEquals(AGREEMENT, closed.agreement());
        assertEquals(1, closed.support().size());
        assertEquals(Case.Ending.COMPLETED, closed.ending());
    }

    @Test
    void refersOnceUnderAnIdAndAReference() {
        assertEquals(
                new CaseDecider.Refusal.IdInUse(),
                refused(REFERRED_CASE, new CaseCommand.Refer(REFERRAL, null, TODAY)));
        var first = new UUID(3, 3);
        assertEquals(
                new CaseDecider.Refusal.ReferenceInUse(first),
                refused(NONE, new CaseCommand.Refer(REFERRAL, first, TODAY)));
    }

    @Test
    void refersOnNoDayThatHasNotComeYet() {
        assertEquals(
                new CaseDecider.Refusal.ReferredInTheFuture(),
                refused(NONE, new CaseCommand.Refer(REFERRAL, null, TODAY.minusDays(1))));
    }

    @Test
    void isAnsweredOnceByWhoRunsTheProgramme() {
        var over = new CaseDecider.Refusal.Closed();
        assertEquals(new CaseDecider.Refusal.NotYours(), refused(REFERRED_CASE, new CaseCommand.Accept(REFERRED)));
        assertEquals(
                new CaseDecider.Refusal.Answered(), refused(ACCEPTED, new CaseCommand.Decline(RUNS_IT, "no-place")));
        var declined = after(REFERRED_CASE, new CaseCommand.Decline(RUNS_IT, "no-place"));
        assertEquals(over, refused(declined, new CaseCommand.Accept(RUNS_IT)));
        assertEquals(over, refused(declined, new CaseCommand.Close(RUNS_IT, Case.Ending.WITHDRAWN)));
        assertEquals(new CaseDecider.Refusal.NotReferred(), refused(NONE, new CaseCommand.Accept(RUNS_IT)));
    }

    @Test
    void isAgreedAndSupportedWhileItIsOpen() {
        var early = new CaseDecider.Refusal.NotAccepted();
        assertEquals(early, refused(REFERRED_CASE, new CaseCommand.Agree(RUNS_IT, AGREEMENT)));
        assertEquals(early, refused(REFERRED_CASE, support(TODAY, TODAY, "GBP")));
        var anew = new Case.Agreement(600, List.of(), 0);
        assertEquals(
                anew,
                assertInstanceOf(Case.Accepted.class, after(AGREED, new CaseCommand.Agree(RUNS_IT, anew)))
                        .agreement());
        assertEquals(new CaseDecider.Refusal.NotYours(), refused(ACCEPTED, new CaseCommand.Agree(REFERRED, AGREEMENT)));
    }

    @Test
    void recordsSupportThatWasGivenAndCanBeCompared() {
        assertEquals(
                new CaseDecider.Refusal.EndsBeforeItBegins(),
                refused(ACCEPTED, support(TODAY, TODAY.minusDays(1), "GBP")));
        assertEquals(
                new CaseDecider.Refusal.InTheFuture(), refused(ACCEPTED, support(TODAY, TODAY.plusDays(1), "GBP")));
        assertEquals(new CaseDecider.Refusal.CurrenciesDiffer(), refused(ACCEPTED, support(TODAY, TODAY, "EUR")));
    }

    @Test
    void isClosedByWhoRunsItOrWithdrawnByWhoReferred() {
        var notYours = new CaseDecider.Refusal.NotYours();
        var over = new CaseDecider.Refusal.Closed();
        assertEquals(notYours, refused(AGREED, new CaseCommand.Close(REFERRED, Case.Ending.COMPLETED)));
        assertEquals(notYours, refused(AGREED, new CaseCommand.Close(REFERRED, Case.Ending.BREACHED)));
        assertEquals(
                new CaseDecider.Refusal.NothingAgreed(),
                refused(ACCEPTED, new CaseCommand.Close(RUNS_IT, Case.Ending.BREACHED)));
        assertEquals(
                new CaseDecider.Refusal.NotAccepted(),
                refused(REFERRED_CASE, new CaseCommand.Close(RUNS_IT, Case.Ending.COMPLETED)));
        after(AGREED, new CaseCommand.Close(RUNS_IT, Case.Ending.BREACHED));
        after(AGREED, new CaseCommand.Close(REFERRED, Case.Ending.WITHDRAWN));
        var withdrawn = after(REFERRED_CASE, new CaseCommand.Close(REFERRED, Case.Ending.WITHDRAWN));
        assertEquals(over, refused(withdrawn, new CaseCommand.Close(RUNS_IT, Case.Ending.WITHDRAWN)));
        assertEquals(over, refused(withdrawn, support(TODAY, TODAY, "GBP")));
    }

    private static CaseCommand support(LocalDate from, LocalDate to, String currency) {
        return new CaseCommand.RecordSupport(
                RUNS_IT,
                new Case.Support(
                        null, from, to, "home-visit", 4, new Case.Money("GBP", 4850), new Case.Money(currency, 9700)),
                new CaseCommand.First(false, null),
                TODAY);
    }

    @Test
    void recordsSupportOnceForAnIdAndForAReference() {
        var support = ((CaseCommand.RecordSupport) support(TODAY, TODAY, "GBP")).support();
        var other = java.util.UUID.randomUUID();
        assertEquals(
                new CaseDecider.Refusal.IdInUse(),
                refused(
                        ACCEPTED,
                        new CaseCommand.RecordSupport(RUNS_IT, support, new CaseCommand.First(true, other), TODAY)));
        assertEquals(
                new CaseDecider.Refusal.ReferenceOfSupport(other),
                refused(
                        ACCEPTED,
                        new CaseCommand.RecordSupport(RUNS_IT, support, new CaseCommand.First(false, other), TODAY)));
    }

    private static Case after(Case file, CaseCommand command) {
        var accepted = assertInstanceOf(CaseDecider.Decision.Accepted.class, CaseDecider.decide(file, command));
        var after = file;
        for (var event : accepted.events()) {
            after = CaseDecider.evolve(after, event);
        }
        return after;
    }

    private static CaseDecider.Refusal refused(Case file, CaseCommand command) {
        return assertInstanceOf(CaseDecider.Decision.Rejected.class, CaseDecider.decide(file, command))
                .refusal();
    }
}
