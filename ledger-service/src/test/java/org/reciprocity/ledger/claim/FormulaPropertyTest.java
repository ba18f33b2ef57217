package org.reciprocity.ledger.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Formulas that the grammar makes, and texts that it does not. */
class FormulaPropertyTest {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");

    @Provide
    Arbitrary<String> formulas() {
        var leaves = Arbitraries.of("0", "7", "12.5", "a", "bC", "d2");
        var operators = Arbitraries.of(" + ", "-", " *", "/ ");
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        Combinators.combine(inner, operators, inner)
                                .as((one, operator, other) -> one + operator + other),
                        inner.map(one -> "(" + one + " )"),
                        inner.map(one -> "-" + one)),
                0,
                6);
    }

    @Property
    void readsWhateverTheGrammarMakes(@ForAll("formulas") String formula) {
        var names = new TreeSet<String>();
        NAME.matcher(formula).results().forEach(name -> names.add(name.group()));
        assertEquals(new Formula.Reading.Understood(names), Formula.read(formula));
    }

    @Property
    void endsWithinTheTextOrRightBehindIt(@ForAll String text) {
        if (Formula.read(text) instanceof Formula.Reading.Unreadable(int at, String expected)) {
            assertTrue(at >= 1 && at <= text.length() + 1, () -> at + ": " + expected);
        }
    }

    @Property
    void refusesAFormulaFromWhichTheEndIsMissing(@ForAll("formulas") String formula) {
        assertTrue(Formula.read(formula + " +") instanceof Formula.Reading.Unreadable);
        assertTrue(Formula.read("(" + formula) instanceof Formula.Reading.Unreadable);
    }
}
