package org.reciprocity.reporting.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.mutiny.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PairBlockTest {

    private static void row(Buffer packed, int giver, int receiver, long minutes, long legs) {
        packed.appendInt(giver).appendInt(receiver).appendLong(minutes).appendLong(legs);
    }

    @Test
    void whatTwoGaveEachOtherInSeveralWaysIsOneRow() {
        var packed = Buffer.buffer();
        row(packed, 7, 8, 60, 1);
        row(packed, 8, 7, 30, 1);
        row(packed, 7, 8, 5_000_000_000L, 3);
        row(packed, 7, 8, -60, -1);
        var block = new PairBlock(1, 2, 3, true, packed);

        assertEquals(2, block.size());
        assertEquals(7, block.giver(0));
        assertEquals(8, block.receiver(0));
        assertEquals(5_000_000_000L, block.minutes(0));
        assertEquals(3, block.legs(0));
        assertEquals(30, block.minutes(1));
    }
}
