package org.reciprocity.reporting.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The catalogue: every figure there is, with its definition. How each is computed stands in {@link FigureRules}. */
public enum Figure {
    /** Activity. */
    HOURS_GIVEN(
            "Hours given",
            "Hours of service, contribution and codesign legs in the period, less reversed ones.",
            "sum(minutes) / 60",
            Unit.HOURS,
            Set.of(Source.HOURS),
            "",
            "hours-received"),
    /** Activity. */
    HOURS_RECEIVED(
            "Hours received",
            "Hours that participants received in the period: service legs, and what each attended of sessions, less reversed"
                    + " ones.",
            "sum(minutes of service legs and of receivers in sessions) / 60",
            Unit.HOURS,
            Set.of(Source.HOURS),
            "Contributions go to an agency or the community and are not in here. In a session many receive what one gives.",
            "hours-given"),
    /** Activity. */
    HOURS_REDEEMED(
            "Hours redeemed",
            "Hours of credit that participants spent at partners, less reversed ones.",
            "sum(minutes of redemption legs) / 60",
            Unit.HOURS,
            Set.of(Source.HOURS),
            "",
            "hours-given"),
    /** Activity. */
    EXCHANGES(
            "Exchanges",
            "Service, contribution and codesign exchanges settled, less reversed ones, by when they took place.",
            "settled - reversed",
            Unit.EXCHANGES,
            Set.of(Source.EXCHANGES),
            "",
            "reversals"),
    /** Activity. */
    REVERSALS(
            "Exchanges reversed",
            "Exchanges of any kind that were reversed, by when the original took place.",
            "count(reversed)",
            Unit.EXCHANGES,
            Set.of(Source.EXCHANGES),
            "",
            "exchanges"),
    /** Participation. */
    ENROLLED(
            "Enrolled",
            "Participants enrolled on any day of the period; people in a comparison arm are not.",
            "count(distinct participant)",
            Unit.PARTICIPANTS,
            Set.of(Source.ENROLLED),
            "",
            "active"),
    /** Participation. */
    ACTIVE(
            "Active",
            "Participants with at least one service, contribution or codesign leg in the period that was not reversed.",
            "count(participant with a leg)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE),
            "Legs with a professional on one side count; how many are active without them stands in the parts.",
            "enrolled"),
    /** Participation. */
    ACTIVE_SHARE(
            "Active share",
            "The share of the enrolled that is active.",
            "(enrolled and active) / enrolled",
            Unit.RATIO,
            Set.of(Source.PEOPLE, Source.ENROLLED),
            "",
            "isolated"),
    /** Participation. */
    GIVERS_ONLY(
            "Givers only",
            "Active participants who gave and did not receive.",
            "count(given > 0 and received = 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE),
            "",
            "both"),
    /** Participation. */
    RECEIVERS_ONLY(
            "Receivers only",
            "Active participants who received and did not give.",
            "count(given = 0 and received > 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE),
            "",
            "both"),
    /** Participation. */
    BOTH(
            "Both giver and receiver",
            "Active participants who gave and received.",
            "count(given > 0 and received > 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.PEOPLE),
            "",
            "receivers-only"),
    /** Participation. */
    BOTH_SHARE(
            "Share who both give and receive",
            "The share of the active who gave and received.",
            "both / active",
            Unit.RATIO,
            Set.of(Source.PEOPLE),
            "",
            "active"),
    /** Participation. */
    GINI_GIVEN(
            "Inequality of giving (Gini)",
            "How unequally minutes given spread over the active, those who gave none included: 0 equal, near 1 all by one.",
            "2 * sum(i * x_i) / (n * sum x) - (n + 1) / n, x sorted",
            Unit.RATIO,
            Set.of(Source.PEOPLE),
            "",
            "active"),
    /** Network. */
    TIES(
            "Ties",
            "Ordered pairs of participants of whom one gave the other time: service legs of the twelve months to the period's end.",
            "L",
            Unit.TIES,
            Set.of(Source.TIES),
            "",
            "isolated"),
    /** Network. */
    RECIPROCITY(
            "Reciprocity r",
            "The share of ties that are returned by the same person.",
            "reciprocated ties / L",
            Unit.RATIO,
            Set.of(Source.TIES),
            "A time bank aims at generalised reciprocity; r alone understates it.",
            "generalised-reciprocity"),
    /** Network. */
    RHO(
            "Reciprocity beyond chance, rho",
            "Reciprocity compared with a random network as dense as this one: 0 as by chance, 1 all returned.",
            "(r - a) / (1 - a), a = L / N(N-1)",
            Unit.RATIO,
            Set.of(Source.TIES),
            "",
            "generalised-reciprocity"),
    /** Network. */
    WEIGHTED_RECIPROCITY(
            "Weighted reciprocity",
            "The share of minutes that is returned by the same person.",
            "sum min(w_ij, w_ji) / sum w_ij",
            Unit.RATIO,
            Set.of(Source.TIES),
            "",
            "generalised-reciprocity"),
    /** Network. */
    GENERALISED_RECIPROCITY(
            "Generalised reciprocity",
            "The share of minutes that finds its way back through others: given inside strongly connected components of two or more.",
            "minutes on ties inside strongly connected components of two or more / minutes",
            Unit.RATIO,
            Set.of(Source.TIES),
            "",
            "reciprocity"),
    /** Network. */
    MUTUAL_PAIRS(
            "Mutual pairs",
            "Pairs of participants with ties both ways; the dyad census stands in the parts.",
            "count(ij and ji)",
            Unit.PAIRS,
            Set.of(Source.TIES),
            "",
            "ties"),
    /** Network. */
    NETWORK_COMPONENTS(
            "Separate networks",
            "Sets of participants between which there is no tie at all (weakly connected components).",
            "count(weakly connected components)",
            Unit.COMPONENTS,
            Set.of(Source.TIES),
            "",
            "ties"),
    /** Isolation. */
    ISOLATED(
            "Isolated",
            "Enrolled participants with three or fewer different partners in the twelve months to the period's end.",
            "count(enrolled with partners <= 3)",
            Unit.PARTICIPANTS,
            Set.of(Source.TIES, Source.ENROLLED),
            "Only ties that were recorded are known: people have friends elsewhere.",
            "active"),
    /** Isolation. */
    WITHOUT_TIE(
            "Without a tie",
            "Enrolled participants without any partner in the twelve months to the period's end.",
            "count(enrolled with partners = 0)",
            Unit.PARTICIPANTS,
            Set.of(Source.TIES, Source.ENROLLED),
            "Only ties that were recorded are known: people have friends elsewhere.",
            "active"),
    /** Matching. */
    OFFERS(
            "Offers",
            "Offers made in the period.",
            "count(offers)",
            Unit.OFFERS,
            Set.of(Source.MATCHES),
            "",
            "requests"),
    /** Matching. */
    REQUESTS(
            "Requests",
            "Requests made in the period; the answers to what could be given in return stand in the parts.",
            "count(requests)",
            Unit.REQUESTS,
            Set.of(Source.MATCHES),
            "",
            "offers"),
    /** Matching. */
    MATCHES_PROPOSED(
            "Matches proposed",
            "Proposals of a giver to a receiver made in the period.",
            "count(proposals)",
            Unit.MATCHES,
            Set.of(Source.MATCHES),
            "",
            "matches-fulfilled"),
    /** Matching. */
    MATCHES_AGREED(
            "Matches agreed",
            "Proposals that both sides accepted in the period.",
            "count(accepted by both)",
            Unit.MATCHES,
            Set.of(Source.MATCHES),
            "",
            "matches-declined"),
    /** Matching. */
    MATCHES_DECLINED(
            "Matches declined",
            "Proposals that one side declined in the period; reasons stand in the parts.",
            "count(declined)",
            Unit.MATCHES,
            Set.of(Source.MATCHES),
            "A decline says nothing about anybody.",
            "matches-agreed"),
    /** Matching. */
    MATCHES_FULFILLED(
            "Matches fulfilled",
            "Matches whose exchange settled in the period, less those whose exchange was reversed in it.",
            "fulfilled - unfulfilled",
            Unit.MATCHES,
            Set.of(Source.MATCHES),
            "",
            "requests"),
    /** Matching. */
    FULFILMENT_SHARE(
            "Fulfilment",
            "The share of the requests made in the period of which a match was carried out, whenever that was.",
            "requests with a match fulfilled and not taken back / requests",
            Unit.RATIO,
            Set.of(Source.REQUESTS),
            "It grows for a while after the period: what was asked last is fulfilled last.",
            "matches-declined"),
    /** Matching. */
    FAILURE_DEMAND(
            "Failure demand",
            "The share of requests that a failure elsewhere caused.",
            "requests marked as caused by a failure elsewhere / requests",
            Unit.RATIO,
            Set.of(Source.MATCHES),
            "",
            "requests"),
    /** Outcome. */
    MEASURE_CHANGE(
            "Change of measures",
            "The mean change from baseline to the latest follow-up in the period, of the same people, by instrument.",
            "mean(follow-up - baseline), 95% interval by the paired t",
            Unit.POINTS,
            Set.of(Source.SCORES),
            "A change is not an effect: see whether there is a comparison.",
            "active"),
    /** Outcome. */
    SERVICE_USE_CHANGE(
            "Change of service use",
            "Use per person and day after, to before, less one, by type of service.",
            "(after per day / before per day) - 1",
            Unit.RATIO,
            Set.of(Source.USES),
            "A change is not an effect: see whether there is a comparison.",
            "active");

