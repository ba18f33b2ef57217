package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: network. */
final class NetworkDefinitions {
    static final Definition TIES = new Definition(
            "Ties",
            "Ordered pairs of participants of whom one gave the other time: service legs of the twelve months to the period's end.",
            "L",
            Unit.TIES,
            Set.of(Source.TIES),
            "",
            "isolated");

    static final Definition RECIPROCITY = new Definition(
            "Reciprocity r",
            "The share of ties that are returned by the same person.",
            "reciprocated ties / L",
            Unit.RATIO,
            Set.of(Source.TIES),
            "A time bank aims at generalised reciprocity; r alone understates it.",
            "generalised-reciprocity");

    static final Definition RHO = new Definition(
            "Reciprocity beyond chance, rho",
            "Reciprocity compared with a random network as dense as this one: 0 as by chance, 1 all returned.",
            "(r - a) / (1 - a), a = L / N(N-1)",
            Unit.RATIO,
            Set.of(Source.TIES),
            "",
            "generalised-reciprocity");

    static final Definition WEIGHTED_RECIPROCITY = new Definition(
            "Weighted reciprocity",
            "The share of minutes that is returned by the same person.",
            "sum min(w_ij, w_ji) / sum w_ij",
            Unit.RATIO,
            Set.of(Source.TIES),
            "",
            "generalised-reciprocity");

    static final Definition GENERALISED_RECIPROCITY = new Definition(
            "Generalised reciprocity",
            "The share of minutes that finds its way back through others: given inside strongly connected components of two or more.",
            "minutes on ties inside strongly connected components of two or more / minutes",
            Unit.RATIO,
            Set.of(Source.TIES),
            "",
            "reciprocity");

    static final Definition MUTUAL_PAIRS = new Definition(
            "Mutual pairs",
            "Pairs of participants with ties both ways; the dyad census stands in the parts.",
            "count(ij and ji)",
            Unit.PAIRS,
            Set.of(Source.TIES),
            "",
            "ties");

    static final Definition NETWORK_COMPONENTS = new Definition(
            "Separate networks",
            "Sets of participants between which there is no tie at all (weakly connected components).",
            "count(weakly connected components)",
            Unit.COMPONENTS,
            Set.of(Source.TIES),
            "",
            "ties");

    static final Definition ISOLATED = new Definition(
            "Isolated",
            "Enrolled participants with three or fewer different partners in the twelve months to the period's end.",
            "count(enrolled with partners <= 3)",
            Unit.PARTICIPANTS,
            Set.of(Source.TIES, Source.ENROLLED),
            "Only ties that were recorded are known: people have friends elsewhere.",
            "active");

    static final Definition WITHOUT_TIE = new Definition(
            "Without a tie",
            "Enrolled participants without any partner in the twelve months to the period's end.",
            "count(enrolled with partners = 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.TIES, Source.ENROLLED),
            "Only ties that were recorded are known: people have friends elsewhere.",
            "active");

    static final Definition STRONG_COMPONENTS = new Definition(
            "Circles of giving",
            "Sets of two or more participants among whom help reaches everybody from everybody (strongly connected components); how many are in the largest stands in the parts.",
            "count(strongly connected components of two or more)",
            Unit.COMPONENTS,
            Set.of(Source.TIES),
            "",
            "generalised-reciprocity");

    static final Definition MEAN_PARTNERS = new Definition(
            "Mean degree",
            "With how many different others a participant with a tie has one, either way; the spread stands in the parts.",
            "2 * (mutual pairs + asymmetric pairs) / N",
            Unit.RATIO,
            Set.of(Source.TIES),
            "",
            "isolated");

    static final Definition EGO_DENSITY = new Definition(
            "Ego density",
            "How many of the pairs of a participant's partners have a tie themselves: the mean over participants with two partners or more.",
            "mean(ties among partners / (k(k-1)/2)), k partners, direction left out",
            Unit.RATIO,
            Set.of(Source.TIES),
            "Dense circles hold people, and keep others out.",
            "agency-bridges");

    static final Definition NEW_TIES = new Definition(
            "New ties per participant and month",
            "Ties whose first service lies in the period, for each participant with a tie and each month of the period.",
            "new ties / (N * months)",
            Unit.RATIO,
            Set.of(Source.TIES, Source.NEW_TIES),
            "",
            "ties");

    static final Definition AGENCY_BRIDGES = new Definition(
            "Bridges between agencies",
            "The share of ties between participants that different agencies registered.",
            "ties between agencies / L",
            Unit.RATIO,
            Set.of(Source.TIES, Source.AGENCIES),
            "Who registered somebody says little about who else knows them.",
            "ties");

    private NetworkDefinitions() {}
}
