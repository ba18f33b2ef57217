package org.reciprocity.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reciprocity.local.play.Rebuilds;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Port;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;

/**
 * What a bench runs against: PostgreSQL, Kafka and the issuer on free ports, over a folder that is removed at the end, and the
 * services that the bench starts. It ends when it is closed, and with the JVM at the latest.
 */
final class BenchSystem implements AutoCloseable {
    /** It is ready when it has read the log once. */
    private static final Duration READ_WITHIN = Duration.ofMinutes(15);

    private final Terminal terminal;
    private final Path folder;
    private final DataFolder data;
    private final Ports ports = Ports.free(Map.of());
    private final LocalSystem system;

    private BenchSystem(Path folder, Terminal terminal) {
        this.folder = folder;
        this.terminal = terminal;
        data = DataFolder.take(folder);
        var root = Path.of(System.getProperty("reciprocity.root", ""))
                .toAbsolutePath()
                .normalize();
        system = new LocalSystem(root, ports, data, terminal, terminal::line);
    }

    /** Starts the servers, and no service. */
    static BenchSystem start(Terminal terminal) throws IOException {
        var bench = new BenchSystem(Files.createTempDirectory("reciprocity-bench-"), terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(bench::close));
        bench.system.startServers();
        return bench;
    }

    /**
     * Starts the reporting service, and waits until it has read the log.
     *
     * @param heap all of it from the start
     * @param jvm further options of its JVM
     */
    void startReporting(String heap, List<String> jvm) {
        var options = Stream.concat(heap(heap), jvm.stream()).toList();
        system.startServices(List.of(Service.REPORTING), options, READ_WITHIN);
        try (var rebuilds = new Rebuilds(system)) {
            terminal.step("Following the log to its end", () -> {
                rebuilds.awaitAllRead();
                return null;
            });
        }
    }

    /**
     * Starts the ledger service, and waits until it is ready.
     *
     * @param heap all of it from the start
     * @param jvm further options of its JVM
     */
    void startLedger(String heap, List<String> jvm) {
        system.startServices(
                List.of(Service.LEDGER), Stream.concat(heap(heap), jvm.stream()).toList());
    }

    private static Stream<String> heap(String heap) {
        return Stream.of("-Xms" + heap, "-Xmx" + heap);
    }

    /** What runs. */
    LocalSystem system() {
        return system;
    }

    /** Where all its files are. */
    Path folder() {
        return folder;
    }

    /** Where one of its databases is. */
    String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + ports.of(Port.POSTGRES) + "/" + database;
    }

    @Override
    public synchronized void close() {
        system.close();
        data.close();
        DataFolder.remove(folder);
    }
}
