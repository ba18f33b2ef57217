package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleaseTest.isWithheld;
import static org.reciprocity.reporting.release.ReleaseTest.kept;
import static org.reciprocity.reporting.release.ReleaseTest.number;
import static org.reciprocity.reporting.release.ReleaseTest.release;
import static org.reciprocity.reporting.release.ReleaseTest.table;
import static org.reciprocity.reporting.release.ReleaseTest.told;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Contributors;
import org.reciprocity.reporting.edition.EditionTable.Kept;
import org.reciprocity.reporting.edition.EditionTable.Side;
import org.reciprocity.reporting.figure.Figure;

/** What is made of told numbers only, what is public anyway, and what is not told at all. */
class ToldSharesTest {
    private static final String MUTUAL_SUPPORT = "profile-mutual-support";
    private static final Map<String, Kept> SHARES = Map.of(MUTUAL_SUPPORT, kept("0.4", Map.of()));

    @Test
    void whatProgrammesDeclareIsToldWhateverIsObserved() {
        var programmes = Map.of(
                "GARDENS", Map.of("declared", "both/users", "observed", "users/users"),
                "LIFTS", Map.of("declared", "both/users", "observed", "not-observed/not-observed"),
                "FORMS", Map.of("declared", "professionals/both", "observed", "professionals/both"));
        for (var value : new String[] {"1", null}) {
            var release = release(table(
                    "all",
                    Map.of(
                            "active", kept("3", Map.of()),
                            "cell-difference", kept(value, Map.of("programmes", programmes, "observed", 2))),
                    null));

            told("2", release, "cell-difference", "declared/both/users");
            told("1", release, "cell-difference", "declared/professionals/both");
            assertTrue(
                    release.numbers().stream().noneMatch(number -> number.part().startsWith("observed")));
        }
    }

    private static Release given(Map<String, Side> parts, Map<String, Kept> shares) {
        var contributors = new TreeMap<String, Contributors>();
        parts.forEach((part, side) -> contributors.put(part, new Contributors(side, null)));
        var figures = new TreeMap<>(shares);
        figures.put(
                "hours-given",
                kept(
                        BigDecimal.valueOf(parts.get("").total())
                                .divide(BigDecimal.valueOf(60), 4, RoundingMode.HALF_EVEN)
                                .toPlainString(),
                        Map.of()));
        return release(new EditionTable(Optional.empty(), "all", 0, figures, Map.of("hours-given", contributors)));
    }

    private static void isGiven(Side peers, Side others, String share) {
        var release = given(
                Map.of(
                        "",
                        new Side(40, 9000, 400, 300),
                        "kind/service",
                        new Side(40, 9000, 400, 300),
                        "flow/peer-to-peer",
                        peers,
                        "flow/professional-to-user",
                        others),
                SHARES);
        if (share.isEmpty()) {
            isWithheld(release, MUTUAL_SUPPORT, "");
        } else {
            told(share, release, MUTUAL_SUPPORT, "");
        }
    }

    @Test
    void mutualSupportIsAQuotientOfToldHoursAndWithheldWhereOneOfThemIs() {
        isGiven(new Side(20, 3600, 400, 300), new Side(20, 5400, 400, 300), "0.4");
        isGiven(new Side(1, 3600, 3600, 0), new Side(20, 5400, 400, 300), "");
    }

    @Test
    void whereNothingFlowedFromPeerToPeerMutualSupportIsNothing() {
        var all = new Side(40, 9000, 400, 300);
        var release = given(Map.of("", all, "kind/service", all, "flow/family", all), SHARES);

        told("0", release, MUTUAL_SUPPORT, "");
    }

    @Test
    void mutualSupportIsWithheldWhereItIsNotKnownHowHoursFlowed() {
        var all = new Side(40, 9000, 400, 300);
        var release = given(Map.of("", all, "kind/service", all), SHARES);

        told("150", release, "hours-given", "");
        isWithheld(release, MUTUAL_SUPPORT, "");
    }

    @Test
    void everyFigureThatIsNotPublishedStandsWithAReasonInTheReference() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("reciprocity.root"), "docs", "reference", "figures.md"));
        var section = page.substring(page.indexOf("## What analysts are not told"));
        var named = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\| [^|]+ \\|$")
                .matcher(section.substring(0, section.indexOf("\n## ", 1)))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());

        assertEquals(
                Arrays.stream(Figure.values())
                        .map(Figure::code)
                        .filter(code -> !ReleasedFigure.ALL.containsKey(code))
                        .collect(Collectors.toSet()),
                named);
    }
}
