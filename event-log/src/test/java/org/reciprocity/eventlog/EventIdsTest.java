package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final int EACH = 5_000;

    @Test
    void noTwoAreTheSameAndEachIsOfVersionSeven() throws ExecutionException, InterruptedException {
        var all = new HashSet<UUID>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var made = new ArrayList<Future<List<UUID>>>();
            for (int i = 0; i < 4; i++) {
                made.add(threads.submit(() -> {
                    var ids = new ArrayList<UUID>(EACH);
                    for (int j = 0; j < EACH; j++) {
                        ids.add(EventIds.next());
                    }
                    return ids;
                }));
            }
            for (var ids : made) {
                all.addAll(ids.get());
            }
        }
        assertEquals(4 * EACH, all.size());
        assertTrue(all.stream().allMatch(id -> id.version() == 7 && id.variant() == 2));
    }
}
