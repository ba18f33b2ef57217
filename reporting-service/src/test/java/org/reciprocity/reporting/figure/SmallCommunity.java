package org.reciprocity.reporting.figure;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.projection.Kind;

/**
 * A community of random people, its programmes, and what they do month by month. Its editions are computed by the shipped rules of all figures
 * over facts that are added up here from single exchanges, requests and referrals.
 */
public final class SmallCommunity {
    private static final String PROFESSIONAL = "professional";
    private static final String[] SKILLS = {"lifts", "forms", "company"};
    private static final int[] MINUTES = {30, 60, 60, 90, 120};

    /** How many there are of everything. */
    public record Size(int people, int programmes, int exchangesAMonth, int requestsAMonth) {

        /** Few people who do little, or who all know each other. */
        public static Size random(Random random) {
            int people = 6 + random.nextInt(40);
            return new Size(people, 1 + random.nextInt(2), 4 + random.nextInt(2 * people), random.nextInt(24));
        }
    }

    record Exchange(
            YearMonth month,
            int programme,
            Kind kind,
            int giver,
            List<Integer> receivers,
            int minutes,
            boolean late,
            boolean reversed) {
        boolean isSession() {
            return receivers.size() > 1;
        }

        /** What each receiver is given. */
        long share(int receiver) {
            int place = receivers.indexOf(receiver);
            return (long) minutes / receivers.size() + (place < minutes % receivers.size() ? 1 : 0);
        }

        Exchange reverse() {
            return new Exchange(month, programme, kind, giver, receivers, minutes, late, true);
        }
    }

    record Enrolment(int person, int programme, YearMonth from, Optional<YearMonth> last) {
        boolean isIn(Span of) {
            return !from.isAfter(of.last)
                    && last.filter(month -> month.isBefore(of.first)).isEmpty();
        }
    }

    enum Became {
        OPEN,
        NOBODY_PROPOSED,
        DECLINED,
        NOT_ANSWERED,
        NOT_CARRIED_OUT,
        FULFILLED,
        WITHDRAWN
    }

    record Request(int person, YearMonth month, int day, String skill, boolean failure, Became became) {
        Request become(Became other) {
            return new Request(person, month, day, skill, failure, other);
        }
    }

    record Offer(int person, YearMonth from, Optional<YearMonth> last, String skill) {}

    record Referral(int person, int programme, YearMonth month, boolean failure) {}

    /** Months in a row, named as a period; of all time the first is long ago. */
    record Span(String code, YearMonth first, YearMonth last) {
        boolean has(YearMonth month) {
            return !month.isBefore(first) && !month.isAfter(last);
        }
    }

    private final Random random;
    final Size size;
    private final YearMonth first;
    private final int few;
    private final List<Exchange> exchanges = new ArrayList<>();
    final List<Enrolment> enrolments = new ArrayList<>();
    final List<Request> requests = new ArrayList<>();
    final List<Offer> offers = new ArrayList<>();
    final List<Referral> referrals = new ArrayList<>();
    private int months;

