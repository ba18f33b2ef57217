package org.reciprocity.ledger.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreditTransferTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID D = new UUID(0, 4);

    @Test
    void isOnePostingToAnother() {
        assertEquals(List.of(new CreditTransfer(A, B, 60)), CreditTransfer.of(Map.of(A, -60L, B, 60L)));
        assertEquals(List.of(), CreditTransfer.of(Map.of()));
    }

    @Test
    void dividesWhatSeveralGiveAmongThoseThatGet() {
        assertEquals(
                List.of(new CreditTransfer(A, C, 50), new CreditTransfer(A, D, 10), new CreditTransfer(B, D, 60)),
                CreditTransfer.of(Map.of(A, -60L, B, -60L, C, 50L, D, 70L)));
    }

    @Test
    void refusesPostingsThatDoNotSumToZero() {
        assertThrows(IllegalArgumentException.class, () -> CreditTransfer.of(Map.of(A, -60L, B, 61L)));
    }
}
