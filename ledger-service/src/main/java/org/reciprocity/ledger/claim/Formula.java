package org.reciprocity.ledger.claim;

import java.util.Set;
import java.util.TreeSet;

/**
 * The small language in which a claim says how its value comes about:
 *
 * <pre>
 * sum     = product { ("+" | "-") product }
 * product = factor { ("*" | "/") factor }
 * factor  = "-" factor | number | name | "(" sum ")"
 * number  = 1 to 15 digits [ "." 1 to 6 digits ]
 * name    = a lower-case letter { letter or digit }, at most 32 characters in all
 * </pre>
 *
 * with spaces between them. Products bind closer than sums; both go from left to right. Numbers are exact. Whether it can be
 * computed is not asked here: a division by zero is found by who computes.
 */
public final class Formula {
    /** How deep parentheses and signs may stand in one another. */
    static final int DEPTH = 32;

    private static final int WHOLE_DIGITS = 15;
    private static final int DECIMALS = 6;
    private static final int NAME = 32;

    /** What came of reading one. */
    public sealed interface Reading {
        /** It can be read, and names these inputs. */
        record Understood(Set<String> names) implements Reading {}

        /**
         * It cannot be read.
         *
         * @param at the character at which reading ended, from 1
         * @param expected what should have stood there
         */
        record Unreadable(int at, String expected) implements Reading {}
    }

    private final String text;
    private final Set<String> names = new TreeSet<>();
    private int next;
    private Reading.Unreadable wrong;

    private Formula(String text) {
        this.text = text;
    }

    /** Reads one. */
    public static Reading read(String text) {
        var formula = new Formula(text);
        if (formula.sum(0) && (formula.next() != END || formula.next < text.length())) {
            formula.unreadable("an operator, or the end");
        }
        return formula.wrong == null ? new Reading.Understood(Set.copyOf(formula.names)) : formula.wrong;
    }

    private static final char END = '\0';

    /** The next character that is no space. */
    private char next() {
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next < text.length() ? text.charAt(next) : END;
    }

    private boolean unreadable(String expected) {
        if (wrong == null) {
            wrong = new Reading.Unreadable(next + 1, expected);
        }
        return false;
    }

    private boolean sum(int depth) {
        if (!product(depth)) {
            return false;
        }
        while (next() == '+' || next() == '-') {
            next++;
            if (!product(depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean product(int depth) {
        if (!factor(depth)) {
            return false;
        }
        while (next() == '*' || next() == '/') {
            next++;
            if (!factor(depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean factor(int depth) {
        char first = next();
        if (depth == DEPTH && (first == '(' || first == '-')) {
            return unreadable("fewer parentheses and signs within one another");
        }
        if (first == '-') {
            next++;
            return factor(depth + 1);
        }
        if (first == '(') {
            next++;
            if (!sum(depth + 1)) {
                return false;
            }
            if (next() != ')') {
                return unreadable("an operator, or a closing parenthesis");
            }
            next++;
            return true;
        }
        if (isDigit(first)) {
            return number();
        }
        return isLower(first)
                ? name()
                : unreadable("a number, the name of an input, a sign, or an opening parenthesis");
    }

    private boolean number() {
        if (digits() > WHOLE_DIGITS) {
            return unreadable("at most " + WHOLE_DIGITS + " digits");
        }
        if (next < text.length() && text.charAt(next) == '.') {
            next++;
            int decimals = digits();
            if (decimals == 0 || decimals > DECIMALS) {
                return unreadable("1 to " + DECIMALS + " decimals");
            }
        }
        return true;
    }

    private int digits() {
        int begin = next;
        while (next < text.length() && isDigit(text.charAt(next))) {
            next++;
        }
        return next - begin;
    }

    private boolean name() {
        int begin = next;
        while (next < text.length() && isPartOfName(text.charAt(next))) {
            next++;
        }
        if (next - begin > NAME) {
            return unreadable("names of at most " + NAME + " characters");
        }
        names.add(text.substring(begin, next));
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isPartOfName(char c) {
        return isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
    }
}
