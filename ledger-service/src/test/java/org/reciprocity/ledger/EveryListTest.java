package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every list there is, taken from the API's own description: none grows without an end. */
@LedgerTest
class EveryListTest {
    private static final Set<String> PAGED = Set.of("cursor", "limit");

    private static List<Described.Operation> reads() {
        return Described.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .toList();
    }

    /** The log, which goes on from a sequence (`after`); and a report of one moment, with a row for each partner. */
    private static final Set<String> OTHERWISE = Set.of("/changes", "/communities/{id}/liability");

    @Test
    void hasPages() throws JsonProcessingException {
        var town = Town.founded();
        var known = Things.of(town);
        var unpaged = new ArrayList<String>();
        for (var operation : reads()) {
            var sent = operation.with(known.path(operation)).query(known.query(operation));
            var answer = sent.send(town.leadToken, null);
            if (answer.statusCode() == 403) {
                answer = sent.send(Tokens.operator(), null);
            }
            if (answer.statusCode() == 200
                    && answer.body().startsWith("{")
                    && Described.JSON.readTree(answer.body()).has("items")
                    && !OTHERWISE.contains(operation.path())
                    && !operation.query().containsAll(PAGED)) {
                unpaged.add(operation.path());
            }
        }
        assertEquals(List.of(), unpaged);
    }

    /** Of which community is said of nearly all, and told before the table. */
    private static final Set<String> UNTOLD = Set.of("cursor", "limit", "communityId");

    @Test
    void isDescribedWithItsFilters() throws IOException {
        var page = Files.readString(
                Path.of(System.getProperty("reciprocity.root"), "docs", "reference", "ledger-rules.md"));
        var rows = page.lines().filter(line -> line.startsWith("| `/")).toList();
        var missing = new ArrayList<String>();
        for (var operation : reads()) {
            if (operation.query().containsAll(PAGED)) {
                var row = rows.stream()
                        .filter(line -> line.split("\\|", -1)[1].contains("`" + operation.path() + "`"))
                        .findFirst();
                if (row.isEmpty()) {
                    missing.add(operation.path());
                } else {
                    operation.query().stream()
                            .filter(filter ->
                                    !UNTOLD.contains(filter) && !row.get().contains("`" + filter + "`"))
                            .forEach(filter -> missing.add(operation.path() + " " + filter));
                }
            }
        }
        assertEquals(List.of(), missing);
    }
}
