package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.system.Port;
import org.reciprocity.local.system.Ports;

/** Every command in the README and the pages that teach is run, as it stands, against a running system. */
class DocsIT {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));
    private static final List<String> PAGES = List.of("README.md", "docs/tutorial", "docs/how-to");

    @RegisterExtension
    static final PlayedSystem PLAYED = new PlayedSystem();

    private static final Scenario TAFF = PlayedSystem.scenario("taff");

    private static Path folder;

    @BeforeAll
    static void quietCurl() throws IOException {
        folder = PLAYED.folder();
        Files.writeString(folder.resolve(".curlrc"), "fail-with-body\nmax-time = 60\n");
    }

    @Test
    void theReadmeHasTheCallsThatTheProgramPrints() throws IOException {
        var readme = Files.readString(ROOT.resolve("README.md"));

        for (var line : new CallsToTry(Ports.chosen(Map.of())).lines(TAFF)) {
            assertTrue(readme.contains(line), () -> "README.md lacks: " + line);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCommandWorks() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var page : pages()) {
            var blocks = MarkdownBlocks.of(Files.readAllLines(page));
            if (!blocks.isEmpty()) {
                tests.add(DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> run(page, blocks)));
            }
        }
        assertFalse(tests.isEmpty(), "no page has a command");
        return tests.stream();
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        for (var page : PAGES) {
            var path = ROOT.resolve(page);
            if (Files.isDirectory(path)) {
                try (var files = Files.walk(path)) {
                    files.filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .forEach(pages::add);
                }
            } else {
                pages.add(path);
            }
        }
        return pages;
    }

    /** All blocks of a page in one shell, as a reader would type them. */
    private static void run(Path page, List<MarkdownBlocks.Block> blocks) throws Exception {
        var script = new StringBuilder("set -euo pipefail\n");
        for (var block : blocks) {
            script.append("echo '--- line ")
                    .append(block.line())
                    .append(" of ")
                    .append(page.getFileName())
                    .append("'\n");
            script.append(block.commands());
        }
        var file = Files.writeString(Files.createTempFile(folder, "page", ".sh"), here(script.toString()));
        var output = Files.createTempFile(folder, "page", ".out");
        var shell = new ProcessBuilder("bash", file.toString())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("CURL_HOME", folder.toString());
        for (var port : Port.values()) {
            shell.environment()
                    .put(port.variable(), String.valueOf(PLAYED.system().ports().of(port)));
        }
        var process = shell.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertTrue(ended, () -> page + " did not end:\n" + read(output));
        assertEquals(0, process.exitValue(), () -> page + " failed:\n" + read(output));
    }

    /** The text for the ports in use here. */
    private static String here(String text) {
        var here = text;
        for (var port : Port.values()) {
            here = here.replace(
                    "localhost:" + port.usual(),
                    "localhost:" + PLAYED.system().ports().of(port));
        }
        return here;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
