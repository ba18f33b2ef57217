package org.reciprocity.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.reciprocity.local.play.Demonstration;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.scenario.ScenarioFile;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.StartException;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything and plays the demonstration; then serves until it is stopped, or proves what came of it and stops. */
@Command(
        name = "run",
        description = {
            "Starts PostgreSQL, Kafka, a development issuer and the three services, and plays the demonstration the first "
                    + "time. Ctrl-C stops everything in order."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final List<String> DEMONSTRATION = List.of("taff", "rushey-green", "learning-to-lead");

    @Mixin
    private PortOptions ports;

    @Option(
            names = "--once",
            description = "play into a temporary folder, rebuild, prove that all agrees, print figures and JSON, stop")
    private boolean once;

    @Option(names = "--data", paramLabel = "DIR", description = "the folder kept between runs (.data in the project)")
    private Path data;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            description = "play this one (of deploy/local/scenarios, or a file); may be repeated")
    private List<String> scenarios = new ArrayList<>();

    /** Whether a temporary folder stays, for somebody to see what went wrong. */
    private volatile boolean worthALook;

    private final Path root =
            Path.of(System.getProperty("reciprocity.root", "")).toAbsolutePath().normalize();
    private final Terminal terminal = Terminal.ofThisProgram();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var toPlay = (scenarios.isEmpty() ? DEMONSTRATION : scenarios)
                .stream().map(this::scenario).toList();
        boolean temporary = once && data == null;
        var folder =
                temporary ? Files.createTempDirectory("reciprocity-") : data == null ? root.resolve(".data") : data;
        if (once && !temporary && Files.exists(folder.resolve("postgres"))) {
            throw new StartException("--once plays into an empty folder, and " + folder + " has data.");
        }
        var kept = DataFolder.take(folder);
        var system = new LocalSystem(
                root,
                once ? Ports.free(ports.chosen()) : Ports.chosen(ports.chosen()),
                kept,
                terminal,
                this::serviceDied);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            system.close();
            kept.close();
            if (temporary && !worthALook) {
                DataFolder.remove(folder);
            }
        }));
        terminal.line("Starting (data and logs in " + folder + ")");
        system.start();
        if (once) {
            boolean proven;
            try (var demonstration = new Demonstration(system, terminal)) {
                proven = demonstration.playAndProve(toPlay, system::close);
            } catch (RuntimeException e) {
                worthALook = true;
                throw e;
            }
            worthALook = !proven;
            return proven ? 0 : 1;
        }
        serve(system, kept, toPlay);
        return 0;
    }

    private void serve(LocalSystem system, DataFolder kept, List<Scenario> toPlay) throws InterruptedException {
        try (var demonstration = new Demonstration(system, terminal)) {
            var fresh = toPlay.stream()
                    .filter(scenario -> !kept.isNoted(noteOf(scenario)))
                    .toList();
            if (!fresh.isEmpty()) {
                demonstration.play(fresh);
                fresh.forEach(scenario -> kept.note(noteOf(scenario)));
            }
            for (var scenario : toPlay) {
                demonstration.printFigures(scenario);
                demonstration.printExpected(scenario);
            }
        }
        new Welcome(system).lines(toPlay).forEach(terminal::line);
        new CountDownLatch(1).await();
    }

    private static String noteOf(Scenario scenario) {
        return "played-" + scenario.name();
    }

    private Scenario scenario(String nameOrFile) {
        var named = root.resolve("deploy/local/scenarios").resolve(nameOrFile + ".yaml");
        return ScenarioFile.read(Files.exists(named) ? named : Path.of(nameOrFile));
    }

    /** Told by a thread that must not wait for the end that it brings about. */
    private void serviceDied(String obituary) {
        terminal.line(obituary);
        new Thread(() -> System.exit(1), "after-a-death").start();
    }
}
