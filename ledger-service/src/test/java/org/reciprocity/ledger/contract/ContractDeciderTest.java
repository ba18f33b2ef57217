package org.reciprocity.ledger.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.contract.ContractDecider.Decision;
import org.reciprocity.ledger.contract.ContractDecider.Refusal;

class ContractDeciderTest {
    private static final UUID COMMISSIONER = new UUID(1, 1);
    private static final UUID PROVIDER = new UUID(1, 2);
    private static final UUID PROGRAMME = new UUID(1, 3);
    private static final LocalDate FIRST = LocalDate.of(2026, 4, 1);
    private static final LocalDate LAST = LocalDate.of(2029, 3, 31);
    private static final Set<String> FIGURES = Set.of("paid", "other");
    private static final ContractCommand.Known ALL =
            new ContractCommand.Known(Set.of(PROVIDER), Set.of(PROGRAMME), false, false, FIGURES);

    private static Contract.Terms terms(LocalDate to, String direction, String counterFigure) {
        return new Contract.Terms(
                "a-code",
                COMMISSIONER,
                List.of(PROGRAMME),
                List.of(PROVIDER),
                FIRST,
                to,
                List.of(new Contract.Domain(
                        "safety", new Contract.MeasuredBy("follow-up", "re-offended"), null, direction)),
                "paid",
                counterFigure);
    }

    private static Decision let(Contract.Terms terms, ContractCommand.Known known) {
        return ContractDecider.decide(new Contract.None(), new ContractCommand.Let(terms, COMMISSIONER, known));
    }

    private static Decision end(Contract contract, UUID caller, LocalDate day) {
        return ContractDecider.decide(contract, new ContractCommand.End(caller, day, "over"));
    }

    @Test
    void letsAContractWithACounterFigure() {
        var terms = terms(FIRST, null, "other");
        assertEquals(new Decision.Accepted(List.of(new ContractEvent.Let(terms))), let(terms, ALL));
        assertEquals(
                new Decision.Rejected(Refusal.PAID_FIGURE_ALONE, "counterFigure"), let(terms(LAST, null, null), ALL));
        for (var none : List.of("none", "Paid", "Other")) {
            assertEquals(
                    new Decision.Rejected(Refusal.PAID_FIGURE_ALONE, "counterFigure"),
                    let(terms(LAST, null, none), ALL),
                    none);
        }
        assertEquals(
                new Decision.Rejected(Refusal.FIGURE_UNKNOWN, "paidOn"),
                let(
                        terms,
                        new ContractCommand.Known(Set.of(PROVIDER), Set.of(PROGRAMME), false, false, Set.of("other"))));
        assertEquals(
                new Decision.Rejected(Refusal.PAID_FIGURE_ALONE, "counterFigure"), let(terms(LAST, null, "paid"), ALL));
    }

    @Test
    void refusesWhatContradictsItself() {
        assertEquals(
                new Decision.Rejected(Refusal.DAYS_INVERTED, "to"), let(terms(FIRST.minusDays(1), null, "other"), ALL));
        assertEquals(
                new Decision.Rejected(Refusal.TARGET_UNCLEAR, "domains[0].target"),
                let(terms(LAST, "at-most", "other"), ALL));
    }

    @Test
    void measuresByFiguresOfTheCatalogue() {
        for (var code : List.of("other", "mistyped")) {
            var terms = new Contract.Terms(
                    "a-code",
                    COMMISSIONER,
                    List.of(PROGRAMME),
                    List.of(PROVIDER),
                    FIRST,
                    LAST,
                    List.of(new Contract.Domain("safety", new Contract.MeasuredBy("figure", code), null, null)),
                    "paid",
                    "other");
            assertEquals(
                    code.equals("other")
                            ? new Decision.Accepted(List.of(new ContractEvent.Let(terms)))
                            : new Decision.Rejected(Refusal.FIGURE_UNKNOWN, "domains[0].measuredBy.code"),
                    let(terms, ALL));
        }
    }

    @Test
    void refusesWhoAndWhatIsNotOfTheCommunity() {
        var terms = terms(LAST, null, "other");
        assertEquals(
                new Decision.Rejected(Refusal.AGENCY_UNKNOWN, "providerIds"),
                let(terms, new ContractCommand.Known(Set.of(), Set.of(PROGRAMME), false, false, FIGURES)));
        assertEquals(
                new Decision.Rejected(Refusal.PROGRAMME_UNKNOWN, "programmeIds"),
                let(terms, new ContractCommand.Known(Set.of(PROVIDER), Set.of(), false, false, FIGURES)));
        assertEquals(
                new Decision.Rejected(Refusal.CODE_IN_USE, "code"),
                let(terms, new ContractCommand.Known(Set.of(PROVIDER), Set.of(PROGRAMME), true, false, FIGURES)));
        assertEquals(
                new Decision.Rejected(Refusal.REFERENCE_IN_USE, null),
                let(terms, new ContractCommand.Known(Set.of(PROVIDER), Set.of(PROGRAMME), false, true, FIGURES)));
        assertEquals(
                new Decision.Rejected(Refusal.NOT_YOURS, null),
                ContractDecider.decide(new Contract.None(), new ContractCommand.Let(terms, PROVIDER, ALL)));
        assertEquals(
                new Decision.Rejected(Refusal.ID_IN_USE, null),
                ContractDecider.decide(new Contract.Let(terms), new ContractCommand.Let(terms, COMMISSIONER, ALL)));
    }

    @Test
    void endsOnceOnOneOfItsDays() {
        var terms = terms(LAST, null, "other");
        var let = new Contract.Let(terms);
        for (var day : List.of(FIRST, LAST)) {
            assertEquals(
                    new Decision.Accepted(List.of(new ContractEvent.Ended(day, "over"))), end(let, COMMISSIONER, day));
        }
        for (var day : List.of(FIRST.minusDays(1), LAST.plusDays(1))) {
            assertEquals(new Decision.Rejected(Refusal.DAY_OUTSIDE, "endedOn"), end(let, COMMISSIONER, day));
        }
        assertEquals(new Decision.Rejected(Refusal.NOT_YOURS, null), end(let, PROVIDER, FIRST));
        assertEquals(new Decision.Rejected(Refusal.NOT_LET, null), end(new Contract.None(), COMMISSIONER, FIRST));
        var over = new ContractEvent.Ended(FIRST, "over");
        var ended = ContractDecider.evolve(let, over);
        assertEquals(new Contract.Ended(terms, FIRST, "over"), ended);
        assertEquals(new Decision.Rejected(Refusal.ENDED_ALREADY, null), end(ended, COMMISSIONER, FIRST));
        assertEquals(new Decision.Rejected(Refusal.NOT_YOURS, null), end(ended, PROVIDER, FIRST));
        assertThrows(IllegalStateException.class, () -> ContractDecider.evolve(ended, over));
    }
}
