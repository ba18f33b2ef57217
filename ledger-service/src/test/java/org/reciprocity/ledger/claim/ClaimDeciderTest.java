package org.reciprocity.ledger.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimDeciderTest {
    private static Claim.Input input(String name) {
        return new Claim.Input(name, BigDecimal.TEN, null, "a source");
    }

    private static Claim.Terms terms(String formula, Claim.Input... inputs) {
        return new Claim.Terms(
                "a-code", "A title", BigDecimal.ONE, "hours", formula, List.of(inputs), "a source", List.of(), null);
    }

    private static ClaimDecider.Decision decide(Claim.Terms terms) {
        return ClaimDecider.decide(new Claim.None(), new ClaimCommand.Register(terms, false, false));
    }

    private static ClaimDecider.Decision rejected(ClaimDecider.Refusal refusal) {
        return new ClaimDecider.Decision.Rejected(refusal);
    }

    @Test
    void registersAClaimThatMayNotCompute() {
        var terms = terms("a / (b - b)", input("a"), input("b"), input("unused"));
        var registered = new ClaimEvent.Registered(terms);
        assertEquals(new ClaimDecider.Decision.Accepted(List.of(registered)), decide(terms));
        assertEquals(new Claim.Registered(terms), ClaimDecider.evolve(new Claim.None(), registered));
    }

    @Test
    void refusesAFormulaThatCannotBeReadOrNamesWhatIsNoInput() {
        assertEquals(
                rejected(new ClaimDecider.Refusal.FormulaUnreadable(
                        4, "a number, the name of an input, a sign, or an opening parenthesis")),
                decide(terms("a +", input("a"))));
        assertEquals(rejected(new ClaimDecider.Refusal.InputUnknown("b")), decide(terms("c + b + a", input("a"))));
        assertEquals(rejected(new ClaimDecider.Refusal.InputTwice(1)), decide(terms("a", input("a"), input("a"))));
    }

    @Test
    void refusesACodeAReferenceOrAnIdThatIsTaken() {
        var terms = terms("1");
        assertEquals(
                rejected(new ClaimDecider.Refusal.CodeInUse()),
                ClaimDecider.decide(new Claim.None(), new ClaimCommand.Register(terms, true, false)));
        assertEquals(
                rejected(new ClaimDecider.Refusal.ReferenceInUse()),
                ClaimDecider.decide(new Claim.None(), new ClaimCommand.Register(terms, false, true)));
        assertEquals(
                rejected(new ClaimDecider.Refusal.IdInUse()),
                ClaimDecider.decide(new Claim.Registered(terms), new ClaimCommand.Register(terms, false, false)));
    }
}
