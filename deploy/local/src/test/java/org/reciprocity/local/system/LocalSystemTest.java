package org.reciprocity.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
    private final BlockingQueue<String> obituaries = new ArrayBlockingQueue<>(10);
    private Ports ports;
    private DataFolder data;
    private LocalSystem system;

    @BeforeEach
    void prepare() throws Exception {
        ports = Ports.free(Map.of());
        data = DataFolder.take(folder.resolve("data"));
        system = new LocalSystem(folder, ports, data, terminal, obituaries::add);
        for (var service : Service.values()) {
            StandInService.thatServes(service, folder);
        }
    }

    @AfterEach
    void stop() {
        system.close();
        data.close();
    }

    private void assertNothingListens() {
        ports.requireFree();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void startsEverythingAndStopsItInOrder() throws Exception {
        system.start();
        assertTrue(Files.readString(data.log("ledger")).contains("serving on " + ports.of(Port.LEDGER)));
        system.close();

        assertNothingListens();
        assertTrue(obituaries.isEmpty(), obituaries::toString);
        var said = printed();
        assertTrue(said.indexOf("Starting PostgreSQL") < said.indexOf("Starting Kafka"), said);
        assertTrue(said.indexOf("Stopping the ledger service") < said.indexOf("Stopping Kafka"), said);
        assertTrue(said.indexOf("Stopping Kafka") < said.indexOf("Stopping PostgreSQL"), said);
    }

    @Test
    void leavesNothingRunningWhenAServiceDoesNotStart() throws Exception {
        StandInService.thatDies(Service.REPORTING, folder);

        var told = assertThrows(StartException.class, system::start);
        system.close();

        assertTrue(told.getMessage().contains("The reporting service ended with exit code 3"), told.getMessage());
        assertTrue(told.getMessage().contains("the settings are wrong"), told.getMessage());
        assertNothingListens();
    }

    @Test
    void tellsAtOnceWhenAServiceDiesAndKeepsWhatItHasOverARestart() throws Exception {
        system.start();
        ProcessHandle.of(pid("matching")).orElseThrow().destroyForcibly();
        var obituary = obituaries.poll(20, TimeUnit.SECONDS);
        assertTrue(obituary.contains("The matching service ended with exit code 137"), obituary);
        assertTrue(obituary.contains("serving on"), obituary);

        system.service(Service.LEDGER).kill();
        system.service(Service.LEDGER).start();
        system.service(Service.LEDGER).awaitReady();
        assertTrue(obituaries.isEmpty(), "a wanted end is no death: " + obituaries);
    }

    private long pid(String service) throws Exception {
        return Long.parseLong(
                Files.readString(data.resolve("processes").resolve(service)).split(" ", 2)[0]);
    }

    @Test
    void stopsWhatAnEarlierRunLeftBehind() throws Exception {
        system.start();
        var leftover = ProcessHandle.of(pid("ledger")).orElseThrow();
        data.stopLeftovers(terminal);

        assertFalse(leftover.isAlive());
        assertTrue(printed().contains("left behind: ledger"), this::printed);
        assertTrue(printed().contains("left behind: PostgreSQL"), this::printed);
    }

    @Test
    void namesThePortThatIsTakenAndTheOptionThatChoosesAnother() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.of(Port.MATCHING)));
            var told = assertThrows(StartException.class, system::start);

            assertTrue(told.getMessage().contains("Port " + ports.of(Port.MATCHING)), told.getMessage());
            assertTrue(told.getMessage().contains("--port-matching"), told.getMessage());
            assertEquals("", printed());
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        var told = assertThrows(StartException.class, () -> DataFolder.take(folder.resolve("data")));

        assertTrue(told.getMessage().contains("in use by another run"), told.getMessage());
    }

    @Test
    void saysWhatIsNotPackaged() throws Exception {
        Files.delete(Service.LEDGER.packaged(folder));
        var told = assertThrows(StartException.class, system::start);

        assertTrue(told.getMessage().contains("The ledger service is not packaged"), told.getMessage());
    }
}
