package org.reciprocity.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LogFileTest {
    @TempDir
    Path folder;

    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @Test
    void aFileHandlerThatIsClosedWhileItLogsFails() throws IOException {
        var handler = telling(new FileHandler(path().toString()));
        handler.publish(entry("closed meanwhile", handler::close));

        assertEquals(List.of("NullPointerException"), troubles);
    }

    @Test
    void keepsWhatIsLoggedWhileTheLogManagerClosesItAndAfterwards() throws IOException {
        var log = new LogFile(path());
        telling(log).publish(entry("closed meanwhile", log::close));
        log.publish(entry("closed before", () -> {}));
        log.end();

        var written = Files.readString(path());
        assertTrue(written.contains("closed meanwhile"), written);
        assertTrue(written.contains("closed before"), written);
        assertEquals(List.of(), troubles);
    }

    @Test
    void endsWhenWhatIsBeingLoggedIsInTheFileAndDropsWhatComesLater() throws Exception {
        var log = new LogFile(path());
        telling(log);
        var logging = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var logger = Thread.ofPlatform()
                .daemon()
                .start(() -> log.publish(entry("whole", () -> {
                    logging.countDown();
                    await(goOn);
                })));
        await(logging);
        var ending = Thread.ofPlatform().daemon().start(log::end);
        while (ending.getState() != Thread.State.WAITING && ending.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        logger.join();
        ending.join();
        log.publish(entry("too late", () -> {}));

        var written = Files.readString(path());
        assertTrue(written.contains("whole"), written);
        assertFalse(written.contains("too late"), written);
        assertEquals(List.of(), troubles);
    }

    private Path path() {
        return folder.resolve("backends.log");
    }

    private Handler telling(Handler handler) {
        handler.setErrorManager(new ErrorManager() {
            @Override
            public synchronized void error(String message, Exception e, int code) {
                troubles.add(e.getClass().getSimpleName());
            }
        });
        return handler;
    }

    /** A record that does something while it is formatted. */
    private static LogRecord entry(String text, Runnable meanwhile) {
        var entry = new LogRecord(Level.WARNING, "{0}");
        entry.setParameters(new Object[] {
            new Object() {
                @Override
                public String toString() {
                    meanwhile.run();
                    return text;
                }
            }
        });
        return entry;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
