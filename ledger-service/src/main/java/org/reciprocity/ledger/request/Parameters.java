package org.reciprocity.ledger.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;

/** Query parameters as values; null where one is not given. */
public final class Parameters {
    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");

    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

    private static final Pattern CODE = Pattern.compile(Fields.CODE);

    private static final Pattern REFERENCE = Pattern.compile(Fields.REFERENCE);

    private Parameters() {}

    /** A time in ISO form with its offset. */
    public static Instant time(String text, String parameter) {
        if (text == null) {
            return null;
        }
        try {
            return Json.inRange(OffsetDateTime.parse(text)).toInstant();
        } catch (DateTimeException e) {
            throw malformed(parameter, "is not a time such as 2026-04-01T00:00:00Z");
        }
    }

    /** A day in ISO form. */
    public static LocalDate day(String text, String parameter) {
        if (text == null) {
            return null;
        }
        try {
            var day = LocalDate.parse(text);
            Json.inRange(day.atStartOfDay().atOffset(ZoneOffset.UTC));
            return day;
        } catch (DateTimeException e) {
            throw malformed(parameter, "is not a day such as 2026-04-01");
        }
    }

    /** A code. */
    public static String code(String text, String parameter) {
        if (text != null && !CODE.matcher(text).matches()) {
            throw malformed(parameter, "is not a code");
        }
        return text;
    }

    /** A client's own reference. */
    public static String reference(String text, String parameter) {
        if (text != null && !(REFERENCE.matcher(text).matches() && Json.clean(text))) {
            throw malformed(parameter, "is not a reference");
        }
        return text;
    }

    /** One of several words. */
    public static String oneOf(String text, String parameter, List<String> words) {
        if (text != null && !words.contains(text)) {
            throw malformed(parameter, "is none of " + String.join(", ", words));
        }
        return text;
    }

    /** A financial year by its first calendar year. */
    public static Integer year(String text, String parameter) {
        if (text == null) {
            return null;
        }
        if (YEAR.matcher(text).matches()) {
            int year = Integer.parseInt(text);
            if (year >= Fields.FIRST_YEAR && year <= Fields.LAST_YEAR) {
                return year;
            }
        }
        throw malformed(parameter, "is not a year such as 2026");
    }

    /** A sequence of the log, from 1. */
    public static Long sequence(String text, String parameter) {
        if (text == null) {
            return null;
        }
        if (!SEQUENCE.matcher(text).matches()) {
            throw malformed(parameter, "is not a sequence such as 1042");
        }
        return Long.valueOf(text);
    }

    private static ProblemException malformed(String parameter, String what) {
        return Problem.of(ProblemType.MALFORMED_REQUEST, "The parameter " + parameter + " " + what + ".")
                .exception();
    }
}
