package org.reciprocity.ledger.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.LedgerTest;
import org.reciprocity.ledger.database.Pulse;

/** Reads of the whole book, on a real database. */
@LedgerTest
class LongReadsTest {
    private static final String LIMIT = "select current_setting('statement_timeout')";

    @Inject
    Pool pool;

    @Inject
    Pulse pulse;

    @Test
    void theServerEndsWhatTakesTooLongAndTheConnectionIsAsItWas() {
        var reads = new LongReads(pool, pulse, Duration.ofMillis(150));

        assertEquals("150ms", reads.read(sql -> sql.select(LIMIT)).getFirst()[0]);
        var failure = assertThrows(RuntimeException.class, () -> reads.read(sql -> sql.select("select pg_sleep(300)")));

        assertTrue(failure.toString().contains("statement timeout"), failure::toString);
        for (int i = 0; i < 20; i++) {
            var rows = pool.query(LIMIT).execute().await().indefinitely();
            assertEquals("0", rows.iterator().next().getString(0));
        }
    }
}
