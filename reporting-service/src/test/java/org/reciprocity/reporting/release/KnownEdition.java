package org.reciprocity.reporting.release;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reciprocity.reporting.edition.EditionTable;

/** The counts of an edition, as a {@link Reader} names them, and which of its periods are in which others. */
final class KnownEdition {
    static final String GAVE = "who gave";
    static final String RECEIVED = "who received";
    static final String TIED = "ties|participants";
    static final String ACTIVE = "active|";
    static final String PLAIN = "active|withoutProfessionals";
    static final String ENROLLED = "enrolled|";
    static final String ENROLLED_ACTIVE = "active-share|active";
    static final String USERS = "profile-assets|users";
    static final String USERS_GAVE = "profile-assets|gave";
    static final String ONLY_GAVE = "givers-only|";
    static final String ONLY_RECEIVED = "receivers-only|";
    static final String BOTH = "both|";
    static final String BLURRED = "profile-blurred-roles|blurred";
    static final String ISOLATED = "isolated|";
    static final String WITHOUT_TIE = "without-tie|";
    static final String FIRST = "progression|received";
    static final String FIRST_GAVE = "progression|gave";
    static final String FIRST_ORGANISED = "progression|organised";
    static final String WITH_OFFER = "profile-capabilities|withOffer";
    static final String WITH_BOTH = "offer-and-request-share|withBoth";
    static final String TIES = "ties|";
    static final String MUTUAL = "mutual-pairs|";
    static final String BRIDGES = "agency-bridges|tiesBetweenAgencies";
    static final String EXCHANGES = "exchanges|";
    static final String REQUESTERS = "never-matched|requesters";
    static final String NEVER_MATCHED = "never-matched|";
    static final String MATCHED = "requesters matched";
    static final String REQUESTS = "requests|";
    static final String ASKED = "fulfilment-share|requests";
    static final String FULFILLED = "fulfilment-share|fulfilled";
    static final String LAPSED = "requests-lapsed|";

    /** What is of one month and one programme, or none. */
    static final List<String> ADD_UP = List.of(
            EXCHANGES,
            "exchanges|byKind/service",
            "exchanges|byKind/contribution",
            "exchanges|byKind/codesign",
            "reversals|",
            "sessions|",
            "late-entries|",
            "matches-fulfilled|",
            "cases|",
            "disputes|");

    /** What is of one month in the community. */
    static final List<String> ADD_UP_OVER_TIME = List.of(
            FIRST,
            FIRST_GAVE,
            FIRST_ORGANISED,
            REQUESTS,
            ASKED,
            FULFILLED,
            "offers|",
            "matches-proposed|",
            "matches-agreed|",
            "matches-declined|",
            "failure-demand|asked",
            "failure-demand|causedElsewhere");

    static final String NONE = "none";

    final Reader reader;
    final List<EditionTable> tables;
    final int number;
    final Set<String> placesOf = new TreeSet<>();
    final Set<String> periods = new TreeSet<>();
    final Map<String, Long> entries = new TreeMap<>();
    final Optional<KnownEdition> before;

    /** Of one edition, after the one before. */
    KnownEdition(Reader reader, List<EditionTable> tables, Optional<KnownEdition> before) {
        this.reader = reader;
        this.tables = tables;
        number = before.map(edition -> edition.number).orElse(0) + 1;
        this.before = before;
        for (var table : tables) {
            placesOf.add(place(table));
            periods.add(table.period());
            entries.put(place(table) + "|" + table.period(), table.entries());
        }
    }

    static String place(EditionTable table) {
        return table.programme().map(Object::toString).orElse("");
    }

    String key(String item, String place, String period) {
        return item + "|" + place + "|" + period + "@" + number;
    }

    Set<String> programmes() {
        var programmes = new TreeSet<>(placesOf);
        programmes.remove("");
        return programmes;
    }

    static boolean isMonth(String period) {
        return period.length() == 7 && !period.contains("Q");
    }

    /** From 1 April; quarters of the calendar. */
    static boolean isIn(String month, String period) {
        if (period.equals("all")) {
            return true;
        }
        var of = YearMonth.parse(month);
        if (period.contains("Q")) {
            return period.equals("%04d-Q%d".formatted(of.getYear(), (of.getMonthValue() + 2) / 3));
        }
        int year = of.getMonthValue() < 4 ? of.getYear() - 1 : of.getYear();
        return period.equals(isMonth(period) ? month : Integer.toString(year));
    }

    List<String> months(String period) {
        return periods.stream()
                .filter(month -> isMonth(month) && isIn(month, period))
                .toList();
    }

    /** What of shorter periods a longer one is made of: its months, and its quarters, and its years. */
    List<List<String>> within(String period) {
        var ways = new ArrayList<List<String>>();
        if (!isMonth(period)) {
            ways.add(months(period));
            var quarters = periods.stream()
                    .filter(other -> other.contains("Q") && !other.equals(period))
                    .filter(other -> isIn(months(other).getFirst(), period))
                    .toList();
            if (!period.contains("Q")) {
                ways.add(quarters);
            }
            if (period.equals("all")) {
                ways.add(periods.stream().filter(other -> other.length() == 4).toList());
            }
        }
        return ways;
    }

    void atMost(String family, String place, String period, List<String> smaller, List<String> larger) {
        reader.atMost(
                family,
                smaller.stream().map(item -> key(item, place, period)).toList(),
                larger.stream().map(item -> key(item, place, period)).toList());
    }

    void equal(String family, String place, String period, String whole, String... parts) {
        reader.equal(
                family,
                List.of(key(whole, place, period)),
                List.of(parts).stream().map(item -> key(item, place, period)).toList());
    }

    /** Whether the twelve months to a period's end are all in it, of those that there are. */
    boolean hasItsWindow(String period) {
        var months = months(period);
        var last = YearMonth.parse(months.getLast());
        return periods.stream()
                .filter(KnownEdition::isMonth)
                .map(YearMonth::parse)
                .filter(month -> !month.isAfter(last) && month.isAfter(last.minusMonths(12)))
                .allMatch(month -> months.contains(month.toString()));
    }

    boolean isInItsWindow(String period) {
        var months = months(period);
        return YearMonth.parse(months.getFirst())
                .isAfter(YearMonth.parse(months.getLast()).minusMonths(12));
    }

    boolean isFromTheFirst(String period) {
        return periods.stream()
                .filter(KnownEdition::isMonth)
                .findFirst()
                .equals(months(period).stream().findFirst());
    }

    Set<String> items(String prefix) {
        var items = new TreeSet<String>();
        for (var table : tables) {
            Slices.of(table).counts().keySet().stream()
                    .filter(item -> item.startsWith(prefix))
                    .forEach(items::add);
        }
        return items;
    }

    boolean allInProgrammesUpTo(String period) {
        var last = months(period).getLast();
        return periods.stream()
                .filter(month -> isMonth(month) && month.compareTo(last) <= 0)
                .allMatch(month ->
                        reader.has(key(EXCHANGES, NONE, month)) && reader.exact(key(EXCHANGES, NONE, month)) == 0);
    }
}
