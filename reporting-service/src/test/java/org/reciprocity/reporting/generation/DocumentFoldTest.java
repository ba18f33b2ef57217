package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;

/** What is kept of events as it is, from the topics to the tables. */
class DocumentFoldTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("reciprocity.root"), "docs", "contracts", "examples");
    private static final UUID COMMUNITY = Story.id(0xc001);
    private static final UUID AGENCY = Story.id(0xa001);

    private static TestLog.Entry example(String file, UUID key) throws IOException {
        return TestLog.Entry.of(
                TestLog.OUTCOMES,
                file.replaceAll("-[0-9]$", ""),
                COMMUNITY,
                key,
                Files.readString(EXAMPLES.resolve(file + ".json")).strip());
    }

    @Test
    void everyDocumentIsKeptAndAContractEndsWhereverItIsWritten() throws Exception {
        try (var replicas = new Replicas();
                var ledger = new TestLog(replicas.prefix, "ledger", 0)) {
            ledger.write(
                    Story.agency(AGENCY, "TAFF"), Story.community(COMMUNITY, "TAFF-TIME", "Europe/London", AGENCY));
            ledger.write(List.of(
                    example("unit-cost-published.v1", COMMUNITY),
                    example("deflator-published.v1", COMMUNITY),
                    example("contract-let.v1", COMMUNITY),
                    example("contract-ended.v1", COMMUNITY),
                    example("appraisal-registered.v1", Story.id(0xd001)),
                    example("appraisal-registered.v1-2", Story.id(0xd001)),
                    example("claim-registered.v1", COMMUNITY),
                    example("instrument-registered.v1", COMMUNITY)));
            var keeper = replicas.start();
            Wait.until(() -> replicas.state(1).equals("live") && replicas.isAtTheEnds(keeper, 1));

            var documents = new ArrayList<String>();
            for (var line : replicas.lines(1)) {
                if (line.startsWith("document|TAFF-TIME|")) {
                    documents.add(line.substring("document|TAFF-TIME|".length()));
                }
            }

            assertEquals(
                    List.of("unit_cost", "deflator", "contract", "appraisal", "appraisal", "claim"),
                    documents.stream()
                            .map(line -> line.substring(0, line.indexOf('|')))
                            .toList());
            assertTrue(
                    documents.get(0).contains(",\"[\"\"direct-care\"\",\"\"qualification\"\"]\","), documents.get(0));
            assertTrue(documents.get(1).contains(",GBP,2024,96.25,"), documents.get(1));
            assertTrue(documents.get(2).contains(",2026-04-01,2029-03-31,2028-03-31,break-clause,"), documents.get(2));
            assertTrue(
                    documents
                            .get(3)
                            .contains(
                                    "{\"\"agency\"\":\"\"01997c10-0000-7000-8000-00000000a002\"\",\"\"share\"\":0.9}"),
                    documents.get(3));
            assertTrue(
                    documents.get(5).contains("\"\"formula\"\":\"\"pupils * hoursPerWeek * weeks\"\""),
                    documents.get(5));
        }
    }
}
