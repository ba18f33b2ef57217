package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.cube.Cube;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.disclosure.Edition.Rule;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Kept;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** What is asked for is requests and referrals together: whoever is told two of the three knows the third. */
class FailureDemandReleaseTest {

    private static Kept kept(String value, Map<String, Object> parts) {
        return new Kept(new BigDecimal(value), null, parts, List.of());
    }

    private static EditionTable table(int requests, int referrals, int causedElsewhere) {
        int asked = requests + referrals;
        var share = BigDecimal.valueOf(causedElsewhere).divide(BigDecimal.valueOf(asked), MathContext.DECIMAL64);
        return new EditionTable(
                Optional.empty(),
                "all",
                0,
                Map.of(
                        "requests", kept(Integer.toString(requests), Map.of()),
                        "cases", kept(Integer.toString(referrals), Map.of()),
                        "failure-demand",
                                kept(share.toString(), Map.of("causedElsewhere", causedElsewhere, "asked", asked))),
                Map.of());
    }

    private static Release release(int requests, int referrals, int causedElsewhere) {
        return Release.of(
                List.of(),
                List.of(table(requests, referrals, causedElsewhere)),
                ProtectionLevel.ofPercent(BigDecimal.TEN),
                new GlopSolver());
    }

    private static Optional<BigDecimal> told(Release release, String figure, String part) {
        return release.numbers().stream()
                .filter(number ->
                        number.figure().equals(figure) && number.part().equals(part))
                .filter(number -> number.state() == State.TOLD)
                .findFirst()
                .flatMap(ReleasedNumber::value);
    }

    @Test
    void theShareIsMadeOfThePublishedCounts() {
        var release = release(52, 29, 33);
        assertEquals(Optional.of(new BigDecimal("50")), told(release, "requests", ""));
        assertEquals(Optional.of(new BigDecimal("30")), told(release, "cases", ""));
        assertEquals(Optional.of(new BigDecimal("80")), told(release, "failure-demand", "asked"));
        assertEquals(Optional.of(new BigDecimal("35")), told(release, "failure-demand", "causedElsewhere"));
        assertEquals(
                Optional.of(new BigDecimal("0.4375")),
                told(release, "failure-demand", "").map(BigDecimal::stripTrailingZeros));
    }

    @Test
    void fewReferralsAreWithheldAndWhatTheyAddUpToIsKnown() {
        var release = release(52, 3, 33);
        assertEquals(Optional.empty(), told(release, "cases", ""));
        assertEquals(Optional.of(new BigDecimal("55")), told(release, "failure-demand", "asked"));
        var rules = Cube.edition(List.of(Slices.of(table(52, 3, 33))), ReleasedRelations.STRUCTURE)
                .rules();
        assertTrue(
                rules.contains(
                        Rule.sum(all("failure-demand", "asked"), List.of(all("requests", ""), all("cases", "")))),
                rules.toString());
        assertTrue(
                rules.contains(
                        Rule.atMost(all("failure-demand", "causedElsewhere"), List.of(all("failure-demand", "asked")))),
                rules.toString());
    }

    private static String all(String figure, String part) {
        return Slice.key(Slice.item(figure, part), "", "all");
    }
}
