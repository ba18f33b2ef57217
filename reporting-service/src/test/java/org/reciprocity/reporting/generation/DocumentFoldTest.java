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

    private static TestLog.Entry outcome(String type, String body) {
        return TestLog.Entry.of(TestLog.OUTCOMES, type + ".v1", COMMUNITY, Story.id(0xd001), body);
    }

    private static TestLog.Entry cost(long id, int year, int amount, int grade) {
        return outcome("cost-borne", """
                {"cost":"%s","agency":"%s","year":%d,"amount":%d,"currency":"GBP","priceYear":2026,"inKind":false,"preventive":true,"grade":%d}""".formatted(Story.id(id), AGENCY, year, amount, grade));
    }

    private static TestLog.Entry referred(long id, String day) {
        return outcome("case-referred", """
                {"case":"%s","agency":"%s","participant":"%s","reason":"youth-court","couldGive":[]%s}""".formatted(Story.id(id), AGENCY, Story.id(0xb001), day));
    }

    private static TestLog.Entry support(String id) {
        return outcome("case-support-recorded", """
                {"case":"%s","participant":"%s",%s"from":"2025-09-01","to":"2025-09-28","unit":"week","quantity":4,"unitCost":{"currency":"GBP","pence":100},"counterfactualUnitCost":{"currency":"GBP","pence":150}}""".formatted(Story.id(0xca01), Story.id(0xb001), id));
    }

    @Test
    void monthsAreThoseThatSomethingCountsInAndAmountsAreToldApartByGrade() throws Exception {
        try (var replicas = new Replicas();
                var ledger = new TestLog(replicas.prefix, "ledger", 0)) {
            ledger.write(
                    Story.agency(AGENCY, "TAFF"), Story.community(COMMUNITY, "TAFF-TIME", "Europe/London", AGENCY));
            ledger.write(List.of(
                    referred(0xca01, ""),
                    referred(0xca02, ",\"referredOn\":\"2026-02-03\""),
                    support("\"support\":\"" + Story.id(0xcb01) + "\","),
                    support("\"support\":\"" + Story.id(0xcb02) + "\","),
                    support(""),
                    support(""),
                    outcome("measure-scored", """
                            {"measure":"%s","participant":"%s","instrument":"SWEMWBS","wave":0,"arm":"participants","score":19.98,"measuredOn":"2024-11-05"}""".formatted(Story.id(0xe001), Story.id(0xb001))),
                    outcome("outcome-withdrawn", """
                            {"outcome":"%s","of":"measure","reason":"duplicate"}""".formatted(Story.id(0xe001))),
                    cost(0xf001, 2026, 100, 1),
                    cost(0xf002, 2026, 200, 2),
                    cost(0xf003, 2019, 300, 1),
                    outcome("outcome-withdrawn", """
                            {"outcome":"%s","of":"cost","reason":"duplicate"}""".formatted(Story.id(0xf003)))));
            var keeper = replicas.start();
            Wait.until(() -> replicas.state(1).equals("live") && replicas.isAtTheEnds(keeper, 1));

            var lines = replicas.lines(1);
            var months = lines.stream()
                    .filter(line -> line.startsWith("figure|TAFF-TIME|-|"))
                    .map(line -> line.split("\\|", -1)[3])
                    .filter(period -> period.matches("[0-9]{4}(-[0-9]{2})?"))
                    .distinct()
                    .toList();

            assertEquals(
                    List.of("2025", "2025-09", "2026", "2026-02", "2026-05"),
                    months.stream().sorted().toList());
            for (var counted : List.of("2025-09|cases|0", "2026-02|cases|1", "2026-05|cases|1", "all|cases|2")) {
                assertEquals(1, startingWith(lines, "figure|TAFF-TIME|-|" + counted), counted);
            }
            // Two with ids, and one of the two that nothing tells apart.
            assertEquals(1, startingWith(lines, "figure|TAFF-TIME|-|2025-09|support-cost-difference|600"));
            assertEquals(2, startingWith(lines, "cost|TAFF-TIME|"));
            var of = "cost|TAFF-TIME|" + Story.id(0xd001) + "|" + AGENCY + "|2026|GBP|2026|";
            assertEquals(1, startingWith(lines, of + "1|-|in-kind=false preventive=true|1|100"));
            assertEquals(1, startingWith(lines, of + "2|-|in-kind=false preventive=true|1|200"));
        }
    }

    private static long startingWith(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start)).count();
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
