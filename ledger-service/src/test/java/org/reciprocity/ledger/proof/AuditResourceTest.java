package org.reciprocity.ledger.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.ChainAudit;

class AuditResourceTest {
    private static final UUID COMMUNITY = new UUID(0, 1);

    @Test
    void auditsALongRangeInParts() {
        assertEquals(1_000_000, AuditResource.until(1, Long.MAX_VALUE));
        assertEquals(5_000_006, AuditResource.until(4_000_007, 5_000_007));
        assertEquals(Long.MAX_VALUE, AuditResource.until(Long.MAX_VALUE - 5, Long.MAX_VALUE));
        assertEquals(7, AuditResource.until(3, 7));

        assertEquals(
                1_000_001L,
                AuditResource.AuditView.of(COMMUNITY, verdict(1_000_000), Long.MAX_VALUE)
                        .next());
        assertNull(
                AuditResource.AuditView.of(COMMUNITY, verdict(999_999), Long.MAX_VALUE)
                        .next(),
                "the log ends");
        assertNull(
                AuditResource.AuditView.of(COMMUNITY, verdict(1_000_000), 1_000_000)
                        .next(),
                "that was asked for");
    }

    private static ChainAudit.Verdict verdict(long to) {
        return new ChainAudit.Verdict(1, to, 10, to, "00", Optional.empty());
    }
}
