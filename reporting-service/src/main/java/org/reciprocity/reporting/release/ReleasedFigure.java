package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.figure.Unit;

/**
 * How each figure is published. A figure that is not named here is not: what nobody has thought through is withheld.
 */
sealed interface ReleasedFigure {

    /**
     * A count, and the parts of it that are counts of the same kind.
     *
     * @param parts names of parts; one that ends with {@code /} means all parts within it
     * @param byBands whether it is told by what people told of themselves: of the whole community, and of years that are over, once
     */
    record Count(List<String> parts, boolean byBands) implements ReleasedFigure {

        /** Not by bands. */
        Count(List<String> parts) {
            this(parts, false);
        }

        /** The parts of a place and period. Of a few people, and a short time, bands would give more away than they tell. */
        List<String> parts(boolean ofCommunity, String period) {
            return byBands && ofCommunity && YEAR.matcher(period).matches()
                    ? Stream.concat(parts.stream(), BANDS.stream()).toList()
                    : parts;
        }
    }

    /**
     * Hours, by whose contributors are known.
     *
     * @param cell the item of the cell that they are
     * @param ofProgrammes whether they are published of programmes, too
     */
    record Hours(String cell, boolean ofProgrammes) implements ReleasedFigure {}

    /**
     * A rate of published counts.
     *
     * @param part what is above the line: the item of a cell
     * @param whole what is below
     * @param counts the parts of the figure that become cells of their own
     * @param counted what those count
     */
    record Rate(String part, String whole, List<String> counts, Unit counted) implements ReleasedFigure {}

    /**
     * A ratio of people, exact, with two decimals.
     *
     * @param of the figure that tells how many people
     * @param people and the part of it
     * @param cells the cells it is made of: it is told only beside all of them, since whoever has all but one works that one out
     * @param many of those, which must be of 8 or more unless the ratio is zero: what is above the line is theirs and has no cell of its own
     */
    record Ratio(String of, String people, List<String> cells, List<String> many) implements ReleasedFigure {}

    /**
     * A mean or a median of people, exact, with one decimal.
     *
     * @param people the part of the figure that tells how many people
     * @param cells the cells it is made of: it is told only beside all of them
     */
    record Mean(String people, List<String> cells) implements ReleasedFigure {}

    /**
     * How unequally what was given is spread, exact, with two decimals. Where so many of the active gave nothing it is their share at least: so
     * it is told only beside both counts, and where it leaves them as open as they are told.
     *
     * @param active the cell of the active
     * @param nothing the cell of those of them who gave nothing
     */
    record Inequality(String active, String nothing) implements ReleasedFigure {}

    /**
     * What is reckoned from the published counts of a network. Exact it would tell how many people are in it to one, whatever its size.
     *
     * @param how made of mutual pairs, ties and people
     * @param decimals how many it is told with
     */
    record OfNetwork(Reckoning how, int decimals) implements ReleasedFigure {}

    /** A number made of the published counts of a network. */
    @FunctionalInterface
    interface Reckoning {

        /** Nothing where there is none. */
        Optional<BigDecimal> of(long mutual, long ties, long people);
    }

    /**
     * A quotient of published hours of the whole community. It gives nothing away that is not told, and is withheld where one of them is.
     *
     * @param part what is above the line: the item of hours given that flowed so
     * @param whole what is below
     */
    record Share(String part, String whole) implements ReleasedFigure {}

    /**
     * A number of programmes, told as it is where 8 people or more are active: it is of no person. Beside it always, by cell of the three
     * by three, how many programmes declared it: what a programme declares is public.
     */
    record Programmes() implements ReleasedFigure {}

    /** What changed and what it cost, by instrument, service, event or prices: {@link OutcomeTelling}. */
    record Outcome(What what) implements ReleasedFigure {}

    /** What an {@link Outcome} is of. */
    enum What {
        /** Mean changes of scores, exact, with one decimal, of sets that no mean of a few can be worked out of. */
        CHANGES,
        /** Changes of uses of services, exact, with two decimals, of such sets. */
        USES,
        /** Rates of published counts, and what is reckoned from these. */
        EVENTS,
        /** Shares of published counts. */
        CUT_OFFS,
        /** Money of agencies, to the nearest 100 minor units. */
        MONEY,
        /** A share of such money. */
        MONEY_SHARE
    }

