package org.reciprocity.ledger.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {

    @Test
    void namesItsInputs() {
        assertEquals(
                new Formula.Reading.Understood(Set.of("pupils", "weeks2", "aB")),
                Formula.read("  (pupils*1.25+weeks2) /aB -pupils "));
        assertEquals(new Formula.Reading.Understood(Set.of()), Formula.read("1"));
        assertEquals(
                new Formula.Reading.Understood(Set.of()),
                Formula.read("(".repeat(Formula.DEPTH) + "999999999999999.999999" + ")".repeat(Formula.DEPTH)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "' ', 2",
        "'1 +', 4",
        "'1 2', 3",
        "'a b', 3",
        "'(1', 3",
        "'1)', 2",
        "'()', 2",
        "'-1', 1",
        "'1 * -1', 5",
        "'1.', 3",
        "'1.1234567', 10",
        "'1234567890123456', 17",
        "'1e3', 2",
        "'A', 1",
        "'a_b', 2",
        "'a,b', 2",
        "'2^3', 2",
        "'€', 1"
    })
    void saysWhereReadingEnded(String text, int at) {
        var reading = Formula.read(text);
        assertEquals(at, ((Formula.Reading.Unreadable) reading).at(), reading::toString);
    }

    @Test
    void endsBeforeParenthesesDrownIt() {
        var deep = "(".repeat(Formula.DEPTH + 1);
        assertEquals(Formula.DEPTH + 1, ((Formula.Reading.Unreadable) Formula.read(deep + "1")).at());
    }

    @Test
    void takesNamesOfThirtyTwoCharactersAtMost() {
        var name = "a".repeat(32);
        assertEquals(new Formula.Reading.Understood(Set.of(name)), Formula.read(name));
        assertEquals(34, ((Formula.Reading.Unreadable) Formula.read(name + "a")).at());
    }
}
