package org.reciprocity.matching.command;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Idempotency.Claim;

/**
 * Fingerprints of requests, keyed so that a body with few possible values cannot be guessed from one. The key is configured,
 * or else made at first use and kept in the database.
 */
@ApplicationScoped
public class Fingerprints {
    private static final int SECRET_BYTES = 32;

    private final Optional<String> configured;
    private volatile byte[] secret;

    Fingerprints(@ConfigProperty(name = "reciprocity.idempotency-secret") Optional<String> configured) {
        this.configured = configured;
    }

    /** The claim's fingerprint, in hexadecimal. */
    Uni<String> of(Sql sql, Claim claim) {
        var known = secret;
        if (known != null) {
            return Uni.createFrom().item(claim.fingerprint(known));
        }
        return secret(sql).map(claim::fingerprint);
    }

    private Uni<byte[]> secret(Sql sql) {
        if (configured.isPresent()) {
            secret = configured.get().getBytes(StandardCharsets.UTF_8);
            return Uni.createFrom().item(secret);
        }
        var fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        // It is remembered only once a later transaction finds it committed.
        return sql.select("select secret from idempotency_secret")
                .flatMap(rows -> rows.isEmpty()
                        ? sql.update(
                                        "insert into idempotency_secret (secret) values ($1) on conflict do nothing",
                                        HexFormat.of().formatHex(fresh))
                                .flatMap(_ -> sql.select("select secret from idempotency_secret"))
                                .map(Fingerprints::bytes)
                        : Uni.createFrom().item(bytes(rows)).invoke(found -> secret = found));
    }

    private static byte[] bytes(List<Object[]> rows) {
        return HexFormat.of().parseHex((String) rows.getFirst()[0]);
    }
}
