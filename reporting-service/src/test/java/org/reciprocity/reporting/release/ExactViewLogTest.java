package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleasedEditions.AGENCY;
import static org.reciprocity.reporting.release.ReleasedEditions.analyst;
import static org.reciprocity.reporting.release.ReleasedEditions.second;
import static org.reciprocity.reporting.release.ReleasesOverHttpTest.accepting;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.ExactViews;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;

/** What is written down of who was shown exact figures. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ExactViewLogTest {

    @BeforeEach
    void play() {
        ReleasedEditions.play();
    }

    @Test
    void whoWasShownExactFiguresIsLogged() {
        var steward = Tokens.steward(AGENCY);
        var active = "/figures/active?communityId=RELEASES&period=2025-04";
        try (var views = new ExactViews()) {
            HttpWorld.get(active, steward);
            HttpWorld.get("/figures/active?communityId=NOWHERE&period=2025-04", steward);
            analyst(active);
            HttpWorld.get("/figures/table?communityId=RELEASES&period=all", Tokens.operator());
            HttpWorld.get("/figures", steward);
            HttpWorld.get("/figures/active/definition", steward);
            HttpWorld.get(active + "&band=age", steward);
            accepting(active + "&asOf=" + second, "text/csv", steward);
            accepting("/figures/table?communityId=RELEASES&period=all", "application/vnd.apache.parquet", steward);
            HttpWorld.get("/editions/" + second + "/restatements", steward);

            var shown = "exact figures shown agency=" + AGENCY + " role=steward client=92442e214b8ef6eb path=";
            assertEquals(
                    List.of(
                            shown + "/figures/active communityId=RELEASES period=2025-04",
                            "exact figures shown agency=none role=operator client=92442e214b8ef6eb path=/figures/table communityId=RELEASES period=all",
                            shown + "/figures/active communityId=RELEASES period=2025-04 band=age",
                            shown + "/figures/active communityId=RELEASES period=2025-04 asOf=" + second,
                            shown + "/figures/table communityId=RELEASES period=all",
                            shown + "/editions/" + second + "/restatements"),
                    views.lines().stream().map(String::strip).toList());
        }
    }

    @Test
    void twoStewardsOfOneAgencyAreToldApartAndNotNamed() {
        var path = "/figures/active?communityId=RELEASES&period=2025-04";
        var mary = Tokens.of("mary.jones@weir.example", AGENCY, "steward");
        try (var views = new ExactViews()) {
            HttpWorld.get(path, mary);
            HttpWorld.get(path, Tokens.of("huw", AGENCY, "steward"));
            HttpWorld.get(path, mary);

            var lines = views.lines();
            assertEquals(3, lines.size());
            assertEquals(lines.getFirst(), lines.getLast());
            // printf 'https://issuer.test\nmary.jones@weir.example' | sha256sum
            assertTrue(lines.getFirst().contains(" client=2d75d74f93e9809d "), lines.getFirst());
            assertTrue(lines.stream().noneMatch(line -> line.contains("mary") || line.contains("huw")));
            assertFalse(lines.get(1).contains("2d75d74f93e9809d"), lines.get(1));
        }
    }
}
