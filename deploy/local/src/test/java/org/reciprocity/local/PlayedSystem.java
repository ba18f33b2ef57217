package org.reciprocity.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.reciprocity.local.play.Demonstration;
import org.reciprocity.local.play.Proof;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.scenario.ScenarioFile;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.Terminal;

/**
 * The packaged services with the programmes of the field played to them, started once for all tests that look at it. What came
 * of them is looked up before any test does something of its own.
 */
final class PlayedSystem implements BeforeAllCallback {
    static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));

    /** The programmes that the field is known by, as scenarios. */
    static final List<String> PROGRAMMES = List.of(
            "taff",
            "rushey-green",
            "elderplan",
            "lehigh-valley",
            "camden",
            "youth-court",
            "jefferson-teen-court",
            "preston-peer-panels",
            "nurse-family",
            "keyring",
            "expert-patient",
            "asthma-class",
            "shared-lives",
            "learning-to-lead",
            "cab-rota",
            "birmingham");

    /** Every scenario there is but the small street, which is played and proven by itself again and again. */
    static final List<String> SCENARIOS =
            Stream.concat(PROGRAMMES.stream(), Stream.of("circle-of-three")).toList();

    private volatile Played played;

    /** A running system, and what came of what was played to it. */
    private static final class Played implements AutoCloseable {
        private final Path folder;
        private final DataFolder data;
        private final LocalSystem system;
        private final Map<String, List<String>> found = new LinkedHashMap<>();
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final ConcurrentLinkedQueue<String> obituaries = new ConcurrentLinkedQueue<>();
        private final Proof.Result proof;

        Played() {
            try {
                folder = Files.createTempDirectory("reciprocity-test-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            data = DataFolder.take(folder.resolve("data"));
            var terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
            system = new LocalSystem(ROOT, Ports.free(Map.of()), data, terminal, obituaries::add);
            system.start();
            var scenarios = SCENARIOS.stream().map(PlayedSystem::scenario).toList();
            try (var demonstration = new Demonstration(system, terminal)) {
                proof = demonstration.proveByDigest(demonstration.play(scenarios));
                for (var scenario : scenarios) {
                    found.put(scenario.name(), demonstration.notAsExpected(scenario));
                }
            }
        }

        /** What the run said stands in the tests' own output, for when something failed. */
        @Override
        public void close() {
            system.close();
            System.out.println(said.toString(StandardCharsets.UTF_8));
            data.close();
            DataFolder.remove(folder);
        }
    }

    static Scenario scenario(String name) {
        return ScenarioFile.read(ROOT.resolve("deploy/local/scenarios/" + name + ".yaml"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        played = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Played.class.getName(), key -> new Played(), Played.class);
    }

    LocalSystem system() {
        return played.system;
    }

    /** A folder that goes with the system. */
    Path folder() {
        return played.folder;
    }

    /** What agrees of all of them, and what does not. */
    Proof.Result proof() {
        return played.proof;
    }

    /** What came of a scenario and is not as its file says it must be. */
    List<String> notAsExpected(String scenario) {
        return played.found.get(scenario);
    }

    /** Services that ended by themselves. */
    List<String> obituaries() {
        return List.copyOf(played.obituaries);
    }
}