    /** What to beware of in rates of published counts. */
    String MADE_OF_PUBLISHED =
            "Rates, their intervals and what compares them are made of the published counts, which are to the nearest 5.";

    /** What to beware of in what is reckoned from the published counts of a network. */
    String MADE_OF_NETWORK =
            "Made of the published mutual pairs, ties and people with a tie, which are to the nearest 5.";

    /** A year from 1 April. */
    Pattern YEAR = Pattern.compile("[0-9]{4}");

    /** The parts of a count by bands, one band at a time. */
    List<String> BANDS =
            Arrays.stream(BandAxis.values()).map(axis -> axis.part() + "/").toList();

    /** Whether an item is a count by a band. */
    static boolean isByBand(String item) {
        return BANDS.stream().anyMatch(band -> item.contains("|" + band));
    }

    /** Whether a period is a year that is over on a day. */
    static boolean isYearOver(String period, LocalDate through) {
        return YEAR.matcher(period).matches()
                && !through.isBefore(LocalDate.of(Integer.parseInt(period) + 1, Month.MARCH, 31));
    }

    /** The counts that are told by bands. */
    List<String> BY_BANDS = List.of("enrolled", "active");

    /** The cells that ratios of the network are made of. */
    List<String> NETWORK = List.of("mutual-pairs|", "ties|", "ties|participants");

    /** By figure, how it is published. */
    Map<String, ReleasedFigure> ALL = all();

    /** By figure, cells beside those it is made of that are told of to be nothing where it has no value. */
    Map<String, List<String>> NOTHING_OF = Map.of(
            "isolated", List.of("enrolled|"),
            "without-tie", List.of("enrolled|"),
            "profile-assets", List.of("enrolled|"),
            "fulfilment-share", List.of("requests|"),
            "days-to-match", List.of("requests|"),
            "first-gift-months", List.of("progression|received", "progression|gave"),
            "cell-difference", List.of("hours-given|"),
            "gini-given", List.of("hours-given|"));

    /** The cells that are told of to be nothing where a figure has no value, for a reason. */
    static List<String> nothingOf(String figure) {
        var made =
                switch (ALL.get(figure)) {
                    case Rate rate -> List.of(rate.whole());
                    case Ratio ratio -> ratio.cells();
                    case Mean mean -> mean.cells();
                    case Share share -> List.of(share.whole());
                    case Inequality inequality -> List.of(inequality.active(), inequality.nothing());
                    case OfNetwork _ -> NETWORK;
                    case Count _, Hours _, Programmes _, Outcome _ -> List.<String>of();
                };
        return Stream.concat(made.stream(), NOTHING_OF.getOrDefault(figure, List.of()).stream())
                .toList();
    }

    /** What to beware of in a figure as it is published: what there is anyway, and where rates and intervals are made of published counts. */
    static Optional<String> caveat(String figure, Optional<String> always) {
        var made =
                switch (ALL.get(figure)) {
                    case Outcome(var what) when what == What.EVENTS || what == What.CUT_OFFS -> MADE_OF_PUBLISHED;
                    case OfNetwork _ -> MADE_OF_NETWORK;
                    case null, default -> "";
                };
        return made.isEmpty()
                ? always
                : Optional.of(always.map(text -> text + " ").orElse("") + made);
    }

