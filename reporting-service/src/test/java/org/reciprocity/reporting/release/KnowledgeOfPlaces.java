package org.reciprocity.reporting.release;

import static org.reciprocity.reporting.release.KnownEdition.ACTIVE;
import static org.reciprocity.reporting.release.KnownEdition.ASKED;
import static org.reciprocity.reporting.release.KnownEdition.BLURRED;
import static org.reciprocity.reporting.release.KnownEdition.BOTH;
import static org.reciprocity.reporting.release.KnownEdition.BRIDGES;
import static org.reciprocity.reporting.release.KnownEdition.ENROLLED;
import static org.reciprocity.reporting.release.KnownEdition.ENROLLED_ACTIVE;
import static org.reciprocity.reporting.release.KnownEdition.EXCHANGES;
import static org.reciprocity.reporting.release.KnownEdition.FIRST;
import static org.reciprocity.reporting.release.KnownEdition.FIRST_GAVE;
import static org.reciprocity.reporting.release.KnownEdition.FIRST_ORGANISED;
import static org.reciprocity.reporting.release.KnownEdition.FULFILLED;
import static org.reciprocity.reporting.release.KnownEdition.GAVE;
import static org.reciprocity.reporting.release.KnownEdition.ISOLATED;
import static org.reciprocity.reporting.release.KnownEdition.LAPSED;
import static org.reciprocity.reporting.release.KnownEdition.MATCHED;
import static org.reciprocity.reporting.release.KnownEdition.MUTUAL;
import static org.reciprocity.reporting.release.KnownEdition.NEVER_MATCHED;
import static org.reciprocity.reporting.release.KnownEdition.ONLY_GAVE;
import static org.reciprocity.reporting.release.KnownEdition.ONLY_RECEIVED;
import static org.reciprocity.reporting.release.KnownEdition.PLAIN;
import static org.reciprocity.reporting.release.KnownEdition.RECEIVED;
import static org.reciprocity.reporting.release.KnownEdition.REQUESTERS;
import static org.reciprocity.reporting.release.KnownEdition.REQUESTS;
import static org.reciprocity.reporting.release.KnownEdition.TIED;
import static org.reciprocity.reporting.release.KnownEdition.TIES;
import static org.reciprocity.reporting.release.KnownEdition.USERS;
import static org.reciprocity.reporting.release.KnownEdition.USERS_GAVE;
import static org.reciprocity.reporting.release.KnownEdition.WITHOUT_TIE;
import static org.reciprocity.reporting.release.KnownEdition.WITH_BOTH;
import static org.reciprocity.reporting.release.KnownEdition.WITH_OFFER;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** What the definitions of figures say of the counts of one place and period, and what exact numbers say of them. */
final class KnowledgeOfPlaces {
    private static final long MOST_PEOPLE = 120;
    private static final long MOST_TIES = 2_000;

    private final KnownEdition edition;

    /** Of an edition. */
    KnowledgeOfPlaces(KnownEdition edition) {
        this.edition = edition;
    }

