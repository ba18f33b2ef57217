package org.reciprocity.ledger.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;

class CsvTableTest {
    private static final List<String> COLUMNS = List.of("date", "provider_role", "skill");

    private static CsvTable read(String text) {
        return CsvTable.read(text.getBytes(StandardCharsets.UTF_8), COLUMNS, Set.of("date"));
    }

    private static Problem refused(byte[] file) {
        return assertThrows(ProblemException.class, () -> CsvTable.read(file, COLUMNS, Set.of("date")))
                .problem();
    }

    private static Problem refused(String text) {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Long> lines(CsvTable table) {
        return table.rows().stream().map(CsvTable.Row::line).toList();
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        for (var text : List.of(
                "date,provider_role,skill\r\n2025-05-04,member,cooking\r\n",
                "\ufeffdate;Provider role;SKILL\r\n2025-05-04;member;cooking\r\n;;\r\n;;\r\n",
                "date\tprovider-role\tskill\n2025-05-04\tmember\tcooking",
                "sep=;\r\ndate;provider_role;skill;;\r\n2025-05-04; member ;\u00a0cooking;;\r\n",
                "skill,\"date\",provider_role\n\"cooking\",\"2025-05-04\",\"member\"\n\n\n")) {
            var rows = read(text).rows();
            assertEquals(1, rows.size(), text);
            assertEquals("2025-05-04", rows.getFirst().cell("date"), text);
            assertEquals("member", rows.getFirst().cell("provider_role"), text);
            assertEquals("cooking", rows.getFirst().cell("skill"), text);
            assertFalse(rows.getFirst().tooMany());
        }
    }

    @Test
    void numbersLinesAsAnEditorDoes() {
        assertEquals(List.of(2L, 3L, 6L), lines(read("date,skill\n1,\"a\"\n2,\"b\nb\nb\"\n3,c\n")));
        assertEquals(List.of(2L, 4L), lines(read("date,skill\r\n1,a\r\n\r\n2,b\r\n")));
        assertEquals(List.of(3L, 4L), lines(read("sep=,\ndate,skill\n1,a\n2,b\n")));
    }

    @Test
    void keepsQuotesDelimitersAndLineBreaksWithinATextApart() {
        var rows = read("date,skill\n1,\"a, \"\"b\"\";\r\nc\"\n").rows();
        assertEquals("a, \"b\";\r\nc", rows.getFirst().cell("skill"));
    }

    @Test
    void tellsOfSomethingBeyondTheLastColumn() {
        assertTrue(read("date,skill\n1,a,b\n").rows().getFirst().tooMany());
        assertNull(read("date,skill\n1\n").rows().getFirst().cell("skill"));
    }

    @Test
    void refusesAFileThatIsNone() {
        assertEquals("unreadable-csv", refused("").type().code());
        assertEquals("unreadable-csv", refused("\n\n").type().code());
        assertEquals(1, refused("skill\ncooking\n").more().get("line").intValue());
        assertTrue(refused("skill\ncooking\n").detail().contains("date is missing"));
        assertTrue(refused("date,date\n1,1\n").detail().contains("twice"));
        assertTrue(refused("date,name of the person\n1,x\n").detail().startsWith("Column 2 "));
        assertFalse(refused("date,name of the person\n1,x\n").detail().contains("name of"));
        assertEquals(3, refused("date,skill\n1,a\n2,\"b").more().get("line").intValue());
        assertEquals("unreadable-csv", refused("date,skill\n1,\"a\"b\n").type().code());
        var western = "date,skill\n1,caf\u00e9\n".getBytes(Charset.forName("windows-1252"));
        assertTrue(refused(western).detail().contains("UTF-8"));
        assertEquals(
                "unreadable-csv",
                refused("date\n1\n".getBytes(StandardCharsets.UTF_16)).type().code());
    }

    @Test
    void takesTenThousandLinesAndNoMore() {
        var most = "date\n"
                + IntStream.range(0, CsvTable.MOST).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertEquals(10_000, read(most).rows().size());
        assertEquals("too-large", refused(most + "1\n").type().code());
        assertEquals(10_000, read(most + "\n\n").rows().size());
    }
}
