package org.reciprocity.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Does several things at the same time, {@value #MOST} at most: as many as the service has connections to its database. More would
 * wait for one, and be told on a loaded machine to come again.
 */
final class AtOnce {
    private static final int MOST = 16;

    private AtOnce() {}

    static <T> List<T> run(List<Callable<T>> tasks) {
        var start = new CountDownLatch(1);
        var places = new Semaphore(MOST);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (var task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    places.acquire();
                    try {
                        return task.call();
                    } finally {
                        places.release();
                    }
                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var future : running) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