    void atOnePlace(String place, String period) {
        edition.equal("roles", place, period, ACTIVE, ONLY_GAVE, ONLY_RECEIVED, BOTH);
        edition.equal("roles", place, period, GAVE, ONLY_GAVE, BOTH);
        edition.equal("roles", place, period, RECEIVED, ONLY_RECEIVED, BOTH);
        edition.atMost("subsets", place, period, List.of(ENROLLED_ACTIVE), List.of(ENROLLED));
        edition.atMost("subsets", place, period, List.of(ENROLLED_ACTIVE), List.of(ACTIVE));
        edition.atMost("subsets", place, period, List.of(PLAIN), List.of(ACTIVE));
        edition.atMost("subsets", place, period, List.of(BLURRED), List.of(ACTIVE));
        edition.atMost("subsets", place, period, List.of(USERS), List.of(ENROLLED));
        edition.atMost("subsets", place, period, List.of(USERS_GAVE), List.of(USERS));
        edition.atMost("subsets", place, period, List.of(USERS_GAVE), List.of(GAVE));
        edition.atMost("subsets", place, period, List.of(USERS_GAVE), List.of(ENROLLED_ACTIVE));
        // A user who is active gave or only received.
        edition.atMost(
                "users", place, period, List.of(USERS, ENROLLED_ACTIVE), List.of(USERS_GAVE, ONLY_RECEIVED, ENROLLED));
        edition.atMost("subsets", place, period, List.of(WITHOUT_TIE), List.of(ISOLATED));
        edition.atMost("subsets", place, period, List.of(ISOLATED), List.of(ENROLLED));
        edition.atMost("subsets", place, period, List.of(WITH_OFFER), List.of(ENROLLED));
        edition.atMost("subsets", place, period, List.of(WITH_BOTH), List.of(WITH_OFFER));
        edition.atMost("subsets", place, period, List.of(FIRST), List.of(RECEIVED));
        edition.atMost("subsets", place, period, List.of(FIRST_GAVE), List.of(FIRST));
        edition.atMost("subsets", place, period, List.of(FIRST_ORGANISED), List.of(FIRST_GAVE));
        // Who received first and never gave since did not give in the period either.
        edition.atMost("never gave", place, period, List.of(FIRST), List.of(FIRST_GAVE, ONLY_RECEIVED));
        if (edition.isFromTheFirst(period)) {
            edition.atMost("from the first", place, period, List.of(ONLY_RECEIVED), List.of(FIRST));
            edition.atMost("blurred from the first", place, period, List.of(BLURRED), List.of(BOTH));
        }
        edition.atMost("tied", place, period, List.of(ENROLLED), List.of(WITHOUT_TIE, TIED));
        if (edition.isInItsWindow(period)) {
            // Who received did so from somebody.
            edition.atMost("tied", place, period, List.of(RECEIVED), List.of(TIED));
            edition.atMost("tied", place, period, List.of(RECEIVED), List.of(TIES));
            edition.atMost(
                    "received and tied",
                    place,
                    period,
                    List.of(WITHOUT_TIE, RECEIVED, ENROLLED_ACTIVE),
                    List.of(ENROLLED, ACTIVE));
        }
        if (edition.hasItsWindow(period)) {
            edition.atMost("tied", place, period, List.of(TIED), List.of(ACTIVE));
            edition.atMost(
                    "active or without a tie", place, period, List.of(ENROLLED), List.of(WITHOUT_TIE, ENROLLED_ACTIVE));
        }
        edition.atMost("ties", place, period, List.of(MUTUAL, MUTUAL), List.of(TIES));
        edition.atMost("ties", place, period, List.of(BRIDGES), List.of(TIES));
        // Everybody with a tie has a partner.
        edition.atMost("ties", place, period, List.of(TIED, MUTUAL, MUTUAL), List.of(TIES, TIES));
        edition.equal(
                "exchanges",
                place,
                period,
                EXCHANGES,
                "exchanges|byKind/service",
                "exchanges|byKind/contribution",
                "exchanges|byKind/codesign");
        edition.atMost("exchanges", place, period, List.of("sessions|"), List.of(EXCHANGES));
        if (place.isEmpty()) {
            requests(period);
        }
    }

    private void requests(String period) {
        edition.equal("requests", "", period, REQUESTS, ASKED);
        edition.equal("requests", "", period, REQUESTERS, NEVER_MATCHED, MATCHED);
        edition.equal("requests", "", period, "failure-demand|asked", REQUESTS, "cases|");
        edition.atMost(
                "requests", "", period, List.of("failure-demand|causedElsewhere"), List.of("failure-demand|asked"));
        edition.atMost("requests", "", period, List.of(REQUESTERS), List.of(REQUESTS));
        edition.atMost("requests", "", period, List.of(LAPSED, FULFILLED), List.of(REQUESTS));
        edition.atMost("requests", "", period, List.of(NEVER_MATCHED, FULFILLED), List.of(REQUESTS));
        // Of whom nothing was agreed asked for something else than what was agreed and not carried out.
        edition.atMost(
                "agreed",
                "",
                period,
                List.of(NEVER_MATCHED, FULFILLED, "requests-lapsed|byReason/agreed-and-not-carried-out"),
                List.of(REQUESTS));
        if (edition.isFromTheFirst(period)) {
            edition.atMost("from the first", "", period, List.of(WITH_BOTH), List.of(REQUESTERS));
            edition.atMost("from the first", "", period, List.of(WITH_OFFER), List.of("offers|"));
        }
        parts(period, REQUESTS, "requests|bySkill/");
        parts(period, "offers|", "offers|bySkill/");
        parts(period, "matches-declined|", "matches-declined|byReason/");
        parts(period, LAPSED, "requests-lapsed|byReason/");
        parts(period, LAPSED, "requests-lapsed|bySkill/");
        parts(period, LAPSED, "requests-lapsed|byWeekday/");
        for (var item : edition.items("requests-lapsed|bySkill/")) {
            edition.atMost("requests", "", period, List.of(item), List.of(item.replace("-lapsed", "")));
        }
    }

