package org.reciprocity.reporting.claim;

import java.math.BigDecimal;
import java.util.Map;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * How a number comes about: decimal numbers, names of inputs, {@code + - * /} and parentheses, computed in exact fractions. Products and
 * quotients come before sums and differences, and what is written first is done first.
 */
final class Formula {
    private final String text;
    private final Map<String, Rational> inputs;
    private int at;

    private Formula(String text, Map<String, Rational> inputs) {
        this.text = text;
        this.inputs = inputs;
    }

    /** What a formula comes to. */
    sealed interface Result {}

    /** A number. */
    record Value(Rational number) implements Result {}

    /** No number, for a reason. */
    record Undefined(Reason reason) implements Result {}

    /** Why a formula has no value. */
    enum Reason {
        /** It is not of the language. */
        UNREADABLE("The formula cannot be read."),
        /** It names what is not among the inputs. */
        UNKNOWN_INPUT("The formula names an input that is not given."),
        /** It divides by zero. */
        DIVISION_BY_ZERO("The formula divides by zero.");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What goes wrong on the way; it never leaves this class. */
    private static final class Stop extends RuntimeException {
        private final transient Reason reason;

        Stop(Reason reason) {
            super(reason.words(), null, false, false);
            this.reason = reason;
        }
    }

    /** Computes a formula of inputs. */
    static Result value(String text, Map<String, Rational> inputs) {
        var formula = new Formula(text, inputs);
        try {
            var value = formula.sum();
            return formula.next() == END ? new Value(value) : new Undefined(Reason.UNREADABLE);
        } catch (Stop stop) {
            return new Undefined(stop.reason);
        }
    }

    private static final char END = 0;

    /** The next character that is no blank, which is not yet taken. */
    private char next() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    private Rational sum() {
        var value = product();
        while (next() == '+' || next() == '-') {
            boolean plus = text.charAt(at++) == '+';
            var other = product();
            value = plus ? value.plus(other) : value.minus(other);
        }
        return value;
    }

    private Rational product() {
        var value = term();
        while (next() == '*' || next() == '/') {
            boolean times = text.charAt(at++) == '*';
            var other = term();
            if (!times && other.isZero()) {
                throw new Stop(Reason.DIVISION_BY_ZERO);
            }
            value = times ? value.times(other) : value.dividedBy(other);
        }
        return value;
    }

    private Rational term() {
        char first = next();
        if (first == '-') {
            at++;
            return term().negated();
        }
        if (first == '(') {
            at++;
            var value = sum();
            if (next() != ')') {
                throw new Stop(Reason.UNREADABLE);
            }
            at++;
            return value;
        }
        if (isDigit(first)) {
            return number();
        }
        if (first >= 'a' && first <= 'z') {
            return input();
        }
        throw new Stop(Reason.UNREADABLE);
    }

    private Rational number() {
        int from = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            if (at == text.length() || !isDigit(text.charAt(at))) {
                throw new Stop(Reason.UNREADABLE);
            }
            digits();
        }
        return Rational.of(new BigDecimal(text.substring(from, at)));
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private Rational input() {
        int from = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || isLetter(text.charAt(at)))) {
            at++;
        }
        var value = inputs.get(text.substring(from, at));
        if (value == null) {
            throw new Stop(Reason.UNKNOWN_INPUT);
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
