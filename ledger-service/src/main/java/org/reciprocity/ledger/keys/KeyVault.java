package org.reciprocity.ledger.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Makes, gives and destroys the keys of persons. What is destroyed stays so: no key is made again for somebody who was
 * erased.
 */
@ApplicationScoped
public class KeyVault {
    private static final Logger LOG = Logger.getLogger(KeyVault.class);

    private static final String HOLD = "insert into holder (id) values ($1) on conflict (id) do nothing";

    private static final String LOCK = "select destroyed_at is not null from holder where id = $1 for update";

    private static final String LATEST =
            "select number, master, wrapped from person_key where person = $1 order by number desc limit 1";

    private static final String NUMBERED =
            "select number, master, wrapped from person_key where person = $1 and number = $2";

    private static final String ADD =
            "insert into person_key (person, number, master, wrapped) values ($1, $2, $3, $4)";

    private static final String DROP = "delete from person_key where person = $1 and number < $2";

    private static final String BURY = """
            insert into holder (id, destroyed_at)
            select e.id, clock_timestamp() from unnest($1::uuid[]) as e(id) order by e.id
            on conflict (id) do update set destroyed_at = coalesce(holder.destroyed_at, excluded.destroyed_at)
            """;

    private static final String DESTROY = "delete from person_key where person = any($1::uuid[])";

    private static final String BY_MASTER = """
            select k.master, count(*), count(d.person)
            from person_key k left join damaged_key d on d.person = k.person and d.number = k.number
            group by k.master order by k.master
            """;

    private final KeysDatabase database;
    private final MasterKeys masters;

    KeyVault(KeysDatabase database, MasterKeys masters) {
        this.database = database;
        this.masters = masters;
    }

    /** What asking for a key to encrypt with comes to. */
    public sealed interface Obtained {
        /** The person's key. */
        record Given(PersonKey key) implements Obtained {}

        /** It was destroyed, and none is made again. */
        record Destroyed() implements Obtained {}
    }

    /** The key to encrypt with; made when the person has none. */
    public Uni<Obtained> obtain(UUID person) {
        return locked(person, sql -> sql.select(LATEST, person)
                .chain(rows ->
                        rows.isEmpty() ? add(sql, person, 1) : Uni.createFrom().item(read(person, rows.getFirst()))));
    }

    /** Another key to encrypt with from now on; the ones before stay until {@link #drop}. */
    public Uni<Obtained> renew(UUID person) {
        return locked(person, sql -> sql.select(LATEST, person)
                .chain(rows -> add(sql, person, rows.isEmpty() ? 1 : (Integer) rows.getFirst()[0] + 1)));
    }

    private Uni<Obtained> locked(UUID person, java.util.function.Function<Sql, Uni<PersonKey>> work) {
        return database.request(sql -> sql.update(HOLD, person)
                .chain(() -> sql.select(LOCK, person))
                .chain(rows -> (Boolean) rows.getFirst()[0]
                        ? Uni.createFrom().item(new Obtained.Destroyed())
                        : work.apply(sql).map(Obtained.Given::new)));
    }

    private Uni<PersonKey> add(Sql sql, UUID person, int number) {
        var master = masters.current();
        var secret = AesGcm.newKey();
        var wrapped = Wrapping.wrap(masters.named(master).orElseThrow(), master, person, number, secret);
        return sql.update(ADD, person, number, master, Buffer.buffer(wrapped))
                .replaceWith(new PersonKey(number, secret));
    }

    /** The key to decrypt with; nothing when it is not there any more. */
    public Uni<Optional<PersonKey>> find(UUID person, int number) {
        return database.request(sql -> sql.select(NUMBERED, person, number)
                .map(rows -> rows.stream().findFirst().map(row -> read(person, row))));
    }

    /** Destroys a person's keys that nothing is encrypted with any more: those before the given number. */
    public Uni<Void> drop(UUID person, int before) {
        return database.request(sql -> sql.update(DROP, person, before).replaceWithVoid());
    }

    /** Destroys all keys of persons, for ever, whether they have any or not. Blocks. */
    public void destroy(Collection<UUID> persons) {
        var ids = persons.stream().sorted().toArray(UUID[]::new);
        database.await(sql -> sql.update(BURY, (Object) ids).chain(() -> sql.update(DESTROY, (Object) ids)));
    }

    private PersonKey read(UUID person, Object[] row) {
        int number = (Integer) row[0];
        return new PersonKey(number, unwrap(person, number, (String) row[1], ((Buffer) row[2]).getBytes()));
    }

    private SecretKey unwrap(UUID person, int number, String name, byte[] wrapped) {
        var master = masters.named(name);
        if (master.isEmpty()) {
            LOG.errorf("keys=unreadable person=%s master=%s cause=not-configured", person, name);
            throw unreadable();
        }
        return Wrapping.unwrap(master.get(), name, person, number, wrapped).orElseThrow(() -> {
            LOG.errorf("keys=unreadable person=%s master=%s cause=does-not-open", person, name);
            return unreadable();
        });
    }

    private static RuntimeException unreadable() {
        return Problem.of(
                        ProblemType.KEYS_UNAVAILABLE,
                        "The person's key cannot be opened with the master keys that the service has. The operator can help.")
                .exception();
    }

    /** How many keys each master key wraps, by its name, as rows of name, number, and how many of them were found damaged. */
    Uni<List<Object[]>> byMaster() {
        return database.request(sql -> sql.select(BY_MASTER));
    }
}