    private final String title;
    private final String definition;
    private final String formula;
    private final Unit unit;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final Set<Source> sources;

    private final String caveat;
    private final String counterFigure;

    Figure(
            String title,
            String definition,
            String formula,
            Unit unit,
            Set<Source> sources,
            String caveat,
            String counterFigure) {
        this.title = title;
        this.definition = definition;
        this.formula = formula;
        this.unit = unit;
        this.sources = sources;
        this.caveat = caveat;
        this.counterFigure = counterFigure;
    }

    /** How it is asked for. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How people call it. */
    public String title() {
        return title;
    }

    /** What it is, in a sentence. */
    public String definition() {
        return definition;
    }

    /** How it is computed. */
    public String formula() {
        return formula;
    }

    /** What it counts. */
    public Unit unit() {
        return unit;
    }

    /** What to beware of; nothing for some. */
    public Optional<String> caveat() {
        return caveat.isEmpty() ? Optional.empty() : Optional.of(caveat);
    }

    /** The figure to look at beside it, since a number used as a target stops measuring. */
    public String counterFigure() {
        return counterFigure;
    }

    Set<Source> sources() {
        return sources;
    }

    /** The types of the events it is made of. */
    public List<String> sourceEvents() {
        return sources.stream()
                .flatMap(source -> events(source).stream())
                .distinct()
                .sorted()
                .map(event -> "org.reciprocity." + event + ".v1")
                .toList();
    }

    private static List<String> events(Source source) {
        return switch (source) {
            case HOURS, EXCHANGES, PEOPLE, TIES -> List.of("exchange-settled", "exchange-reversed");
            case ENROLLED -> List.of("participant-enrolled", "enrolment-ended");
            case MATCHES ->
                List.of(
                        "offer-made",
                        "request-made",
                        "match-proposed",
                        "match-accepted",
                        "match-declined",
                        "match-fulfilled",
                        "match-unfulfilled");
            case REQUESTS -> List.of("request-made", "match-fulfilled", "match-unfulfilled");
            case SCORES -> List.of("measure-scored");
            case USES -> List.of("service-use-recorded");
        };
    }

    /** The figure of a code, if there is one. */
    public static Optional<Figure> of(String code) {
        return Arrays.stream(values())
                .filter(figure -> figure.code().equals(code))
                .findFirst();
    }
}
