package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hibernate.reactive.mutiny.Mutiny;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.security.Caller;

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
            insert into answered (client, key, fingerprint, status, location, version, body, about)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    /**
     * Keeps a key for a list whose items have keys of their own; the same list keeps it anew, as long as its latest items. Returns whether
     * the lock of the key could be had, and whether the key is the list's.
     */
    private static final String TAKE = """
            with locked as materialized (
                select pg_try_advisory_xact_lock(hashtextextended($1::uuid::text || $2::text, 0)) as held),
            taken as (
                insert into answered (client, key, fingerprint, status, body)
                select $1::uuid, $2::text, $3::bytea, 200, '' from locked where held
                on conflict (client, key) do update set recorded_at = clock_timestamp()
                where answered.fingerprint = excluded.fingerprint
                returning true)
            select held, exists (select from taken) from locked
            """;

    /** Whether anything was answered under any of these keys. */
    private static final String ANY =
            "select exists (select from answered where client = $1 and key = any($2::text[]))";

    /** Whether somebody has been erased; who is not, is not until the transaction ends. */
    private static final String ERASED = "select erased_at is not null from participant where id = $1 for share";

    private static final String ID = "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})";

    /** A participant in a path; that it was erased is still to be told when all else about it is forgotten. */
    private static final Pattern IN_PATH = Pattern.compile("/participants/" + ID + "(?!/erasure)");

    private static final Pattern IN_ANSWER = Pattern.compile("\"participantId\":\"" + ID + "\"");

    /**
     * The same for many: $1 clients, $2 keys, $3 how long to wait for a lock from here to the end of the transaction. Of a
     * transaction that others wait for, nobody should be kept waiting by a stranger's lock. A row is returned even without
     * keys.
     */
    private static final String FIND_MANY = """
            with patience as materialized (select set_config('lock_timeout', $3, true))
            select l.place, l.held, a.fingerprint, a.status, a.location, a.version, a.body
            from patience
            left join (select k.place, k.client, k.key,
                              pg_try_advisory_xact_lock(hashtextextended(k.client::text || k.key, 0)) as held
                       from unnest($1::uuid[], $2::text[]) with ordinality as k(client, key, place)) l on true
            left join answered a on a.client = l.client and a.key = l.key
            """;

    /** What was answered under many keys: $1 clients, $2 keys. No lock is taken. */
    private static final String LOOK_UP_MANY = """
            select k.place, true, a.fingerprint, a.status, a.location, a.version, a.body
            from unnest($1::uuid[], $2::text[]) with ordinality as k(client, key, place)
            join answered a on a.client = k.client and a.key = k.key
            """;

    private static final String KEEP_MANY = """
            insert into answered (client, key, fingerprint, status, location, version, body)
            select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::integer[], $5::text[], $6::bigint[], $7::text[])
            """;

    private static final String LOCK_PATIENCE = "1s";

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
        return sql.select(FIND, call.caller().keyOwner(), call.key())
                .map(rows -> before(rows.getFirst(), 0, fingerprint));
    }

    /** Takes a key for a list whose items have keys of their own, and tells why it cannot be had. */
    Uni<Optional<Problem>> take(Sql sql, Call call, byte[] fingerprint) {
        return sql.select(TAKE, call.caller().keyOwner(), call.key(), Buffer.buffer(fingerprint))
                .map(List::getFirst)
                .map(row -> {
                    if (!(Boolean) row[0]) {
                        return Optional.of(inProgress());
                    }
                    return (Boolean) row[1] ? Optional.empty() : Optional.of(reused());
                });
    }

    /** Whether the caller was answered under any of these keys. */
    static Uni<Boolean> any(Sql sql, Caller caller, String[] keys) {
        return sql.select(ANY, caller.keyOwner(), keys).map(rows -> (Boolean) rows.getFirst()[0]);
    }

    private static Problem inProgress() {
        return Problem.of(ProblemType.REQUEST_IN_PROGRESS, "Wait for its answer, or send this one again later.");
    }

    /** What a request is refused with whose key is another's. */
    static Problem reused() {
        return Problem.of(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key came with another request before; use a new one.");
    }

    private static Before before(Object[] row, int from, byte[] fingerprint) {
        if (!(Boolean) row[from]) {
            return new Before.Refused(inProgress());
        }
        if (row[from + 1] == null) {
            return new Before.Nothing();
        }
        if (!MessageDigest.isEqual(bytes(row[from + 1]), fingerprint)) {
            return new Before.Refused(reused());
        }
        return new Before.Given(new Answer(
                (Integer) row[from + 2], (String) row[from + 3], (Long) row[from + 4], (String) row[from + 5]));
    }

    /** The same for many requests, in their order. To be called first in a transaction. */
    <T> Uni<List<Before>> find(Sql sql, List<Asked<T>> asked) {
        var keyed = keyed(asked);
        return sql.select(FIND_MANY, owners(asked, keyed), keys(asked, keyed), LOCK_PATIENCE)
                .map(rows -> before(rows, asked, keyed));
    }

    /** The same without their locks: what is new may be under way. */
    <T> Uni<List<Before>> lookUp(Sql sql, List<Asked<T>> asked) {
        var keyed = keyed(asked);
        return sql.select(LOOK_UP_MANY, owners(asked, keyed), keys(asked, keyed))
                .map(rows -> before(rows, asked, keyed));
    }

    /** The places of those that have a key. */
    private static <T> List<Integer> keyed(List<Asked<T>> asked) {
        var keyed = new ArrayList<Integer>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).call().key() != null) {
                keyed.add(i);
            }
        }
        return keyed;
    }

    private static <T> UUID[] owners(List<Asked<T>> asked, List<Integer> keyed) {
        return keyed.stream().map(i -> asked.get(i).call().caller().keyOwner()).toArray(UUID[]::new);
    }

    private static <T> String[] keys(List<Asked<T>> asked, List<Integer> keyed) {
        return keyed.stream().map(i -> asked.get(i).call().key()).toArray(String[]::new);
    }

    private static <T> List<Before> before(List<Object[]> rows, List<Asked<T>> asked, List<Integer> keyed) {
        var before = new ArrayList<Before>(Collections.nCopies(asked.size(), new Before.Nothing()));
        for (var row : rows) {
            if (row[0] != null) {
                int place = keyed.get(((Long) row[0]).intValue() - 1);
                before.set(place, before(row, 1, asked.get(place).fingerprint().getBytes()));
            }
        }
        return before;
    }

    /** An answer to keep. */
    record Kept(Call call, Buffer fingerprint, Answer answer) {}

    Uni<Void> keep(Sql sql, List<Kept> kept) {
        if (kept.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.update(
                        KEEP_MANY,
                        kept.stream().map(one -> one.call().caller().keyOwner()).toArray(UUID[]::new),
                        kept.stream().map(one -> one.call().key()).toArray(String[]::new),
                        kept.stream().map(Kept::fingerprint).toArray(Buffer[]::new),
                        kept.stream().map(one -> one.answer().status()).toArray(Integer[]::new),
                        kept.stream().map(one -> one.answer().location()).toArray(String[]::new),
                        kept.stream().map(one -> one.answer().version()).toArray(Long[]::new),
                        kept.stream().map(one -> one.answer().body()).toArray(String[]::new))
                .replaceWithVoid();
    }

    Uni<Void> keep(Sql sql, Call call, byte[] fingerprint, Answer answer) {
        return sql.update(
                        KEEP,
                        call.caller().keyOwner(),
                        call.key(),
                        Buffer.buffer(fingerprint),
                        answer.status(),
                        answer.location(),
                        answer.version(),
                        answer.body(),
                        about(call, answer).orElse(null))
                .replaceWithVoid();
    }

    /**
     * The same for a refusal that is kept after its transaction, when nothing of it is locked any more: whoever has been erased
     * since is not kept with it.
     */
    Uni<Void> keepRefusal(Sql sql, Call call, byte[] fingerprint, Answer refusal) {
        var about = about(call, refusal);
        if (about.isEmpty()) {
            return keep(sql, call, fingerprint, refusal);
        }
        return sql.select(ERASED, about.get())
                .chain(rows -> rows.stream().anyMatch(row -> (Boolean) row[0])
                        ? Uni.createFrom().voidItem()
                        : keep(sql, call, fingerprint, refusal));
    }

    /**
     * Whom a request is about: whom its path names, or where its answer leads to, or whom that names. Exchanges and waves of
     * scores are about several, who do not take what is kept of them away from the others.
     */
    static Optional<UUID> about(Call call, Answer answer) {
        if (call.target().startsWith("POST /exchanges") || call.target().equals("POST /measures/waves")) {
            return Optional.empty();
        }
        return Stream.of(
                        IN_PATH.matcher(call.target()),
                        IN_PATH.matcher(answer.location() == null ? "" : answer.location()),
                        IN_ANSWER.matcher(answer.body()))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> UUID.fromString(found.group(1)));
    }

    private static byte[] bytes(Object column) {
        return ((Buffer) column).getBytes();
    }
}
