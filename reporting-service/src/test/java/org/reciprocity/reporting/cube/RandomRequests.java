package org.reciprocity.reporting.cube;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** What random people ask for, of which some is carried out, and some lapses: for a reason, of a skill, on a day of the week. */
final class RandomRequests {
    private static final String LAPSED = "requests-lapsed|";
    private static final String FULFILLED = "fulfilment-share|fulfilled";
    private static final String[] SKILLS = {"lifts", "forms", "gardening", "company"};
    private static final String[] REASONS = {"nobody-proposed", "all-declined", "not-answered"};
    private static final String[] DAYS = {"1-monday", "2-tuesday", "3-wednesday", "4-thursday", "5-friday"};

    private enum State {
        OPEN,
        LAPSED,
        FULFILLED,
        WITHDRAWN
    }

    private record Request(YearMonth month, String skill, String day, String reason, State state) {
        Request become(State other) {
            return new Request(month, skill, day, reason, other);
        }
    }

    private final boolean asks;
    private final Random random;
    private final List<Request> requests = new ArrayList<>();

    /** Of every second community. */
    RandomRequests(long seed) {
        asks = seed % 2 == 0;
        random = new Random(seed);
    }

    /** More requests, of the months from the first on. */
    void ask(YearMonth first, int months, int most) {
        if (!asks) {
            return;
        }
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            requests.add(new Request(
                    first.plusMonths(random.nextInt(months)), one(SKILLS), one(DAYS), one(REASONS), state()));
        }
    }

    /** Some of what was open is not any more, and a match that was carried out may be taken back. */
    void change() {
        requests.replaceAll(request -> switch (request.state) {
            case OPEN -> random.nextInt(2) == 0 ? request.become(state()) : request;
            case FULFILLED -> random.nextInt(12) == 0 ? request.become(State.LAPSED) : request;
            case LAPSED, WITHDRAWN -> request;
        });
    }

    private State state() {
        return State.values()[Math.min(random.nextInt(8), random.nextInt(8)) % State.values().length];
    }

    /** Those that come first are more often than others. */
    private String one(String... of) {
        return of[Math.min(random.nextInt(of.length), random.nextInt(of.length))];
    }

    /** Counts what was asked for in a time, as is published of a community. */
    void count(Map<String, Long> counts, Predicate<YearMonth> isIn) {
        if (!asks) {
            return;
        }
        counts.put("requests|", 0L);
        counts.put(LAPSED, 0L);
        counts.put(FULFILLED, 0L);
        requests.stream().filter(request -> isIn.test(request.month)).forEach(request -> {
            one(counts, "requests|");
            one(counts, "requests|bySkill/" + request.skill);
            if (request.state == State.FULFILLED) {
                one(counts, FULFILLED);
            }
            if (request.state == State.LAPSED) {
                one(counts, LAPSED);
                one(counts, LAPSED + "byReason/" + request.reason);
                one(counts, LAPSED + "bySkill/" + request.skill);
                one(counts, LAPSED + "byWeekday/" + request.day);
            }
        });
    }

    private static void one(Map<String, Long> counts, String item) {
        counts.merge(item, 1L, Long::sum);
    }

    /** What everybody knows of requests, beside others. */
    static Structure with(Structure others) {
        var times = new HashMap<>(others.times());
        List.of(
                        "requests|",
                        "requests|bySkill/",
                        FULFILLED,
                        LAPSED,
                        LAPSED + "byReason/",
                        LAPSED + "bySkill/",
                        LAPSED + "byWeekday/")
                .forEach(item -> times.put(item, Across.SUM));
        var sums = new ArrayList<>(others.sums());
        sums.add(Structure.Sum.ofAll("requests|", "requests|bySkill/"));
        for (var by : List.of("byReason/", "bySkill/", "byWeekday/")) {
            sums.add(Structure.Sum.ofAll(LAPSED, LAPSED + by));
        }
        var parts = new ArrayList<>(others.parts());
        parts.add(new Structure.Part(List.of(LAPSED, FULFILLED), "requests|"));
        parts.add(new Structure.Part(LAPSED + "bySkill/", "requests|bySkill/"));
        return new Structure(times, others.programmes(), sums, parts, others.untold());
    }
}
