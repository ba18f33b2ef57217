package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.local.play.Demonstration;
import org.reciprocity.local.play.Proof;
import org.reciprocity.local.scenario.ScenarioFile;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.ServiceProcess;
import org.reciprocity.local.system.Terminal;

/** The packaged services on a real PostgreSQL and a real broker: a small street's weeks, calmly and with kills. */
class SystemIT {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private final ConcurrentLinkedQueue<String> obituaries = new ConcurrentLinkedQueue<>();

    /** What the run said stands in the test's own output, for when something failed. */
    @AfterEach
    void show() {
        System.out.println(said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void losesNothingAndDoublesNothingWhenEachServiceIsKilledInTheMiddle() {
        var calm = play("calm", Map.of());
        var rough = play("rough", Map.of(200, Service.LEDGER, 400, Service.MATCHING, 600, Service.REPORTING));

        assertEquals(List.of(), calm.differences());
        assertEquals(List.of(), rough.differences());
        assertEquals(calm.digest(), rough.digest());
        assertEquals(rough.digest(), rough.rebuildDigest());
        assertEquals(calm.events(), rough.events());
        assertTrue(calm.exchanges() > 300, () -> "exchanges: " + calm.exchanges());
        assertTrue(calm.matches() > 5, () -> "matches: " + calm.matches());
        assertEquals(List.of(), List.copyOf(obituaries));
    }

    /** Plays the small street; after so many answers a service is killed and started again, the rest going on. */
    private Proof.Result play(String name, Map<Integer, Service> kills) {
        var scenario = ScenarioFile.read(ROOT.resolve("deploy/local/scenarios/small.yaml"));
        try (var data = DataFolder.take(folder.resolve(name));
                var system = new LocalSystem(ROOT, Ports.free(Map.of()), data, terminal, obituaries::add)) {
            system.start();
            try (var demonstration = new Demonstration(system, terminal, answers -> {
                var victim = kills.get(answers);
                if (victim != null) {
                    killAndStart(system.service(victim));
                }
            })) {
                return demonstration.prove(demonstration.play(List.of(scenario)));
            }
        }
    }

    private void killAndStart(ServiceProcess process) {
        try {
            terminal.line("kill -9 of the " + process.service().shortName() + " service");
            process.kill();
            process.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