    /** With nothing done yet. */
    public SmallCommunity(Random random, Size size) {
        this.random = random;
        this.size = size;
        first = YearMonth.of(2026, 1 + random.nextInt(6));
        few = 1 + random.nextInt(Math.min(size.people, 12));
        for (int person = 0; person < size.people; person++) {
            int times = random.nextInt(9) == 0 ? 0 : random.nextInt(5) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                var from = first.plusMonths(random.nextInt(4) == 0 ? random.nextInt(5) : 0);
                enrolments.add(new Enrolment(
                        person,
                        random.nextInt(size.programmes),
                        from,
                        random.nextInt(8) == 0 ? Optional.of(from.plusMonths(random.nextInt(4))) : Optional.empty()));
            }
        }
    }

    static boolean isProfessional(int person) {
        return person % 7 == 3;
    }

    static String role(int person) {
        return person < 0 ? "agency" : isProfessional(person) ? PROFESSIONAL : person % 5 == 1 ? "neighbour" : "user";
    }

    /** A month more. */
    public void live() {
        var month = first.plusMonths(months++);
        boolean quiet = random.nextInt(4) == 0;
        exchange(month, quiet ? random.nextInt(6) : size.exchangesAMonth / 2 + random.nextInt(size.exchangesAMonth));
        for (int i = random.nextInt(size.requestsAMonth + 1); i > 0; i--) {
            var became = Became.values()[random.nextInt(Became.values().length)];
            requests.add(
                    new Request(anybody(), month, 1 + random.nextInt(28), one(SKILLS), random.nextInt(4) == 0, became));
        }
        for (int i = random.nextInt(1 + size.people / 6); i > 0; i--) {
            var last = random.nextInt(3) == 0
                    ? Optional.of(month.plusMonths(random.nextInt(3)))
                    : Optional.<YearMonth>empty();
            offers.add(new Offer(anybody(), month, last, one(SKILLS)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            referrals.add(new Referral(anybody(), random.nextInt(size.programmes), month, random.nextBoolean()));
        }
    }

    /** Exchanges of months that are over are recorded late, some are reversed, and requests are answered. */
    public void correct() {
        if (random.nextInt(3) == 0) {
            exchange(first.plusMonths(random.nextInt(months)), 1 + random.nextInt(4));
        }
        if (random.nextInt(3) == 0 && !exchanges.isEmpty()) {
            int one = random.nextInt(exchanges.size());
            exchanges.set(one, exchanges.get(one).reverse());
        }
        requests.replaceAll(request -> request.became == Became.OPEN && random.nextBoolean()
                ? request.become(Became.values()[random.nextInt(Became.values().length)])
                : request);
    }

    private void exchange(YearMonth month, int count) {
        boolean late = month.isBefore(first.plusMonths(months - 1L));
        // Some months are of the same few people.
        int most = random.nextInt(3) == 0 ? few : size.people;
        boolean giveAll = random.nextInt(3) == 0;
        for (int i = 0; i < count; i++) {
            int kinds = random.nextInt(12);
            var kind = kinds == 0 ? Kind.CONTRIBUTION : kinds == 1 ? Kind.CODESIGN : Kind.SERVICE;
            int giver = giveAll ? i % most : Math.min(random.nextInt(most), random.nextInt(most));
            var receivers = new TreeSet<Integer>();
            int wanted = kind != Kind.SERVICE ? 0 : random.nextInt(12) == 0 ? 2 + random.nextInt(4) : 1;
            for (int tries = 0; receivers.size() < wanted && tries < 9; tries++) {
                int receiver = giveAll && random.nextInt(4) > 0 ? (giver + 1) % most : random.nextInt(size.people);
                if (receiver != giver) {
                    receivers.add(receiver);
                }
            }
            if (receivers.size() == Math.min(wanted, receivers.size()) && (wanted == 0 || !receivers.isEmpty())) {
                int programme = random.nextInt(10) == 0 ? -1 : random.nextInt(size.programmes);
                exchanges.add(
                        new Exchange(month, programme, kind, giver, List.copyOf(receivers), one(MINUTES), late, false));
            }
        }
    }

    private int anybody() {
        return Math.min(random.nextInt(size.people), random.nextInt(size.people));
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private int one(int[] of) {
        return of[random.nextInt(of.length)];
    }

    /** The programme of a number. */
    public static UUID programme(int number) {
        return new UUID(7, number);
    }

    /** The last day of what there is. */
    public LocalDate day() {
        return first.plusMonths(months - 1L).atEndOfMonth();
    }

    private List<Span> spans() {
        var last = first.plusMonths(months - 1L);
        var spans = new TreeMap<String, Span>();
        for (int i = 0; i < months; i++) {
            for (var period : Period.around(first.plusMonths(i))) {
                var from = period.from().map(YearMonth::from).orElse(YearMonth.of(1, 1));
                var to = period.to()
                        .map(day -> YearMonth.from(day).minusMonths(1))
                        .orElse(last);
                spans.put(period.code(), new Span(period.code(), from, to.isAfter(last) ? last : to));
            }
        }
        return List.copyOf(spans.values());
    }

    /** An edition of all that there is: every figure of every place and period. */
    public List<EditionTable> edition() {
        var tables = new ArrayList<EditionTable>();
        for (int programme = -1; programme < size.programmes; programme++) {
            for (var span : spans()) {
                tables.add(table(programme, span));
            }
        }
        return tables;
    }

    private EditionTable table(int programme, Span span) {
        var facts = new LivedFacts(this, programme, span).read();
        var figures = new TreeMap<String, EditionTable.Kept>();
        for (var figure : Figure.values()) {
            var value = BandRules.value(figure, facts);
            figures.put(
                    figure.code(),
                    new EditionTable.Kept(
                            value.value().orElse(null), value.reason().orElse(null), value.parts(), value.caveats()));
        }
        var recorded =
                recorded(programme).stream().filter(one -> span.has(one.month)).toList();
        return new EditionTable(
                programme < 0 ? Optional.empty() : Optional.of(programme(programme)),
                span.code,
                recorded.size() + recorded.stream().filter(Exchange::reversed).count(),
                figures,
                LivedHours.contributors(this, programme, span));
    }

    List<Exchange> recorded(int programme) {
        return exchanges.stream()
                .filter(one -> programme < 0 || one.programme == programme)
                .toList();
    }

    List<Exchange> standing(int programme, Span span) {
        return recorded(programme).stream()
                .filter(one -> !one.reversed && span.has(one.month))
                .toList();
    }
}
