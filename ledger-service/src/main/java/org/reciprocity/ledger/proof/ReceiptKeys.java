package org.reciprocity.ledger.proof;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;

/**
 * The keys of receipts. Either a key is configured, or the ledger makes one at the first receipt, keeps it in its database,
 * and makes the next when it has grown old. Public keys are kept for ever.
 */
@ApplicationScoped
class ReceiptKeys {
    private static final String CURRENT = """
            select private_key, created_at > clock_timestamp() - make_interval(secs => $1) from receipt_key
             where private_key is not null order by created_at desc, id limit 1
            """;

    /** A key takes the place of those before it, which from then on verify only. */
    private static final String MADE = """
            with made as (insert into receipt_key (id, public_key, private_key) values ($1, $2, $3))
            update receipt_key set private_key = null where private_key is not null
            """;

    private static final String CONFIGURED =
            "insert into receipt_key (id, public_key) values ($1, $2) on conflict (id) do nothing";

    private static final String ALL = "select id, public_key, created_at from receipt_key order by created_at desc, id";

    private static final String ONE = "select id, public_key, created_at from receipt_key where id = $1";

    private final ReceiptSettings settings;
    private Optional<SigningKey> configured = Optional.empty();

    ReceiptKeys(ReceiptSettings settings) {
        this.settings = settings;
    }

    /** A key that verifies. */
    record Known(String id, SigningKey.PublicPoint point, Instant createdAt) {}

    void read(@Observes StartupEvent started) {
        configured = settings.keyFile().map(ReceiptKeys::read);
    }

    private static SigningKey read(Path file) {
        try {
            return SigningKey.ofPem(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("reciprocity.receipts.key-file cannot be read: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "reciprocity.receipts.key-file has no Ed25519 private key in PKCS #8: " + file, e);
        }
    }

    /** The key to sign with now, which is among the known ones when this is answered. */
    Uni<SigningKey> signing(Sql sql) {
        if (configured.isPresent()) {
            var key = configured.get();
            return sql.update(CONFIGURED, key.id(), Buffer.buffer(key.point().bytes()))
                    .replaceWith(key);
        }
        return sql.select(CURRENT, seconds(settings.newKeyAfter())).chain(rows -> {
            if (!rows.isEmpty() && (Boolean) rows.getFirst()[1]) {
                return Uni.createFrom().item(SigningKey.of(((Buffer) rows.getFirst()[0]).getBytes()));
            }
            var made = SigningKey.generate();
            return sql.update(
                            MADE,
                            made.id(),
                            Buffer.buffer(made.point().bytes()),
                            Buffer.buffer(made.privateKey().getEncoded()))
                    .replaceWith(made);
        });
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** All that verify, newest first. */
    Uni<List<Known>> known(Sql sql) {
        return sql.select(ALL).map(rows -> rows.stream().map(ReceiptKeys::known).toList());
    }

    /** The one of that id. */
    Uni<Optional<Known>> known(Sql sql, String id) {
        return sql.select(ONE, id).map(rows -> rows.stream().findFirst().map(ReceiptKeys::known));
    }

    private static Known known(Object[] row) {
        return new Known(
                (String) row[0], SigningKey.PublicPoint.of(((Buffer) row[1]).getBytes()), Access.instant(row[2]));
    }
}
