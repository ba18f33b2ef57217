package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.reciprocity.local.neighbourhood.NeighbourhoodYear;
import org.reciprocity.local.neighbourhood.Policy;
import org.reciprocity.local.neighbourhood.YearResult;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What each preset does to a neighbourhood in a year, beside first come, first served. */
@Command(
        name = "matching-policies",
        description = "A year of a neighbourhood under each preset, beside first come, first served.",
        mixinStandardHelpOptions = true)
public final class MatchingPoliciesBench implements Callable<Integer> {
    @Option(names = "--residents", paramLabel = "N", defaultValue = "500", description = "(${DEFAULT-VALUE})")
    private int residents;

    @Option(
            names = "--years",
            paramLabel = "N",
            defaultValue = "20",
            description = "years played, each with a seed of its own (${DEFAULT-VALUE})")
    private int years;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the first year (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "write table and charts into this page, between its marks")
    private Path page;

    private final Terminal terminal = Terminal.ofThisProgram();

    @Override
    public Integer call() throws IOException {
        terminal.line("%d residents, a year under each policy, %d times with seeds from %d on"
                .formatted(residents, years, seed));
        Map<Policy, List<YearResult>> results = new LinkedHashMap<>();
        for (var policy : Policy.all()) {
            var played = new ArrayList<YearResult>();
            for (int year = 0; year < years; year++) {
                played.add(NeighbourhoodYear.play(policy, residents, seed + year));
            }
            results.put(policy, played);
        }
        Map<Policy, YearResult> means = new LinkedHashMap<>();
        results.forEach((policy, played) -> means.put(policy, YearResult.mean(played)));
        PolicyPage.table(means).forEach(terminal::line);
        int won = 0;
        for (int year = 0; year < years; year++) {
            won += results.get(Policy.DEFAULT)
                            .get(year)
                            .beats(results.get(Policy.FIRST_COME).get(year))
                    ? 1
                    : 0;
        }
        boolean beats = means.get(Policy.DEFAULT).beats(means.get(Policy.FIRST_COME));
        terminal.line(
                "%s has more new ties, reaches more isolates and spreads giving more evenly, at no fewer hours, in %d of %d years."
                        .formatted(Policy.DEFAULT.code(), won, years));
        if (page != null) {
            PolicyPage.write(page, means, residents, years, won);
        }
        var json = new ObjectMapper().createObjectNode();
        json.put("bench", "matching-policies")
                .put("beatsFirstCome", beats)
                .put("yearsWon", won)
                .put("years", years);
        means.forEach((policy, mean) -> json.putObject(policy.code())
                .put("hours", rounded(mean.hours()))
                .put("newTies", rounded(mean.newTies()))
                .put("isolatesTied", rounded(mean.isolatesTied()))
                .put("gini", rounded(mean.gini())));
        terminal.line(json.toString());
        return beats ? 0 : 1;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
