package org.reciprocity.reporting.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.reciprocity.eventlog.fold.TextCache;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

/**
 * Walks over JSON in a byte array without making objects, and refuses what is not JSON. Fields come in any order; the caller
 * skips those it does not know. One scanner serves all records of a thread.
 */
final class JsonScanner {
    private static final int DEEPEST = 500;
    /** How many characters an identifier has. */
    private static final int IDENT = 36;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle TEXT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] HEX = new byte[128];
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    static {
        Arrays.fill(HEX, (byte) -1);
        for (int i = 0; i < 10; i++) {
            HEX['0' + i] = (byte) i;
        }
        for (int i = 0; i < 6; i++) {
            HEX['a' + i] = (byte) (10 + i);
            HEX['A' + i] = (byte) (10 + i);
        }
    }

    private final TextCache texts = new TextCache();
    private byte[] source = new byte[0];
    private int at;
    private int end;

    /** Where the text read last begins and ends, without quotes. */
    private int from;

    private int to;
    private boolean escaped;

    /** The plain form of the text read last, if it was escaped. */
    private byte[] plain = new byte[0];

    /** The identifier read last: the first eight bytes. */
    long identHigh;

    /** The identifier read last: the last eight bytes. */
    long identLow;

    /** Begins with a new text. */
    void open(byte[] bytes, int offset, int length) {
        source = bytes;
        at = offset;
        end = offset + length;
    }

    static UnreadableRecordException wrong(String what) {
        return new UnreadableRecordException(what);
    }

    private void blanks() {
        while (at < end) {
            switch (source[at]) {
                case ' ', '\t', '\n', '\r' -> at++;
                default -> {
                    return;
                }
            }
        }
    }

    private byte next() throws UnreadableRecordException {
        if (at < end && source[at] > ' ') {
            return source[at];
        }
        blanks();
        if (at >= end) {
            throw wrong("The JSON ends too early");
        }
        return source[at];
    }

    /** Takes a structural character. */
    void take(char expected) throws UnreadableRecordException {
        if (next() != expected) {
            throw wrong("The JSON has no '" + expected + "' where one belongs");
        }
        at++;
    }

    /** Takes a structural character if it is the next. */
    boolean taken(char wanted) throws UnreadableRecordException {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** After a member or element: whether another follows, up to the closing character, which is taken. */
    boolean more(char closing) throws UnreadableRecordException {
        if (taken(',')) {
            return true;
        }
        take(closing);
        return false;
    }

    /** Nothing but blanks may follow. */
    void finish() throws UnreadableRecordException {
        blanks();
        if (at != end) {
            throw wrong("Something follows the JSON");
        }
    }

    /** Takes a string; its text is then asked for in one form or another. */
    void string() throws UnreadableRecordException {
        take('"');
        from = at;
        escaped = false;
        while (at + Long.BYTES <= end) {
            long special = special((long) TEXT.get(source, at));
            if (special == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(special) / Byte.SIZE;
            if (source[at] == '"') {
                to = at++;
                return;
            }
            break;
        }
        restOfString();
    }

    /** From the first character that needs a closer look, or where the text is nearly over. */
    private void restOfString() throws UnreadableRecordException {
        while (at < end) {
            byte c = source[at];
            if (c == '"') {
                to = at++;
                return;
            }
            if (c == '\\') {
                escaped = true;
                at += 2;
                continue;
            }
            if (c >= 0 && c < ' ') {
                throw wrong("A string has a control character");
            }
            at++;
        }
        throw wrong("A string does not end");
    }

    /**
     * Which of eight characters end a string, or need a closer look; all at once, since most of a log is strings. The lowest
     * bit that is set is in the first of them, of the following ones not all are right.
     */
    private static long special(long eight) {
        long quotes = eight ^ 0x2222_2222_2222_2222L;
        long escapes = eight ^ 0x5c5c_5c5c_5c5c_5c5cL;
        long found = ((quotes - 0x0101_0101_0101_0101L) & ~quotes)
                | ((escapes - 0x0101_0101_0101_0101L) & ~escapes)
                | ((eight - 0x2020_2020_2020_2020L) & ~eight);
        return found & 0x8080_8080_8080_8080L;
    }

    /**
     * Takes a member's name and the colon.
     *
     * @param names those that are known in this kind of object
     * @param place how many members stand before it
     * @return the place of the name among them, or {@link Names#OTHER}
     */
    int name(Names names, int place) throws UnreadableRecordException {
        int expected = names.expected(place);
        int after = names.isWritten(expected, source, at, end);
        if (after > 0) {
            at = after;
            return expected;
        }
        name();
        int found = names.find(textSource(), from, to);
        names.expect(place, found);
        return found;
    }

    /** Takes a member's name and the colon. */
    void name() throws UnreadableRecordException {
        string();
        if (escaped) {
            unescape();
        }
        take(':');
    }

    private byte[] textSource() {
        return escaped ? plain : source;
    }

    /** Puts the plain form of an escaped string aside. */
    private void unescape() throws UnreadableRecordException {
        var text = new StringBuilder();
        var raw = new String(source, from, to - from, StandardCharsets.UTF_8);
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (i >= raw.length()) {
                throw wrong("A string ends within an escape");
            }
            char kind = raw.charAt(i++);
            switch (kind) {
                case '"', '\\', '/' -> text.append(kind);
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    if (i + 4 > raw.length()) {
                        throw wrong("A string ends within an escape");
                    }
                    int unit = 0;
                    for (int digit = 0; digit < 4; digit++) {
                        unit = unit << 4 | hex(raw.charAt(i++));
                    }
                    text.append((char) unit);
                }
                default -> throw wrong("A string has an escape that JSON does not know");
            }
        }
        plain = text.toString().getBytes(StandardCharsets.UTF_8);
        from = 0;
        to = plain.length;
    }

    private static int hex(int character) throws UnreadableRecordException {
        int value = character >= 0 && character < 128 ? HEX[character] : -1;
        if (value < 0) {
            throw wrong("A hexadecimal digit is none");
        }
        return value;
    }

    /** Takes a string that is a code: visible ASCII. */
    String code() throws UnreadableRecordException {
        string();
        if (escaped) {
            unescape();
        }
        var bytes = textSource();
        var known = texts.known(bytes, from, to);
        if (known.isPresent()) {
            return known.get();
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] <= ' ' || bytes[i] == 127) {
                throw wrong("A code has a character that codes do not have");
            }
        }
        return texts.text(bytes, from, to);
    }

    /** Takes a string that is an identifier, into {@link #identHigh} and {@link #identLow}. */
    void ident() throws UnreadableRecordException {
        if (next() == '"' && at + IDENT + 1 < end && source[at + IDENT + 1] == '"') {
            ident(source, at + 1, at + 1 + IDENT);
            at += IDENT + 2;
            return;
        }
        string();
        if (escaped) {
            unescape();
        }
        ident(textSource(), from, to);
    }

    /** Takes a member's name that is an identifier, and the colon. */
    void identName() throws UnreadableRecordException {
        ident();
        take(':');
    }

    /** Reads an identifier. */
    void ident(byte[] bytes, int first, int last) throws UnreadableRecordException {
        if (last - first != IDENT
                || bytes[first + 8] != '-'
                || bytes[first + 13] != '-'
                || bytes[first + 18] != '-'
                || bytes[first + 23] != '-') {
            throw wrong("An identifier is not a UUID");
        }
        identHigh = hex(eight(bytes, first)) << 32 | hex(fourAndFour(bytes, first + 9, first + 14));
        identLow = hex(fourAndFour(bytes, first + 19, first + 24)) << 32 | hex(eight(bytes, first + 28));
    }

    /**
     * Eight hexadecimal digits, the first in the highest byte, as the number they stand for; all at once, since a rebuild reads
     * little else so often.
     */
    private static long hex(long digits) throws UnreadableRecordException {
        // A letter has a bit that a digit lacks, and its low bits lack nine.
        long letters = (digits >>> 6) & 0x0101_0101_0101_0101L;
        long values = (digits & 0x0f0f_0f0f_0f0f_0f0fL) + letters * 9;
        // What the values are written as is what stood there, if they are values of hexadecimal digits at all.
        long above9 = ((values + 0x0606_0606_0606_0606L) >>> 4) & 0x0101_0101_0101_0101L;
        long written = values + 0x3030_3030_3030_3030L + above9 * ('a' - '0' - 10);
        if (written != (digits | letters << 5) || (values & 0xf0f0_f0f0_f0f0_f0f0L) != 0) {
            throw wrong("An identifier is not a UUID");
        }
        values = (values | values >>> 4) & 0x00ff_00ff_00ff_00ffL;
        values = (values | values >>> 8) & 0x0000_ffff_0000_ffffL;
        return (values | values >>> 16) & 0xffff_ffffL;
    }

    private static long eight(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    private static long fourAndFour(byte[] bytes, int one, int other) {
        return (long) (int) INT.get(bytes, one) << 32 | ((int) INT.get(bytes, other) & 0xffff_ffffL);
    }

    /** Takes a whole number. */
    long number() throws UnreadableRecordException {
        boolean negative = next() == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            if (at - first >= 18) {
                throw wrong("A number is too large");
            }
            value = value * 10 + (source[at++] - '0');
        }
        if (at == first || (source[first] == '0' && at - first > 1) || (at < end && isNumberTail(source[at]))) {
            throw wrong("A number is not a whole number");
        }
        return negative ? -value : value;
    }

    private static boolean isNumberTail(byte character) {
        return character == '.' || character == 'e' || character == 'E';
    }

    /** Takes an instant in UTC, {@code 2026-05-04T13:00:00.5Z}, as seconds since 1970, the fraction left out. */
    long epochSecond() throws UnreadableRecordException {
        string();
        int length = to - from;
        if (escaped
                || length < 20
                || source[from + 4] != '-'
                || source[from + 7] != '-'
                || source[from + 10] != 'T'
                || source[from + 13] != ':'
                || source[from + 16] != ':'
                || source[to - 1] != 'Z'
                || !isFraction(from + 19, to - 1)) {
            throw wrong("An instant is not written as one");
        }
        int year = decimal(from, 4);
        int month = decimal(from + 5, 2);
        int day = decimal(from + 8, 2);
        int hour = decimal(from + 11, 2);
        int minute = decimal(from + 14, 2);
        int second = decimal(from + 17, 2);
        if (month < 1 || month > 12 || day < 1 || day > days(year, month) || hour > 23 || minute > 59 || second > 59) {
            throw wrong("An instant is none");
        }
        return (epochDay(year, month, day) * 24 + hour) * 3600 + minute * 60L + second;
    }

    private boolean isFraction(int first, int last) {
        if (first == last) {
            return true;
        }
        if (source[first] != '.' || last - first < 2 || last - first > 10) {
            return false;
        }
        for (int i = first + 1; i < last; i++) {
            if (source[i] < '0' || source[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private int decimal(int first, int count) throws UnreadableRecordException {
        int value = 0;
        for (int i = first; i < first + count; i++) {
            if (source[i] < '0' || source[i] > '9') {
                throw wrong("An instant is not written as one");
            }
            value = value * 10 + (source[i] - '0');
        }
        return value;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static long epochDay(int year, int month, int day) {
        long before = year == 0 ? 0 : 365L * year + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
        return before + DAYS_BEFORE_MONTH[month - 1] + (month > 2 && isLeap(year) ? 1 : 0) + day - 1 - 719_528;
    }

    /** Takes a value of any kind and forgets it. */
    void skip() throws UnreadableRecordException {
        skip(0);
    }

    private void skip(int depth) throws UnreadableRecordException {
        if (depth > DEEPEST) {
            throw wrong("The JSON is too deep");
        }
        switch (next()) {
            case '{' -> {
                at++;
                if (!taken('}')) {
                    do {
                        name();
                        skip(depth + 1);
                    } while (more('}'));
                }
            }
            case '[' -> {
                at++;
                if (!taken(']')) {
                    do {
                        skip(depth + 1);
                    } while (more(']'));
                }
            }
            case '"' -> {
                string();
                if (escaped) {
                    unescape();
                }
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> decimalNumber();
        }
    }

    /** Takes true or false. */
    boolean bool() throws UnreadableRecordException {
        boolean yes = next() == 't';
        literal(yes ? "true" : "false");
        return yes;
    }

    private void literal(String text) throws UnreadableRecordException {
        for (int i = 0; i < text.length(); i++) {
            if (at >= end || source[at] != text.charAt(i)) {
                throw wrong("The JSON has a word that it does not know");
            }
            at++;
        }
    }

    private void decimalNumber() throws UnreadableRecordException {
        if (source[at] == '-') {
            at++;
        }
        int first = at;
        int whole = digits();
        boolean wrong = whole == 0 || (whole > 1 && source[first] == '0');
        if (at < end && source[at] == '.') {
            at++;
            wrong |= digits() == 0;
        }
        if (at < end && (source[at] == 'e' || source[at] == 'E')) {
            at++;
            if (at < end && (source[at] == '+' || source[at] == '-')) {
                at++;
            }
            wrong |= digits() == 0;
        }
        if (wrong) {
            throw wrong("A number is none");
        }
    }

    private int digits() {
        int first = at;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            at++;
        }
        return at - first;
    }
}