    private static Map<String, ReleasedFigure> all() {
        var all = new TreeMap<String, ReleasedFigure>();
        all.put("hours-given", new Hours("hours-given|", true));
        all.put("hours-redeemed", new Hours("hours-redeemed|", true));
        all.put("hours-codesign", new Hours("hours-given|kind/codesign", true));
        // Of programmes these would give more away than they tell.
        all.put("hours-received", new Hours("hours-received|", false));
        all.put("exchanges", new Count(List.of("byKind/service", "byKind/contribution", "byKind/codesign")));
        all.put("reversals", new Count(List.of()));
        all.put("enrolled", new Count(List.of(), true));
        all.put("active", new Count(List.of("withoutProfessionals"), true));
        all.put("givers-only", new Count(List.of()));
        all.put("receivers-only", new Count(List.of()));
        all.put("both", new Count(List.of()));
        all.put("isolated", new Count(List.of()));
        all.put("without-tie", new Count(List.of()));
        all.put("ties", new Count(List.of("participants")));
        all.put("mutual-pairs", new Count(List.of()));
        all.put("offers", new Count(List.of("bySkill/")));
        all.put("requests", new Count(List.of("bySkill/")));
        all.put("matches-proposed", new Count(List.of()));
        all.put("matches-agreed", new Count(List.of()));
        all.put("matches-declined", new Count(List.of("byReason/")));
        all.put("matches-fulfilled", new Count(List.of()));
        all.put("sessions", new Count(List.of()));
        all.put("late-entries", new Count(List.of()));
        all.put("disputes", new Count(List.of()));
        all.put("requests-lapsed", new Count(List.of("byReason/", "bySkill/", "byWeekday/")));
        all.put("never-matched", new Count(List.of("requesters")));
        all.put("active-share", new Rate("active-share|active", "enrolled|", List.of("active"), Unit.PARTICIPANTS));
        all.put("both-share", new Rate("both|", "active|", List.of(), Unit.PARTICIPANTS));
        all.put(
                "fulfilment-share",
                new Rate(
                        "fulfilment-share|fulfilled",
                        "fulfilment-share|requests",
                        List.of("fulfilled", "requests"),
                        Unit.REQUESTS));
        all.put(
                "failure-demand",
                new Rate(
                        "failure-demand|causedElsewhere",
                        "failure-demand|asked",
                        List.of("causedElsewhere", "asked"),
                        Unit.NEEDS));
        all.put("profile-reciprocity", new Rate("both|", "active|", List.of(), Unit.PARTICIPANTS));
        all.put(
                "profile-capabilities",
                new Rate("profile-capabilities|withOffer", "enrolled|", List.of("withOffer"), Unit.PARTICIPANTS));
        all.put(
                "profile-blurred-roles",
                new Rate("profile-blurred-roles|blurred", "active|", List.of("blurred"), Unit.PARTICIPANTS));
        all.put("profile-mutual-support", new Share("hours-given|flow/peer-to-peer", "hours-given|"));
        all.put(
                "profile-assets",
                new Rate("profile-assets|gave", "profile-assets|users", List.of("gave", "users"), Unit.PARTICIPANTS));
        all.put(
                "offer-and-request-share",
                new Rate("offer-and-request-share|withBoth", "enrolled|", List.of("withBoth"), Unit.PARTICIPANTS));
        all.put(
                "progression",
                new Rate(
                        "progression|gave",
                        "progression|received",
                        List.of("gave", "received", "organised"),
                        Unit.PARTICIPANTS));
        all.put(
                "agency-bridges",
                new Rate("agency-bridges|tiesBetweenAgencies", "ties|", List.of("tiesBetweenAgencies"), Unit.TIES));
        all.put(
                "ego-density",
                new Ratio("ego-density", "participants", List.of("ties|", "ties|participants"), List.of()));
        all.put("mean-partners", new OfNetwork(ReleasedNetwork::meanPartners, 1));
        all.put("first-gift-months", new Mean("gave", List.of("progression|gave")));
        all.put("days-to-match", new Mean("matched", List.of()));
        all.put("cell-difference", new Programmes());
        all.put("gini-given", new Inequality("active|", "receivers-only|"));
        // 2 x mutual pairs / ties.
        all.put("reciprocity", new Ratio("ties", "participants", NETWORK, List.of()));
        all.put("rho", new OfNetwork(ReleasedNetwork::rho, 2));
        all.put("weighted-reciprocity", new Ratio("ties", "participants", NETWORK, List.of("mutual-pairs|")));
        all.put("generalised-reciprocity", new Ratio("ties", "participants", NETWORK, List.of("mutual-pairs|")));
        all.put("cases", new Count(List.of()));
        all.put("measure-change", new Outcome(What.CHANGES));
        all.put("service-use-change", new Outcome(What.USES));
        all.put("follow-up-rate", new Outcome(What.EVENTS));
        all.put("beyond-cut-off", new Outcome(What.CUT_OFFS));
        all.put("costs-borne", new Outcome(What.MONEY));
        all.put("benefits-accrued", new Outcome(What.MONEY));
        all.put("prevention-share", new Outcome(What.MONEY_SHARE));
        return Map.copyOf(all);
    }
}