    /** A part that is not there is of nothing. */
    private void parts(String period, String whole, String prefix) {
        var there = edition.reader.there(edition.items(prefix).stream()
                .map(item -> edition.key(item, "", period))
                .toList());
        if (!there.isEmpty()) {
            edition.reader.equal("parts", List.of(edition.key(whole, "", period)), there);
        }
    }

    private static Optional<BigDecimal> told(List<ReleasedNumber> numbers, String figure, String place, String period) {
        return numbers.stream()
                .filter(one -> one.figure().equals(figure)
                        && one.part().isEmpty()
                        && one.period().equals(period)
                        && one.programme().map(Object::toString).orElse("").equals(place))
                .findFirst()
                .filter(one -> one.state() == State.TOLD)
                .flatMap(ReleasedNumber::value);
    }

    /** What exact numbers say: that they are of 8 or more, and what they are made of. */
    void ratios(List<ReleasedNumber> numbers) {
        for (var place : edition.placesOf) {
            for (var period : edition.periods) {
                told(numbers, "gini-given", place, period).ifPresent(gini -> {
                    // Where so many gave nothing it is as much at least.
                    var active = edition.key(ACTIVE, place, period);
                    edition.reader.between(edition.key(ONLY_RECEIVED, place, period), 0, (long)
                            Math.floor((gini.doubleValue() + 0.005) * edition.reader.high(active) + 1e-9));
                });
                told(numbers, "first-gift-months", place, period)
                        .ifPresent(median ->
                                edition.reader.between(edition.key(FIRST_GAVE, place, period), 8, Long.MAX_VALUE));
                network(numbers, place, period);
            }
        }
    }

    private static boolean fits(Optional<BigDecimal> told, double value) {
        return told.filter(number -> Math.abs(number.doubleValue() - value) > 0.005 + 1e-9)
                .isEmpty();
    }

    /** What can be, of a count. */
    private static final class Range {
        private long low = Long.MAX_VALUE;
        private long high = -1;

        void add(long number) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
    }

    /**
     * How many people can have so many ties, of which so many pairs are mutual: they have no more than all can have, everybody has one, and
     * reciprocity is exact. What is made of published counts says nothing that they do not.
     */
    private void network(List<ReleasedNumber> numbers, String place, String period) {
        var reader = edition.reader;
        var ties = edition.key(TIES, place, period);
        var mutual = edition.key(MUTUAL, place, period);
        var people = edition.key(TIED, place, period);
        if (!reader.has(people) || reader.high(ties) > MOST_TIES) {
            return;
        }
        var reciprocity = told(numbers, "reciprocity", place, period);
        var ofPeople = new Range();
        var ofTies = new Range();
        var ofMutual = new Range();
        for (long n = reader.low(people); n <= Math.min(reader.high(people), MOST_PEOPLE); n++) {
            for (long l = reader.low(ties); l <= Math.min(reader.high(ties), n * (n - 1)); l++) {
                for (long m = reader.low(mutual); m <= Math.min(reader.high(mutual), l / 2); m++) {
                    long pairs = 2 * (l - m);
                    if (n <= pairs && pairs <= n * (n - 1) && (l == 0 || fits(reciprocity, 2.0 * m / l))) {
                        ofPeople.add(n);
                        ofTies.add(l);
                        ofMutual.add(m);
                    }
                }
            }
        }
        reader.between(people, ofPeople.low, ofPeople.high == MOST_PEOPLE ? Long.MAX_VALUE : ofPeople.high);
        reader.between(mutual, ofMutual.low, ofMutual.high);
        reader.between(ties, ofTies.low, ofTies.high);
    }
}
