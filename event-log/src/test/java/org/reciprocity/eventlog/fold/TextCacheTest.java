package org.reciprocity.eventlog.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class TextCacheTest {
    private final TextCache cache = new TextCache();

    @Test
    void givesTheSameStringForTheSameBytes() {
        var first = cache.text("gardening".getBytes(UTF_8));

        assertEquals("gardening", first);
        assertSame(first, cache.text("xgardeningx".getBytes(UTF_8), 1, 10));
    }

    @Test
    void tellsApartMoreTextsThanItHolds() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                assertEquals("text-" + i, cache.text(("text-" + i).getBytes(UTF_8)));
            }
        }
    }
}
