package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.problem.ProblemType;

/** Every refusal is documented with its cause and its cure, and nothing else is. */
class ProblemTypesTest {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));
    private static final Path PAGE = ROOT.resolve(Path.of("docs", "reference", "problems.md"));
    private static final Path RULES = ROOT.resolve(Path.of("docs", "reference", "ledger-rules.md"));

    /** What any request can be answered with, whatever it asks for: the rules of the ledger have nothing to add. */
    private static final Set<String> OF_HTTP =
            Set.of("method-not-allowed", "not-acceptable", "unsupported-media-type", "internal-error");

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
        assertEquals(codes(), documented);
    }

    /**
     * Each was answered by the running service in this run, where a test expected it. Tests of the running service come before all
     * others, in the same JVM; where only some are asked for, nothing can be said.
     */
    @Test
    void wasAnsweredWithEachTypeInThisRun() throws IOException {
        var still = new TreeSet<>(testsOfTheRunningService());
        assertFalse(still.isEmpty());
        still.removeAll(Refusals.ran());
        assumeTrue(still.isEmpty() || System.getProperty("test") == null, "only some tests are asked for");
        assertEquals(Set.of(), still, "these have not run before this one, in this JVM: what they meet is not known");
        var never = new TreeSet<>(codes());
        never.removeAll(Refusals.met());
        assertEquals(Set.of(), never, "no test was refused with these by the running service");
    }

    private static List<String> testsOfTheRunningService() throws IOException {
        var tests = ROOT.resolve(Path.of("ledger-service", "src", "test", "java"));
        try (var files = Files.walk(tests)) {
            var found = new ArrayList<String>();
            for (var file :
                    files.filter(file -> file.toString().endsWith("Test.java")).toList()) {
                if (Files.readString(file).contains("\n@LedgerTest\n")) {
                    var name = tests.relativize(file).toString();
                    found.add(
                            name.substring(0, name.length() - ".java".length()).replace(File.separatorChar, '.'));
                }
            }
            return found;
        }
    }

    private static Set<String> codes() {
        return Arrays.stream(ProblemType.values())
                .map(ProblemType::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rules say where each type occurs. */
    @Test
    void tellsWhereEachTypeOccurs() throws IOException {
        var rules = Files.readString(RULES);
        var nowhere = new TreeSet<>(codes());
        nowhere.removeIf(code -> rules.contains("`" + code + "`"));
        assertEquals(new TreeSet<>(OF_HTTP), nowhere);
        var known = codes();
        var unknown = Pattern.compile("^\\|.*\\| ((?:`[a-z-]+`(?:, )?)+) \\|$", Pattern.MULTILINE)
                .matcher(rules.substring(rules.indexOf("\n## Refusals of an exchange")))
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ")))
                .map(code -> code.replace("`", ""))
                .filter(code -> !known.contains(code))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unknown, "the tables name what is no type");
    }

    @Test
    void givesEachTypeACodeOfItsOwn() {
        var codes = Arrays.stream(ProblemType.values()).map(ProblemType::code).toList();
        assertEquals(List.copyOf(new TreeSet<>(codes)).size(), codes.size());
    }
}
