package org.reciprocity.reporting.figure;

import java.util.Locale;

/** What a figure counts. */
public enum Unit {
    /** Hours of anybody's time. */
    HOURS,
    /** Participants; a household or a group is one. */
    PARTICIPANTS,
    /** Exchanges. */
    EXCHANGES,
    /** Ordered pairs of participants. */
    TIES,
    /** Pairs of participants. */
    PAIRS,
    /** Sets of participants. */
    COMPONENTS,
    /** Offers. */
    OFFERS,
    /** Requests. */
    REQUESTS,
    /** Requests and referrals. */
    NEEDS,
    /** Matches. */
    MATCHES,
    /** Decisions, each once. */
    DECISIONS,
    /** Referrals to a programme. */
    CASES,
    /** People, whether participants or not. */
    PEOPLE,
    /** Programmes. */
    PROGRAMMES,
    /** Calendar months. */
    MONTHS,
    /** Calendar days. */
    DAYS,
    /** Uses of a service. */
    USES,
    /** Points on an instrument. */
    POINTS,
    /** Whole minor units, such as pence, of the currency and the prices that stand beside them. */
    MONEY,
    /** A grade of evidence, 1 to 5. */
    GRADE,
    /** A quotient, six decimals. */
    RATIO;

    /** As answers write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
