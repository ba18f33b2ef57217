package org.reciprocity.ledger.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaTest {

    @Test
    void namesItsInputs() {
        assertEquals(
                new Formula.Reading.Understood(Set.of("pupils", "weeks2", "aB")),
                Formula.read("  (pupils*1.25+weeks2) /aB -pupils "));
        assertEquals(new Formula.Reading.Understood(Set.of()), Formula.read("1"));
        assertEquals(new Formula.Reading.Understood(Set.of("a", "b")), Formula.read("-a * -(b - -2)"));
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
        "'-', 2",
        "'1 - - ', 7",
        "'+1', 1",
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
    void endsBeforeParenthesesOrSignsDrownIt() {
        for (var nested : List.of("(", "-")) {
            var deep = nested.repeat(Formula.DEPTH + 1);
            assertEquals(Formula.DEPTH + 1, ((Formula.Reading.Unreadable) Formula.read(deep + "1")).at(), nested);
        }
    }

    /** The same file is read by who computes them. */
    @ParameterizedTest
    @MethodSource("agreed")
    void readsWhatTheContractSaysIsReadable(String formula, String comesTo) {
        var reading = Formula.read(formula);
        assertEquals(
                comesTo.equals("unreadable"),
                reading instanceof Formula.Reading.Unreadable,
                () -> formula + ": " + reading);
    }

    static List<Arguments> agreed() throws IOException {
        var lines = Files.readAllLines(
                Path.of(System.getProperty("reciprocity.root"), "docs", "contracts", "formulas.csv"));
        return lines.stream()
                .skip(1)
                .map(line -> Arguments.of((Object[]) line.split(";", 2)))
                .toList();
    }

    @Test
    void isNotEndedByACharacterThatNobodySees() {
        assertEquals(2, ((Formula.Reading.Unreadable) Formula.read("1\0 + a")).at());
    }

    @Test
    void takesNamesOfThirtyTwoCharactersAtMost() {
        var name = "a".repeat(32);
        assertEquals(new Formula.Reading.Understood(Set.of(name)), Formula.read(name));
        assertEquals(34, ((Formula.Reading.Unreadable) Formula.read(name + "a")).at());
    }
}
