package org.reciprocity.reporting.release;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.reciprocity.reporting.cube.Structure;

/**
 * How each figure is published. A figure that is not named here is not: what nobody has thought through is withheld.
 */
sealed interface ReleasedFigure {

    /**
     * A count, and the parts of it that are counts of the same kind.
     *
     * @param parts names of parts; one that ends with {@code /} means all parts within it
     */
    record Count(List<String> parts) implements ReleasedFigure {}

    /** Hours, by whose contributors are known. */
    record Hours() implements ReleasedFigure {}

    /**
     * A rate of published counts.
     *
     * @param part what is above the line: the item of a cell
     * @param whole what is below
     * @param counts the parts of the figure that become cells of their own
     */
    record Rate(String part, String whole, List<String> counts) implements ReleasedFigure {}

    /**
     * A ratio of people, exact, with two decimals.
     *
     * @param of the figure that tells how many people
     * @param people and the part of it
     */
    record Ratio(String of, String people) implements ReleasedFigure {}

    /** Mean changes by instrument, exact, with one decimal. */
    record Changes() implements ReleasedFigure {}

    /** By figure, how it is published. */
    Map<String, ReleasedFigure> ALL = all();

    /** What everybody knows of the counts. */
    Structure STRUCTURE = new Structure(
            Set.of(
                    "exchanges|",
                    "exchanges|byKind/service",
                    "exchanges|byKind/contribution",
                    "exchanges|byKind/codesign",
                    "reversals|",
                    "offers|",
                    "requests|",
                    "matches-proposed|",
                    "matches-agreed|",
                    "matches-declined|",
                    "matches-fulfilled|",
                    "offers|bySkill/",
                    "requests|bySkill/",
                    "matches-declined|byReason/",
                    "failure-demand|causedElsewhere",
                    "fulfilment-share|requests",
                    "fulfilment-share|fulfilled"),
            Set.of("enrolled|", "active|"),
            List.of(
                    Structure.Sum.ofAll("hours-given|", "hours-given|kind/"),
                    Structure.Sum.of(
                            "exchanges|",
                            "exchanges|byKind/service",
                            "exchanges|byKind/contribution",
                            "exchanges|byKind/codesign"),
                    Structure.Sum.of("active|", "givers-only|", "receivers-only|", "both|"),
                    Structure.Sum.of("requests|", "fulfilment-share|requests"),
                    Structure.Sum.ofAll("requests|", "requests|bySkill/"),
                    Structure.Sum.ofAll("offers|", "offers|bySkill/"),
                    Structure.Sum.ofAll("matches-declined|", "matches-declined|byReason/")),
            List.of(
                    new Structure.Part("active|withoutProfessionals", "active|"),
                    new Structure.Part("active-share|active", "active|"),
                    new Structure.Part("active-share|active", "enrolled|"),
                    new Structure.Part("isolated|", "enrolled|"),
                    new Structure.Part("without-tie|", "isolated|"),
                    new Structure.Part("mutual-pairs|", "ties|"),
                    new Structure.Part("fulfilment-share|fulfilled", "fulfilment-share|requests"),
                    new Structure.Part("failure-demand|causedElsewhere", "requests|")));

    private static Map<String, ReleasedFigure> all() {
        var all = new TreeMap<String, ReleasedFigure>();
        all.put("hours-given", new Hours());
        all.put("exchanges", new Count(List.of("byKind/service", "byKind/contribution", "byKind/codesign")));
        all.put("reversals", new Count(List.of()));
        all.put("enrolled", new Count(List.of()));
        all.put("active", new Count(List.of("withoutProfessionals")));
        all.put("givers-only", new Count(List.of()));
        all.put("receivers-only", new Count(List.of()));
        all.put("both", new Count(List.of()));
        all.put("isolated", new Count(List.of()));
        all.put("without-tie", new Count(List.of()));
        all.put("ties", new Count(List.of()));
        all.put("mutual-pairs", new Count(List.of()));
        all.put("offers", new Count(List.of("bySkill/")));
        all.put("requests", new Count(List.of("bySkill/")));
        all.put("matches-proposed", new Count(List.of()));
        all.put("matches-agreed", new Count(List.of()));
        all.put("matches-declined", new Count(List.of("byReason/")));
        all.put("matches-fulfilled", new Count(List.of()));
        all.put("active-share", new Rate("active-share|active", "enrolled|", List.of("active")));
        all.put("both-share", new Rate("both|", "active|", List.of()));
        all.put(
                "fulfilment-share",
                new Rate("fulfilment-share|fulfilled", "fulfilment-share|requests", List.of("fulfilled", "requests")));
        all.put("failure-demand", new Rate("failure-demand|causedElsewhere", "requests|", List.of("causedElsewhere")));
        all.put("gini-given", new Ratio("gini-given", "active"));
        all.put("reciprocity", new Ratio("ties", "participants"));
        all.put("rho", new Ratio("ties", "participants"));
        all.put("weighted-reciprocity", new Ratio("ties", "participants"));
        all.put("generalised-reciprocity", new Ratio("ties", "participants"));
        all.put("measure-change", new Changes());
        return Map.copyOf(all);
    }
}
