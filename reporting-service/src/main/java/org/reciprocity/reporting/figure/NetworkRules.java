package org.reciprocity.reporting.figure;

import java.util.Objects;
import java.util.TreeMap;
import org.reciprocity.reporting.arithmetic.Ratio;

/** How figures of who gave time to whom are computed. */
final class NetworkRules {
    private static final String NO_TIES = "Nobody has a tie in the twelve months to the period's end.";
    private static final int FEW_PARTNERS = 3;

    /** How many partners are told one by one; those with more are put together. */
    private static final int[] SPREAD = {1, 2, 3, 5, 10, 20};

    private NetworkRules() {}

    /** With the months that the network is of. */
    static FigureValue windowed(PeriodFacts facts, FigureValue value) {
        return facts.window.map(window -> value.with("window", window)).orElse(value);
    }

    static FigureValue ties(PeriodFacts facts) {
        return windowed(facts, FigureValue.of(facts.network.ties()))
                .with("participants", facts.network.participants())
                .with("minutes", facts.network.minutes());
    }

    static FigureValue reciprocity(PeriodFacts facts) {
        return windowed(facts, FigureValue.of(facts.network.reciprocity(), NO_TIES))
                .with("participants", facts.network.participants())
                .with("reciprocatedTies", facts.network.reciprocatedTies())
                .with("ties", facts.network.ties());
    }

    static FigureValue rho(PeriodFacts facts) {
        return windowed(
                        facts,
                        FigureValue.of(
                                facts.network.rho(),
                                facts.network.ties() == 0 ? NO_TIES : "Everybody has a tie with everybody."))
                .with("participants", facts.network.participants());
    }

    static FigureValue weighted(PeriodFacts facts) {
        return windowed(facts, FigureValue.of(facts.network.weightedReciprocity(), NO_TIES))
                .with("participants", facts.network.participants());
    }

    static FigureValue generalised(PeriodFacts facts) {
        return windowed(facts, FigureValue.of(facts.network.generalisedReciprocity(), NO_TIES))
                .with("participants", facts.network.participants())
                .with("circulatingMinutes", facts.network.circulatingMinutes())
                .with("minutes", facts.network.minutes())
                .with("strongComponents", facts.network.strongComponents());
    }

    static FigureValue mutualPairs(PeriodFacts facts) {
        return windowed(facts, FigureValue.of(facts.network.mutualPairs()))
                .with("mutual", facts.network.mutualPairs())
                .with("asymmetric", facts.network.asymmetricPairs())
                .with("null", facts.network.nullPairs());
    }

    static FigureValue weakComponents(PeriodFacts facts) {
        return windowed(facts, FigureValue.of(facts.network.weakComponents()))
                .with("participants", facts.network.participants())
                .with("largest", facts.network.largestWeakComponent())
                .with("strongComponents", facts.network.strongComponents());
    }

    static FigureValue strongComponents(PeriodFacts facts) {
        return windowed(facts, FigureValue.of(facts.network.strongComponents()))
                .with("participants", facts.network.participants())
                .with("largest", facts.network.largestStrongComponent());
    }

    static FigureValue meanPartners(PeriodFacts facts) {
        var spread = new TreeMap<String, Object>();
        int above = 0;
        for (int most : SPREAD) {
            spread.put("%03d-%03d".formatted(above + 1, most), facts.network.withPartners(above, most));
            above = most;
        }
        spread.put("%03d-".formatted(above + 1), facts.network.withPartners(above, Integer.MAX_VALUE));
        return windowed(facts, FigureValue.of(facts.network.meanPartners(), NO_TIES))
                .with("participants", facts.network.participants())
                .with("participantsByPartners", spread);
    }

    static FigureValue egoDensity(PeriodFacts facts) {
        return windowed(
                        facts,
                        FigureValue.of(
                                facts.network.egoDensity(),
                                facts.network.ties() == 0 ? NO_TIES : "Nobody has two partners."))
                .with("participants", facts.network.participantsWithTwoPartners());
    }

    static FigureValue newTies(PeriodFacts facts) {
        long below = facts.network.participants() * facts.newTies.months();
        return windowed(facts, Shares.share(facts.newTies.ties(), below, NO_TIES))
                .with("newTies", facts.newTies.ties())
                .with("participants", facts.network.participants())
                .with("months", facts.newTies.months());
    }

    static FigureValue bridges(PeriodFacts facts) {
        long between = facts.network.countTies((giver, receiver) -> {
            var one = facts.agencies.get(giver);
            var other = facts.agencies.get(receiver);
            return one != null && other != null && !Objects.equals(one, other);
        });
        return windowed(facts, Shares.share(between, facts.network.ties(), NO_TIES))
                .with("tiesBetweenAgencies", between)
                .with("participants", facts.network.participants())
                .with("ties", facts.network.ties());
    }

    static FigureValue isolated(PeriodFacts facts) {
        return isolated(facts, FEW_PARTNERS);
    }

    static FigureValue withoutTie(PeriodFacts facts) {
        return isolated(facts, 0);
    }

    private static FigureValue isolated(PeriodFacts facts, int most) {
        if (facts.enrolled.isEmpty()) {
            return windowed(facts, FigureValue.none(ParticipationRules.NOBODY_ENROLLED));
        }
        var partners = facts.network.partners();
        long isolated = facts.enrolled.stream()
                .filter(enrolled -> partners.getOrDefault(enrolled.number(), 0) <= most)
                .count();
        return windowed(facts, FigureValue.of(isolated))
                .with("enrolled", facts.enrolled.size())
                .with("share", Ratio.of(isolated, facts.enrolled.size()));
    }
}
