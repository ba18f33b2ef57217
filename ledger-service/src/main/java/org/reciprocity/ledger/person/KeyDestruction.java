package org.reciprocity.ledger.person;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.keys.KeyVault;
import org.reciprocity.ledger.keys.UpkeepTask;

/**
 * Destroys the keys of those whose erasure has been committed. The two databases do not commit together: it is done first and
 * noted then, so after a crash in between it is done again.
 */
@ApplicationScoped
class KeyDestruction implements UpkeepTask {
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String UNFINISHED = """
            select participant_id from erasure where key_destroyed_at is null order by participant_id limit $1
            """;

    private static final String ALL =
            "select participant_id from erasure where participant_id > $1 order by participant_id limit $2";

    private static final String FINISHED = """
            update erasure set key_destroyed_at = clock_timestamp()
            where participant_id = any($1::uuid[]) and key_destroyed_at is null
            """;

    private final Pool ledger;
    private final KeyVault vault;

    KeyDestruction(Pool ledger, KeyVault vault) {
        this.ledger = ledger;
        this.vault = vault;
    }

    /** The database of keys may have been restored from a backup of before: everybody's who was erased is destroyed again. */
    @Override
    public void beforeOpening() {
        var after = new UUID(0, 0);
        while (true) {
            var ids = ids(ALL, after, BATCH);
            if (ids.isEmpty()) {
                return;
            }
            vault.destroy(ids);
            after = ids.getLast();
        }
    }

    @Override
    public String name() {
        return "destruction";
    }

    @Override
    public boolean run() {
        var ids = ids(UNFINISHED, BATCH);
        if (ids.isEmpty()) {
            return false;
        }
        vault.destroy(ids);
        Sql.of(ledger)
                .update(FINISHED, (Object) ids.toArray(UUID[]::new))
                .await()
                .atMost(PATIENCE);
        return true;
    }

    private List<UUID> ids(String query, Object... parameters) {
        return Sql.of(ledger).select(query, parameters).await().atMost(PATIENCE).stream()
                .map(row -> (UUID) row[0])
                .toList();
    }
}
