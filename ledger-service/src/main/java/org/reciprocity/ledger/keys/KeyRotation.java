package org.reciprocity.ledger.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;

/**
 * Wraps all keys anew under the current master key, some hundred at a time. How far it has come is in the keys themselves,
 * so it goes on after a crash, and replicas share the work. What is encrypted with the keys is not touched. A key that does not
 * open is noted and left as it is; while there is one the rotation is not done.
 */
@ApplicationScoped
class KeyRotation implements UpkeepTask {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final int BATCH = 200;

    private static final String COLUMNS = "id, master, state, total, rewrapped, begun_at, ended_at";

    private static final String RUNNING = "select " + COLUMNS + " from key_rotation where state = 'running'";

    private static final String FIND = "select " + COLUMNS + " from key_rotation where id = $1";

    private static final String REPLACE = """
            update key_rotation set state = 'replaced', ended_at = clock_timestamp() where state = 'running' and master <> $1
            """;

    private static final String BEGIN = """
            insert into key_rotation (id, master, state, total)
            select $1, $2, 'running', (select count(*) from person_key where master <> $2)
            on conflict do nothing
            """;

    private static final String NEXT = """
            select k.person, k.number, k.master, k.wrapped from person_key k
            where k.master <> $1 and k.master = any($2::text[])
              and not exists (select from damaged_key d where d.person = k.person and d.number = k.number)
            order by k.person, k.number limit $3
            for update of k skip locked
            """;

    private static final String DAMAGED = """
            insert into damaged_key (person, number) select * from unnest($1::uuid[], $2::integer[]) on conflict do nothing
            """;

    /** What was found damaged may have been restored since, or the master key's name had another key. */
    private static final String TRY_AGAIN = "delete from damaged_key";

    private static final String REWRAP = """
            update person_key k set master = $1, wrapped = r.wrapped
            from unnest($2::uuid[], $3::integer[], $4::bytea[]) as r(person, number, wrapped)
            where k.person = r.person and k.number = r.number
            """;

    private static final String COUNT = "update key_rotation set rewrapped = rewrapped + $2 where id = $1";

    private static final String END = """
            update key_rotation set state = 'done', ended_at = clock_timestamp()
            where id = $1 and state = 'running' and not exists (select from person_key where master <> $2)
            """;

    private static final String LEFT = """
            select k.master, count(*), count(d.person)
            from person_key k left join damaged_key d on d.person = k.person and d.number = k.number
            where k.master <> $1 group by k.master order by k.master
            """;

    private final KeysDatabase database;
    private final MasterKeys masters;

    KeyRotation(KeysDatabase database, MasterKeys masters) {
        this.database = database;
        this.masters = masters;
    }

    /**
     * How a rotation stands.
     *
     * @param master the name of the master key that it wraps with
     * @param total how many keys there were to wrap when it began
     * @param left keys that other master keys still wrap
     */
    record Rotation(
            UUID id,
            String master,
            String state,
            long total,
            long rewrapped,
            Instant begun,
            Instant ended,
            List<Left> left) {}

    /**
     * Keys that another master key still wraps.
     *
     * @param known whether the service has that master key
     * @param damaged how many of them were found not to open with it
     */
    record Left(String master, long keys, boolean known, long damaged) {}

    /**
     * Begins one to the current master key; one that is running to the same goes on, and one to another ends. What was found damaged
     * is tried again.
     */
    Uni<Rotation> begin() {
        var master = masters.current();
        return database.request(sql -> sql.update(REPLACE, master)
                .chain(() -> sql.update(BEGIN, EventIds.next(), master))
                .chain(() -> sql.update(TRY_AGAIN))
                .chain(() -> sql.select(RUNNING))
                .chain(rows -> rotation(sql, rows.getFirst())));
    }

    Uni<Optional<Rotation>> find(UUID id) {
        return database.request(sql -> sql.select(FIND, id)
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : rotation(sql, rows.getFirst()).map(Optional::of)));
    }

    private Uni<Rotation> rotation(Sql sql, Object[] row) {
        return sql.select(LEFT, row[1])
                .map(rows -> new Rotation(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        (Long) row[3],
                        (Long) row[4],
                        ((OffsetDateTime) row[5]).toInstant(),
                        row[6] == null ? null : ((OffsetDateTime) row[6]).toInstant(),
                        rows.stream()
                                .map(left -> new Left(
                                        (String) left[0],
                                        (Long) left[1],
                                        masters.named((String) left[0]).isPresent(),
                                        (Long) left[2]))
                                .toList()));
    }

    @Override
    public String name() {
        return "rotation";
    }

    /** Wraps some hundred; a rotation to a master key that this replica does not have is another's. */
    @Override
    public boolean run() {
        var running = database.await(sql -> sql.select(RUNNING));
        if (running.isEmpty()) {
            return false;
        }
        var id = (UUID) running.getFirst()[0];
        var master = (String) running.getFirst()[1];
        if (masters.named(master).isEmpty()) {
            return false;
        }
        if (database.await(sql -> batch(sql, id, master)) > 0) {
            LOG.debugf("keys=rewrapped rotation=%s", id);
            return true;
        }
        if (database.await(sql -> sql.update(END, id, master)) > 0) {
            LOG.infof("keys=rotated master=%s", master);
        }
        return false;
    }

    /** A key that is wrapped, or was found damaged: then there is nothing that it is wrapped as. */
    private record Key(UUID person, int number, Optional<Buffer> wrapped) {}

    /** Takes some keys, and says how many. */
    private Uni<Integer> batch(Sql sql, UUID id, String master) {
        return sql.select(NEXT, master, masters.names().toArray(String[]::new), BATCH)
                .chain(rows -> {
                    var keys = rows.stream().map(row -> rewrap(row, master)).toList();
                    return rewrapped(sql, id, master, opened(keys, true))
                            .chain(() -> damaged(sql, opened(keys, false)))
                            .replaceWith(keys.size());
                });
    }

    private static List<Key> opened(List<Key> keys, boolean opened) {
        return keys.stream().filter(key -> key.wrapped().isPresent() == opened).toList();
    }

    private static Uni<Void> rewrapped(Sql sql, UUID id, String master, List<Key> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.update(
                        REWRAP,
                        master,
                        keys.stream().map(Key::person).toArray(UUID[]::new),
                        keys.stream().map(Key::number).toArray(Integer[]::new),
                        keys.stream().map(key -> key.wrapped().orElseThrow()).toArray(Buffer[]::new))
                .chain(() -> sql.update(COUNT, id, keys.size()))
                .replaceWithVoid();
    }

    private static Uni<Void> damaged(Sql sql, List<Key> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.update(
                                DAMAGED,
                                keys.stream().map(Key::person).toArray(UUID[]::new),
                                keys.stream().map(Key::number).toArray(Integer[]::new))
                        .replaceWithVoid();
    }

    private Key rewrap(Object[] row, String master) {
        var person = (UUID) row[0];
        int number = (Integer) row[1];
        var before = (String) row[2];
        var opened = Wrapping.unwrap(
                masters.named(before).orElseThrow(), before, person, number, ((Buffer) row[3]).getBytes());
        if (opened.isEmpty()) {
            LOG.errorf("keys=unreadable person=%s number=%d master=%s cause=does-not-open", person, number, before);
        }
        return new Key(
                person,
                number,
                opened.map(key -> Buffer.buffer(
                        Wrapping.wrap(masters.named(master).orElseThrow(), master, person, number, key))));
    }
}
