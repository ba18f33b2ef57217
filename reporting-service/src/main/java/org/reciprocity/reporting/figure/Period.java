package org.reciprocity.reporting.figure;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.reciprocity.reporting.place.Nearest;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** A half-open period of whole months, in a community's time zone. */
public sealed interface Period extends Comparable<Period> {

    /** How it is written, and asked for. */
    String code();

    /** The first day; none for one without a beginning. */
    Optional<LocalDate> from();

    /** The day after the last; none for one without an end. */
    Optional<LocalDate> to();

    @Override
    default int compareTo(Period other) {
        return code().compareTo(other.code());
    }

    /** Everything there is. */
    record All() implements Period {
        @Override
        public String code() {
            return "all";
        }

        @Override
        public Optional<LocalDate> from() {
            return Optional.empty();
        }

        @Override
        public Optional<LocalDate> to() {
            return Optional.empty();
        }
    }

    /** A calendar month. */
    record Month(YearMonth month) implements Period {
        @Override
        public String code() {
            return month.toString();
        }

        @Override
        public Optional<LocalDate> from() {
            return Optional.of(month.atDay(1));
        }

        @Override
        public Optional<LocalDate> to() {
            return Optional.of(month.plusMonths(1).atDay(1));
        }
    }

    /** A quarter of a calendar year, from 1 to 4. */
    record Quarter(int year, int quarter) implements Period {
        @Override
        public String code() {
            return "%04d-Q%d".formatted(year, quarter);
        }

        @Override
        public Optional<LocalDate> from() {
            return Optional.of(LocalDate.of(year, quarter * 3 - 2, 1));
        }

        @Override
        public Optional<LocalDate> to() {
            return from().map(day -> day.plusMonths(3));
        }
    }

    /** The financial year from 1 April of that year. */
    record FinancialYear(int year) implements Period {
        @Override
        public String code() {
            return "%04d".formatted(year);
        }

        @Override
        public Optional<LocalDate> from() {
            return Optional.of(LocalDate.of(year, 4, 1));
        }

        @Override
        public Optional<LocalDate> to() {
            return Optional.of(LocalDate.of(year + 1, 4, 1));
        }
    }

    /** Some months in a row, from the first to the last. */
    record Months(YearMonth first, YearMonth last) implements Period {
        @Override
        public String code() {
            return first + "/" + last;
        }

        @Override
        public Optional<LocalDate> from() {
            return Optional.of(first.atDay(1));
        }

        @Override
        public Optional<LocalDate> to() {
            return Optional.of(last.plusMonths(1).atDay(1));
        }
    }

    /** A period of which nothing counts from a day on. */
    record Until(Period period, LocalDate end) implements Period {
        @Override
        public String code() {
            return period.code();
        }

        @Override
        public Optional<LocalDate> from() {
            return period.from();
        }

        @Override
        public Optional<LocalDate> to() {
            return Optional.of(period.to().filter(to -> to.isBefore(end)).orElse(end));
        }
    }

    /** Where each day begins first. */
    ZoneOffset FIRST_ZONE = ZoneOffset.ofHours(14);

    /** Matches what {@link #parse} may understand. */
    Pattern FORM = Pattern.compile("([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})))?");

    /**
     * Reads {@code all}, {@code 2026} (from 1 April), {@code 2026-Q1}, {@code 2026-03}, or {@code 2026-03/2026-05} for months in a row;
     * nothing when it is none of them.
     */
    static Optional<Period> parse(String text) {
        if (text.equals("all")) {
            return Optional.of(new All());
        }
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return parse(text.substring(0, slash)).flatMap(first -> parse(text.substring(slash + 1))
                    .flatMap(last -> first instanceof Month(var from) && last instanceof Month(var to)
                            ? Optional.of(new Months(from, to))
                            : Optional.empty()));
        }
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group(1));
        if (year < 1900) {
            return Optional.empty();
        }
        if (matcher.group(2) != null) {
            return Optional.of(new Quarter(year, Integer.parseInt(matcher.group(2))));
        }
        if (matcher.group(3) != null) {
            try {
                return Optional.of(new Month(YearMonth.of(year, Integer.parseInt(matcher.group(3)))));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }
        return Optional.of(new FinancialYear(year));
    }

    /**
     * The period that a question must name, which has begun where days begin first. Whether it has in the community is for
     * {@link Span#mustHaveBegun}.
     */
    static Period of(Question question) {
        var text = question.needed("period");
        var period = parse(text).orElseThrow(() -> unknown(text));
        if (period instanceof Months(var first, var last) && last.isBefore(first)) {
            throw new ProblemException(
                    Problem.REVERSED_RANGE, "The range ends with " + last + ", before it begins with " + first + ".");
        }
        period.from().filter(day -> day.isAfter(LocalDate.now(FIRST_ZONE))).ifPresent(day -> {
            throw future(day);
        });
        return period;
    }

    /** The refusal of a period that begins later. */
    static ProblemException future(LocalDate day) {
        return new ProblemException(Problem.FUTURE_PERIOD, "The period begins on " + day + " in the community.");
    }

    private static ProblemException unknown(String text) {
        var year = text.matches("[12][0-9]{3}.*")
                ? Year.of(Integer.parseInt(text.substring(0, 4)))
                : Year.now(ZoneOffset.UTC);
        var names = new TreeSet<String>();
        names.add("all");
        for (int month = 1; month <= 12; month++) {
            around(year.atMonth(month)).forEach(period -> names.add(period.code()));
        }
        return new ProblemException(
                        Problem.UNKNOWN_PERIOD,
                        "A period is all, a month (2026-03), a calendar quarter (2026-Q1), a year from 1 April (2026), or"
                                + " months in a row (2026-03/2026-05).")
                .with("nearest", Nearest.to(text, names));
    }

    /** The month, quarter and financial year that a month lies in, and all. */
    static List<Period> around(YearMonth month) {
        return List.of(
                new All(),
                new FinancialYear(month.getMonthValue() >= 4 ? month.getYear() : month.getYear() - 1),
                new Quarter(month.getYear(), (month.getMonthValue() + 2) / 3),
                new Month(month));
    }
}
