package org.reciprocity.reporting.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reciprocity.reporting.arithmetic.Rational;

/** Formulas as the contract has them; the ledger, which lets them in, reads the same file. */
class FormulaContractTest {
    private static final Map<String, Rational> INPUTS =
            Map.of("a", Rational.of(6), "b", Rational.of(4), "c", Rational.ZERO, "half", Rational.of("0.5"));

    static List<Arguments> agreed() throws IOException {
        var lines = Files.readAllLines(
                Path.of(System.getProperty("reciprocity.root"), "docs", "contracts", "formulas.csv"));
        return lines.stream()
                .skip(1)
                .map(line -> Arguments.of((Object[]) line.split(";", 2)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("agreed")
    void comeToWhatTheContractSays(String formula, String comesTo) {
        var expected =
                switch (comesTo) {
                    case "unreadable" -> new Formula.Undefined(Formula.Reason.UNREADABLE);
                    case "undefined" -> new Formula.Undefined(Formula.Reason.DIVISION_BY_ZERO);
                    default -> new Formula.Value(rational(comesTo));
                };
        assertEquals(expected, Formula.value(formula, INPUTS));
    }

    private static Rational rational(String text) {
        int bar = text.indexOf('/');
        return bar < 0
                ? Rational.of(new BigInteger(text))
                : Rational.of(new BigInteger(text.substring(0, bar)))
                        .dividedBy(Rational.of(new BigInteger(text.substring(bar + 1))));
    }
}
