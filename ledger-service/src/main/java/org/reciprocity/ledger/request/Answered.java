package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hibernate.reactive.mutiny.Mutiny;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * The answers kept under Idempotency-Keys: a row for each, unique for the client and its key, committed with the effect it
 * tells of.
 */
@ApplicationScoped
class Answered {
    private static final String HMAC = "HmacSHA256";

    /** The lock of the key, held until the transaction ends, and what was answered under it before. */
    private static final String FIND = """
            select l.held, a.fingerprint, a.status, a.location, a.version, a.body
            from (select pg_try_advisory_xact_lock(hashtextextended($1::uuid::text || $2::text, 0)) as held) l
            left join answered a on a.client = $1 and a.key = $2
            """;

    private static final String KEEP = """
            insert into answered (client, key, fingerprint, status, location, version, body)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private final Mutiny.SessionFactory sessions;

    private volatile SecretKeySpec secret;

    Answered(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** What is known of a key when its lock is held. */
    sealed interface Before {
        /** It is new. */
        record Nothing() implements Before {}

        /** The same request was answered so. */
        record Given(Answer answer) implements Before {}

        /** The key cannot be used for this request now. */
        record Refused(Problem problem) implements Before {}
    }

    /** The fingerprint of a request, keyed so that it tells nothing of its content. */
    Uni<byte[]> fingerprint(byte[] request) {
        return secret().map(key -> {
            try {
                var mac = Mac.getInstance(HMAC);
                mac.init(key);
                return mac.doFinal(request);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no " + HMAC, e);
            }
        });
    }

    /**
     * Each request that comes before the key is known reads it for itself: waiting for another's answer would go on in the
     * other's Vert.x context, and there in the other's session and transaction.
     */
    private Uni<SecretKeySpec> secret() {
        var known = secret;
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return OwnSession.in(sessions, session -> Sql.of(session).select("select key from fingerprint_key"))
                .map(rows -> new SecretKeySpec(((String) rows.getFirst()[0]).getBytes(StandardCharsets.UTF_8), HMAC))
                .invoke(read -> secret = read);
    }

    Uni<Before> find(Sql sql, Call call, byte[] fingerprint) {
        return sql.select(FIND, call.caller().keyOwner(), call.key()).map(rows -> {
            var row = rows.getFirst();
            if (!(Boolean) row[0]) {
                return new Before.Refused(Problem.of(
                        ProblemType.REQUEST_IN_PROGRESS, "Wait for its answer, or send this one again later."));
            }
            if (row[1] == null) {
                return new Before.Nothing();
            }
            if (!MessageDigest.isEqual(bytes(row[1]), fingerprint)) {
                return new Before.Refused(Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "This Idempotency-Key came with another request before; use a new one."));
            }
            return new Before.Given(new Answer((Integer) row[2], (String) row[3], (Long) row[4], (String) row[5]));
        });
    }

    Uni<Void> keep(Sql sql, Call call, byte[] fingerprint, Answer answer) {
        return sql.update(
                        KEEP,
                        call.caller().keyOwner(),
                        call.key(),
                        io.vertx.core.buffer.Buffer.buffer(fingerprint),
                        answer.status(),
                        answer.location(),
                        answer.version(),
                        answer.body())
                .replaceWithVoid();
    }

    private static byte[] bytes(Object column) {
        return ((io.vertx.core.buffer.Buffer) column).getBytes();
    }
}
