package org.reciprocity.reporting.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.reporting.arithmetic.Rational;

class FormulaTest {
    private static final Map<String, Rational> INPUTS = Map.of(
            "a", Rational.of(12), "b", Rational.of("0.5"), "hoursPerWeek2", Rational.of(3), "zero", Rational.ZERO);

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "12 / 3 / 2, 2",
        "12 - 3 - 2, 7",
        "a / b, 24",
        "-a + 2, -10",
        "--a, 12",
        "2 * -b, -1",
        "hoursPerWeek2*a, 36",
        "0.1 + 0.2, 0.3",
        "   ((a))   , 12",
        "007.50, 7.5"
    })
    void computesInTheUsualOrder(String formula, String value) {
        assertEquals(new Formula.Value(Rational.of(value)), Formula.value(formula, INPUTS));
    }

    @Test
    void fractionsAreExact() {
        assertEquals(new Formula.Value(Rational.ONE), Formula.value("1 / 3 + 1 / 3 + 1 / 3", Map.of()));
        assertEquals(new Formula.Value(Rational.of(1)), Formula.value("a / 7 * 7 / a", INPUTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "1 +", "(1", "1)", "* 2", "1 2", "a b", "1.", ".5", "1e3", "2 ** 3", "a(2)", "1 + + 2",
                "2 % 1", "A", "1,5"
            })
    void refusesWhatIsNotOfTheLanguage(String formula) {
        assertEquals(new Formula.Undefined(Formula.Reason.UNREADABLE), Formula.value(formula, INPUTS));
    }

    @Test
    void refusesWhatIsNotGivenAndWhatDividesByZero() {
        assertEquals(new Formula.Undefined(Formula.Reason.UNKNOWN_INPUT), Formula.value("a + c", INPUTS));
        assertEquals(new Formula.Undefined(Formula.Reason.DIVISION_BY_ZERO), Formula.value("a / zero", INPUTS));
        assertEquals(new Formula.Undefined(Formula.Reason.DIVISION_BY_ZERO), Formula.value("1 / (b - 0.5)", INPUTS));
    }

    @Test
    void readsFormulasThatAreNestedAsDeepAsTheyMayBe() {
        assertEquals(
                new Formula.Value(Rational.of(12)), Formula.value("(".repeat(249) + "a" + ")".repeat(249), INPUTS));
        assertEquals(new Formula.Value(Rational.of(-12)), Formula.value("-".repeat(499) + "a", INPUTS));
    }

    @Property(tries = 2_000)
    void anyTextHasAValueOrAReason(
            @ForAll @Chars({'1', '.', 'a', '+', '-', '*', '/', '(', ')', ' '}) @StringLength(max = 30) String text) {
        var result = Formula.value(text, INPUTS);

        assertTrue(result instanceof Formula.Value || result instanceof Formula.Undefined);
        if (result instanceof Formula.Value(var number)) {
            assertEquals(new Formula.Value(number.negated()), Formula.value("-(" + text + ")", INPUTS));
        }
    }
}
