package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.problem.ProblemType;

/** Every refusal is documented with its cause and its cure, and nothing else is. */
class ProblemTypesTest {
    private static final Path PAGE =
            Path.of(System.getProperty("reciprocity.root"), "docs", "reference", "problems.md");

    @Test
    void documentsEachTypeWithCauseAndCure() throws IOException {
        var page = Files.readString(PAGE);
        for (var type : ProblemType.values()) {
            var section = Pattern.compile(
                            "^### `" + type.code() + "` \\(" + type.status() + "\\)\\n(.*?)(?=^##|\\z)",
                            Pattern.MULTILINE | Pattern.DOTALL)
                    .matcher(page);
            assertTrue(section.find(), () -> "undocumented: " + type.code() + " (" + type.status() + ")");
            assertTrue(section.group(1).contains("**Cause.** "), type.code());
            assertTrue(section.group(1).contains("**Cure.** "), type.code());
        }
    }

    @Test
    void listsTheTypesOfThisServiceAndNoOthers() throws IOException {
        var page = Files.readString(PAGE);
        var ledger = page.substring(page.indexOf("## Ledger"));
        int end = ledger.indexOf("\n## ", 1);
        var documented = Pattern.compile("^### `([a-z-]+)`", Pattern.MULTILINE)
                .matcher(end < 0 ? ledger : ledger.substring(0, end))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Arrays.stream(ProblemType.values())
                        .map(ProblemType::code)
                        .collect(Collectors.toCollection(TreeSet::new)),
                documented);
    }

    /** Each occurs where a test of the running service says what it expects to be refused with. */
    @Test
    void bringsAboutEachTypeOverHttpInSomeTest() throws IOException {
        var expected = Pattern.compile("refused\\(\\s*(\\d+),\\s*\"([a-z-]+)\"|/problems/([a-z-]+)");
        var tests = Path.of(System.getProperty("reciprocity.root"), "ledger-service", "src", "test", "java");
        var broughtAbout = new TreeSet<String>();
        try (var files = Files.walk(tests)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith("Test.java")).toList()) {
                var source = Files.readString(file);
                if (source.contains("\n@LedgerTest\n")) {
                    expected.matcher(source)
                            .results()
                            .forEach(match ->
                                    broughtAbout.add(match.group(2) == null ? match.group(3) : match.group(2)));
                }
            }
        }
        var never = Arrays.stream(ProblemType.values())
                .map(ProblemType::code)
                .filter(code -> !broughtAbout.contains(code))
                .toList();
        assertEquals(List.of(), never, "no test over HTTP is refused with these");
    }

    @Test
    void givesEachTypeACodeOfItsOwn() {
        var codes = Arrays.stream(ProblemType.values()).map(ProblemType::code).toList();
        assertEquals(List.copyOf(new TreeSet<>(codes)).size(), codes.size());
    }
}
