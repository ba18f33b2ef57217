package org.reciprocity.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients that work at the same time, each without a pause, as pgbench has them. */
final class Clients {
    private Clients() {}

    /** What a client does once; it answers how much that was. */
    interface Work {
        int once() throws Exception;

        /** Ends it. */
        void close() throws Exception;
    }

    /** How much they do in a second. What was begun in time is waited for, and the time until then counts. */
    static double perSecond(int clients, Duration time, Callable<Work> start) throws Exception {
        var works = new ArrayList<Work>();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                works.add(start.call());
            }
            long begun = System.nanoTime();
            var running = new ArrayList<Future<Long>>();
            for (var work : works) {
                running.add(threads.submit(() -> {
                    long done = 0;
                    while (System.nanoTime() - begun < time.toNanos()) {
                        done += work.once();
                    }
                    return done;
                }));
            }
            long done = 0;
            for (var client : running) {
                done += client.get();
            }
            return done / ((System.nanoTime() - begun) / 1e9);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            for (var work : works) {
                work.close();
            }
        }
    }
}
