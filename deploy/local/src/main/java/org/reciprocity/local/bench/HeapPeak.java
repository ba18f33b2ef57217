package org.reciprocity.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;
import org.reciprocity.local.play.PlayException;

/** The most heap that a service used while this was open, by its own metrics, looked at a few times a second. */
final class HeapPeak implements AutoCloseable {
    private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";
    private static final int BETWEEN_LOOKS_MILLIS = 200;
    private static final double MEBI = 1 << 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final DoubleAccumulator bytes = new DoubleAccumulator(Math::max, 0);

    HeapPeak(URI service) {
        request = HttpRequest.newBuilder(service.resolve("/q/metrics"))
                .header("Accept", "text/plain")
                .build();
        look();
        thread = Thread.ofPlatform().name("heap-peak").start(this::watch);
    }

    private void watch() {
        try {
            while (!closed.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            var metrics =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            double used = metrics.lines()
                    .filter(line -> line.startsWith(USED))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            if (used == 0) {
                throw new PlayException("The service's metrics do not tell the heap it uses");
            }
            bytes.accumulate(used);
        } catch (IOException e) {
            throw new PlayException("The service's metrics could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The most so far, in mebibytes. */
    double mebibytes() {
        return bytes.get() / MEBI;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
