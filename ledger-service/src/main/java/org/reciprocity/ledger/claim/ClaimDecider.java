package org.reciprocity.ledger.claim;

import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** The rules of claims. */
public final class ClaimDecider {
    private ClaimDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ClaimEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** Something is recorded under that id. */
        record IdInUse() implements Refusal {}

        /** Another claim of the community has the code. */
        record CodeInUse() implements Refusal {}

        /** The agency has used the reference for another. */
        record ReferenceInUse() implements Refusal {}

        /** Two inputs have the name of this one, which is counted from 0. */
        record InputTwice(int input) implements Refusal {}

        /** The formula is none: reading it ended at that character, from 1, where something else was expected. */
        record FormulaUnreadable(int at, String expected) implements Refusal {}

        /** The formula names what is no input. */
        record InputUnknown(String name) implements Refusal {}
    }

    private static Decision rejected(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    /** Decides. */
    public static Decision decide(Claim claim, ClaimCommand command) {
        return switch (command) {
            case ClaimCommand.Register register -> {
                if (claim instanceof Claim.Registered) {
                    yield rejected(new Refusal.IdInUse());
                }
                if (register.codeTaken()) {
                    yield rejected(new Refusal.CodeInUse());
                }
                yield register.referenceTaken() ? rejected(new Refusal.ReferenceInUse()) : computable(register.terms());
            }
        };
    }

    private static Decision computable(Claim.Terms terms) {
        var names = new HashSet<String>();
        for (int i = 0; i < terms.inputs().size(); i++) {
            if (!names.add(terms.inputs().get(i).name())) {
                return rejected(new Refusal.InputTwice(i));
            }
        }
        return switch (Formula.read(terms.formula())) {
            case Formula.Reading.Unreadable(int at, String expected) ->
                rejected(new Refusal.FormulaUnreadable(at, expected));
            case Formula.Reading.Understood(var used) -> {
                var unknown = new TreeSet<>(used);
                unknown.removeAll(names);
                yield unknown.isEmpty()
                        ? new Decision.Accepted(List.of(new ClaimEvent.Registered(terms)))
                        : rejected(new Refusal.InputUnknown(unknown.first()));
            }
        };
    }

    /** The claim after an event. */
    public static Claim evolve(Claim claim, ClaimEvent event) {
        return switch (event) {
            case ClaimEvent.Registered(Claim.Terms terms) -> new Claim.Registered(terms);
        };
    }
}
