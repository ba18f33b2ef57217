package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of what is survived names tests that there are. */
class ReliabilityPageTest {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root", "../.."));
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void namesTestsThatThereAre() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/reference/reliability.md"));
        var tests = tests();
        var named = NAMED.matcher(page).results().toList();
        var missing = named.stream()
                .filter(one -> tests.stream()
                        .noneMatch(test -> test.contains("class " + one.group(1) + " ")
                                && test.contains("void " + one.group(2) + "(")))
                .map(one -> one.group())
                .toList();
        assertEquals(List.of(), missing);
        assertTrue(named.size() > 30, () -> "only " + named.size() + " found");
    }

    /** The texts of all tests of all modules. */
    private static List<String> tests() throws IOException {
        var texts = new ArrayList<String>();
        for (var parent : List.of(ROOT, ROOT.resolve("deploy"))) {
            try (var modules = Files.newDirectoryStream(parent, Files::isDirectory)) {
                for (var module : modules) {
                    var sources = module.resolve("src/test/java");
                    if (Files.isDirectory(sources)) {
                        texts.addAll(under(sources));
                    }
                }
            }
        }
        return texts;
    }

    private static List<String> under(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .map(ReliabilityPageTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
