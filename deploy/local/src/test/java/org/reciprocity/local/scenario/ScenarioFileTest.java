package org.reciprocity.local.scenario;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
    private static final String GOOD = """
            name: test
            title: Test
            seed: 1
            from: 2024-01-01
            weeks: 1
            community: {code: test, name: Test, timeZone: Europe/London, lead: lead}
            agencies: [{code: lead, name: Lead}]
            """;

    @TempDir
    Path folder;

    private String complaintAbout(String text) throws IOException {
        var file = Files.writeString(folder.resolve("test.yaml"), text);
        return assertThrows(IllegalArgumentException.class, () -> ScenarioFile.read(file))
                .getMessage();
    }

    @Test
    void readsAScenario() throws IOException {
        var file = Files.writeString(folder.resolve("test.yaml"), GOOD);

        assertTrue(ScenarioFile.read(file).people().isEmpty());
    }

    @Test
    void namesAFieldThatItDoesNotKnow() throws IOException {
        assertTrue(complaintAbout(GOOD + "weather: fine\n").contains("weather"));
    }

    @Test
    void namesAGroupThatDoesNotExist() throws IOException {
        var complaint = complaintAbout(GOOD + "contributions: [{by: [nobody], to: pot, perWeek: 1, minutes: 60}]\n");

        assertTrue(complaint.contains("contributions.by names nobody"), complaint);
    }

    @Test
    void namesAnAgencyThatDoesNotExist() throws IOException {
        var complaint = complaintAbout(GOOD + "issuance: [{to: elsewhere, below: 1, minutes: 1}]\n");

        assertTrue(complaint.contains("issuance.to names elsewhere"), complaint);
    }

    @Test
    void namesAKindThatNoSheetHolds() throws IOException {
        var complaint = complaintAbout(GOOD + "sheets: [grant]\n");

        assertTrue(complaint.contains("sheets names grant"), complaint);
    }

    @Test
    void namesAnAddressThatTakesNoRecords() throws IOException {
        var complaint = complaintAbout(GOOD + "records: {weather: [{by: lead}]}\n");

        assertTrue(complaint.contains("records names weather"), complaint);
    }

    @Test
    void asksOfWhomAFollowUpIs() throws IOException {
        var complaint = complaintAbout(GOOD + "followUps: [{event: moved, windowMonths: 12, of: [nobody], yes: 1}]\n");

        assertTrue(complaint.contains("followUps.of names nobody"), complaint);
    }

    @Test
    void waitsForTheMonthsOfANo() throws IOException {
        var complaint = complaintAbout(GOOD + """
                programmes: [{code: repairs, agency: lead, name: Repairs, design: both, delivery: users}]
                people: [{group: tenants, count: 2, enrolments: [{programme: repairs}]}]
                followUps: [{event: moved, windowMonths: 12, week: 1, of: [tenants], programme: repairs, yes: 1, no: 1}]
                """);

        assertTrue(complaint.contains("followUps.on is before the months of moved are over"), complaint);
    }

    @Test
    void asksWhatIsExpectedOfWhat() throws IOException {
        var complaint = complaintAbout(GOOD + "expect: [{figure: active, claim: other, is: 1}]\n");

        assertTrue(complaint.contains("expect wants one of"), complaint);
    }

    @Test
    void saysWhichFileIsMissing() {
        var complaint =
                assertThrows(IllegalArgumentException.class, () -> ScenarioFile.read(folder.resolve("missing.yaml")));

        assertTrue(complaint.getMessage().contains("missing.yaml"));
    }
}
