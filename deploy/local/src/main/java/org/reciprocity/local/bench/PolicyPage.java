package org.reciprocity.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.reciprocity.local.neighbourhood.Policy;
import org.reciprocity.local.neighbourhood.YearResult;

/** What the policies came to, as a table and as charts, and where they stand in a page. */
final class PolicyPage {
    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    private PolicyPage() {}

    /** A row of the table. */
    private record Measure(String name, String format, ToDoubleFunction<YearResult> value) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("hours filled", "%.0f", YearResult::hours),
            new Measure("of hours needed, percent", "%.1f", year -> 100 * year.hours() / year.hoursAsked()),
            new Measure("people reached", "%.0f", YearResult::reached),
            new Measure("isolates who gained a tie", "%.1f", YearResult::isolatesTied),
            new Measure("new ties", "%.0f", YearResult::newTies),
            new Measure("of those reached, both give and receive, percent", "%.1f", year -> 100 * year.bothWays()),
            new Measure("Gini of hours given", "%.3f", YearResult::gini),
            new Measure("mean distance, km", "%.2f", YearResult::kilometres),
            new Measure("mean waiting, weeks", "%.2f", YearResult::weeks));

    /** The table in Markdown. */
    static List<String> table(Map<Policy, YearResult> means) {
        var lines = new ArrayList<String>();
        lines.add("| |"
                + means.keySet().stream()
                        .map(policy -> " " + policy.code() + " |")
                        .collect(Collectors.joining()));
        lines.add("| --- |" + " ---: |".repeat(means.size()));
        for (var measure : MEASURES) {
            lines.add("| " + measure.name() + " |"
                    + means.values().stream()
                            .map(year -> " "
                                    + String.format(
                                            Locale.ROOT,
                                            measure.format(),
                                            measure.value().applyAsDouble(year)) + " |")
                            .collect(Collectors.joining()));
        }
        return lines;
    }

    /** Puts table and charts between the page's marks. */
    static void write(Path page, Map<Policy, YearResult> means, int residents, int years, int won) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(BEGIN);
        lines.add(
                "Means of %d years of %d residents, of whom %.0f have three or fewer ties at first and who need %,.0f hours."
                        .formatted(
                                years,
                                residents,
                                means.get(Policy.DEFAULT).isolates(),
                                means.get(Policy.DEFAULT).hoursAsked()));
        lines.add("");
        lines.addAll(table(means));
        lines.add("");
        lines.add(
                "In %d of the %d years `%s` has more new ties, reaches more isolates and spreads giving more evenly than first"
                        .formatted(won, years, Policy.DEFAULT.code()));
        lines.add("come, first served, at no fewer hours.");
        lines.addAll(chart("Hours filled", means, YearResult::hours));
        lines.addAll(chart("New ties", means, YearResult::newTies));
        lines.addAll(chart("Isolates who gained a tie", means, YearResult::isolatesTied));
        lines.addAll(chart("Gini of hours given, in hundredths (less is more even)", means, year -> 100 * year.gini()));
        lines.add(END);
        var text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(page + " has no marks " + BEGIN + " and " + END);
        }
        Files.writeString(
                page, text.substring(0, begin) + String.join("\n", lines) + text.substring(end + END.length()));
    }

    private static List<String> chart(String title, Map<Policy, YearResult> means, ToDoubleFunction<YearResult> value) {
        double most = means.values().stream().mapToDouble(value).max().orElseThrow();
        return List.of(
                "",
                "```mermaid",
                "xychart-beta",
                "  title \"" + title + "\"",
                "  x-axis ["
                        + means.keySet().stream()
                                .map(policy -> "\"" + policy.code() + "\"")
                                .collect(Collectors.joining(", "))
                        + "]",
                String.format(Locale.ROOT, "  y-axis 0 --> %.0f", Math.ceil(most * 1.1)),
                "  bar ["
                        + means.values().stream()
                                .map(year -> String.format(Locale.ROOT, "%.1f", value.applyAsDouble(year)))
                                .collect(Collectors.joining(", "))
                        + "]",
                "```");
    }
}
