package org.reciprocity.matching.command;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.http.RequestHead;

/**
 * The idempotency keys: a durable row per agency and key with the fingerprint of its request and the answer it had. A
 * refusal by a rule is kept like a success; what may be different the next time without a new request is not: unknown or
 * not visible (the registry's feed may bring it), a missing right, a failure.
 */
@ApplicationScoped
public class Idempotency {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** What an answer can name of a person, or of what is theirs. */
    private static final Pattern NAMED = Pattern.compile(
            "\"(?:id|participantId|giverId|receiverId|offerId|requestId|proposalId|insteadOf)\":\"([0-9a-f-]{36})\"");

    private final Fingerprints fingerprints;

    Idempotency(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** What a request with a key claims; a key that cannot be one is answered 400. */
    Claim claim(RequestHead head) {
        if (!KEY.matcher(head.idempotencyKey()).matches()) {
            throw Forms.malformed("Idempotency-Key", "must be 1 to 255 printable ASCII characters");
        }
        return new Claim(head);
    }

    /** Runs the command unless the key has been used, in the transaction of its effect. */
    Uni<Response> once(Work work, Claim claim, Supplier<Uni<Answer>> command) {
        return tryLock(work.sql(), claim).flatMap(locked -> {
            if (!locked) {
                return Uni.createFrom()
                        .item(Answer.problem(
                                        ProblemType.REQUEST_IN_PROGRESS,
                                        "A request with this idempotency key is still running; ask again soon.")
                                .toResponse());
            }
            return fingerprints.of(work.sql(), claim).flatMap(fingerprint -> find(work.sql(), claim)
                    .flatMap(found -> found.isPresent()
                            ? Uni.createFrom().item(replay(found.get(), fingerprint))
                            : command.get()
                                    .call(answer -> keep(work.sql(), claim, fingerprint, answer))
                                    .map(Answer::toResponse)));
        });
    }

    private static Uni<Boolean> tryLock(Sql sql, Claim claim) {
        return sql.select("select pg_try_advisory_xact_lock($1::bigint)", claim.lock())
                .map(rows -> (Boolean) rows.getFirst()[0]);
    }

    private static Uni<Optional<Kept>> find(Sql sql, Claim claim) {
        return sql.select(
                        "select fingerprint, status, body, location, version from idempotency where owner = $1 and key = $2",
                        claim.owner(),
                        claim.key())
                .map(rows -> rows.stream()
                        .map(row -> new Kept(
                                (String) row[0],
                                new Answer((Integer) row[1], (String) row[2], (String) row[3], (Long) row[4], true)))
                        .findFirst());
    }

    private static Response replay(Kept kept, String fingerprint) {
        return MessageDigest.isEqual(ascii(kept.fingerprint()), ascii(fingerprint))
                ? kept.answer().toReplay()
                : Answer.problem(
                                ProblemType.IDEMPOTENCY_KEY_REUSED,
                                "This idempotency key was used for a request with another path or body.")
                        .toResponse();
    }

    private static Uni<Void> keep(Sql sql, Claim claim, String fingerprint, Answer answer) {
        return answer.kept()
                ? sql.update(
                                """
                                insert into idempotency (owner, key, fingerprint, status, body, location, version, about)
                                values ($1, $2, $3, $4, $5, $6, $7, $8)
                                """,
                                claim.owner(),
                                claim.key(),
                                fingerprint,
                                answer.status(),
                                answer.body(),
                                answer.location(),
                                answer.version(),
                                named(answer.body()))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static UUID[] named(String body) {
        return NAMED.matcher(body)
                .results()
                .map(found -> UUID.fromString(found.group(1)))
                .distinct()
                .toArray(UUID[]::new);
    }

    /**
     * Empties the answers that name these participants, or offers, requests or matches of theirs: they may tell where somebody
     * is and when they can, and the fingerprints were made of what was sent. The keys stay taken, so that nothing that is sent
     * again long after is done anew.
     */
    public static Uni<Void> forget(Sql sql, Collection<UUID> participants) {
        return sql.select("select forget_answers($1::uuid[])", (Object) participants.toArray(UUID[]::new))
                .replaceWithVoid();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private record Kept(String fingerprint, Answer answer) {}

    /**
     * A key and the request it stands for.
     *
     * @param head the request
     */
    record Claim(RequestHead head) {

        UUID owner() {
            return head.caller().keyOwner();
        }

        String key() {
            return head.idempotencyKey();
        }

        /** The number of its advisory lock. */
        long lock() {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                digest.update(ascii("idempotency"));
                digest.update(ascii(owner().toString()));
                return ByteBuffer.wrap(digest.digest(ascii(key()))).getLong();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        String fingerprint(byte[] secret) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                mac.update(head.path().getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
                return HexFormat.of().formatHex(mac.doFinal(head.body()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
