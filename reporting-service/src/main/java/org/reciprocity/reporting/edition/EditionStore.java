package org.reciprocity.reporting.edition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.reporting.payment.PaidFigure;
import org.reciprocity.reporting.payment.PaidFigures;
import org.reciprocity.reporting.snapshot.AsOf;

/** Keeps editions, and reads what is kept. What is in an edition never changes. */
@ApplicationScoped
public class EditionStore {
    private static final UUID WHOLE = new UUID(0, 0);
    private static final TypeReference<AsOf> AS_OF = new TypeReference<>() {};
    private static final TypeReference<Map<String, EditionTable.Kept>> FIGURES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<String, EditionTable.Contributors>>> CONTRIBUTORS =
            new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<String, List<Long>>>> MEMBERS = new TypeReference<>() {};

    private static final String COLUMNS = "id, community, kind, day, cut_at, as_of::text";
    private static final String ONE = "select " + COLUMNS + " from edition where id = $1";
    private static final String ALL = "select " + COLUMNS
            + " from edition where community = $1 and series = $2 and id < $3 order by id desc limit $4";
    private static final String DAILY =
            "select " + COLUMNS + " from edition where community = $1 and kind = 'daily' and day = $2";
    private static final String BEFORE = "select " + COLUMNS
            + " from edition where community = $1 and series = $2 and id < $3 order by id desc limit 1";
    private static final String REQUESTED =
            "select " + COLUMNS + " from edition where community = $1 and request_key = $2";
    private static final String LATEST = "select kind, max(day) from edition where community = $1 group by 1";
    private static final String INSERT = """
            insert into edition (community, series, kind, day, generation, rule_version, as_of, request_key)
            values ($1, $2, $3, $4, $5, $6, $7::text::json, $8) on conflict do nothing
            returning id, community, kind, day, cut_at, as_of::text
            """;
    private static final String PAID = """
            select contract, code, programmes, starts, ends, paid_on, counter_figure from edition_contract
            where edition = $1 order by code, contract
            """;
    private static final String INSERT_PAID = """
            insert into edition_contract (edition, contract, code, programmes, starts, ends, paid_on, counter_figure)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
    private static final String HOLD = "select pg_advisory_xact_lock(hashtext('edition'), hashtext($1))";
    private static final String TABLES = """
            select t.programme, t.period, b.entries, b.figures::text, b.contributors::text, b.members::text
            from edition_table t join edition_body b on b.id = t.body where t.edition = $1 order by 1, 2
            """;
    private static final String NAMES = "select programme, period from edition_table where edition = $1 order by 1, 2";
    private static final String TABLE = """
            select t.programme, t.period, b.entries, b.figures::text, b.contributors::text, b.members::text
            from edition_table t join edition_body b on b.id = t.body
            where t.edition = $1 and t.programme = $2 and t.period = $3
            """;
    private static final String INSERT_BODY = """
            insert into edition_body (community, programme, period, hash, entries, figures, contributors, members)
            values ($1, $2, $3, $4, $5, $6::text::json, $7::text::json, $8::text::json) on conflict do nothing
            """;
    private static final String INSERT_TABLE = """
            insert into edition_table (edition, programme, period, body)
            select $5, $2, $3, id from edition_body where community = $1 and programme = $2 and period = $3 and hash = $4
            """;

    private final Pool pool;
    private final ObjectMapper mapper;
    private final ObjectReader exact;

    /** Over the service's connections. */
    public EditionStore(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
        exact = mapper.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** A table's name: a programme, or none for the whole community, and a period. */
    public record Name(Optional<UUID> programme, String period) {}

    /** An edition by its number. */
    public Uni<Optional<Edition>> one(long id) {
        return first(pool.preparedQuery(ONE).execute(Tuple.of(id)));
    }

    /** The editions of a community before one, the newest first, so many at most. */
    public Uni<List<Edition>> page(UUID community, Edition.Series series, long before, int most) {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(community, series.code(), before, most))
                .map(rows -> {
                    var editions = new ArrayList<Edition>();
                    rows.forEach(row -> editions.add(edition(row)));
                    return editions;
                });
    }

    /** The close of a day. */
    public Uni<Optional<Edition>> daily(UUID community, LocalDate day) {
        return first(pool.preparedQuery(DAILY).execute(Tuple.of(community, day)));
    }

    /** The edition before one, in its series. */
    public Uni<Optional<Edition>> before(Edition edition) {
        return first(pool.preparedQuery(BEFORE)
                .execute(Tuple.of(edition.community(), edition.kind().series().code(), edition.id())));
    }

    /** The one that was cut for a request. */
    public Uni<Optional<Edition>> requested(UUID community, String key) {
        return first(pool.preparedQuery(REQUESTED).execute(Tuple.of(community, key)));
    }

    /** By kind, the last day of which there is an edition. */
    public Uni<Map<Edition.Kind, LocalDate>> latest(UUID community) {
        return pool.preparedQuery(LATEST).execute(Tuple.of(community)).map(rows -> {
            var days = new HashMap<Edition.Kind, LocalDate>();
            rows.forEach(row -> days.put(Edition.Kind.of(row.getString(0)), row.getLocalDate(1)));
            return days;
        });
    }

    /** All tables of an edition, by programme (the whole community first) and period. */
    public Uni<List<EditionTable>> tables(Edition edition) {
        return pool.preparedQuery(TABLES).execute(Tuple.of(edition.id())).map(rows -> {
            var tables = new ArrayList<EditionTable>();
            rows.forEach(row -> tables.add(table(row)));
            return tables;
        });
    }

    /** What contracts of its community paid on when an edition was cut; nothing of one that was cut before this was kept. */
    public Uni<List<PaidFigure>> paid(long edition) {
        return pool.preparedQuery(PAID).execute(Tuple.of(edition)).map(PaidFigures::of);
    }

    /** Which tables an edition has. */
    public Uni<List<Name>> names(Edition edition) {
        return pool.preparedQuery(NAMES).execute(Tuple.of(edition.id())).map(rows -> {
            var names = new ArrayList<Name>();
            rows.forEach(row -> names.add(new Name(programme(row), row.getString(1))));
            return names;
        });
    }

    private static Optional<UUID> programme(Row row) {
        return Optional.of(row.getUUID(0)).filter(programme -> !programme.equals(WHOLE));
    }

    /** One table of an edition; none where there was nothing in the period yet. */
    public Uni<Optional<EditionTable>> table(Edition edition, Optional<UUID> programme, String period) {
        return pool.preparedQuery(TABLE)
                .execute(Tuple.of(edition.id(), programme.orElse(WHOLE), period))
                .map(rows -> only(rows, this::table));
    }

    private static <T> Optional<T> only(RowSet<Row> rows, java.util.function.Function<Row, T> item) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(item.apply(iterator.next())) : Optional.empty();
    }

    private Uni<Optional<Edition>> first(Uni<RowSet<Row>> asked) {
        return asked.map(rows -> only(rows, this::edition));
    }

    private Edition edition(Row row) {
        long id = row.getLong(0);
        var kept = read(AS_OF, row.getString(5));
        return new Edition(
                id,
                row.getUUID(1),
                Edition.Kind.of(row.getString(2)),
                row.getLocalDate(3),
                row.getOffsetDateTime(4).toInstant(),
                kept.edition(id));
    }

    private EditionTable table(Row row) {
        return new EditionTable(
                programme(row),
                row.getString(1),
                row.getLong(2),
                read(FIGURES, row.getString(3)),
                read(CONTRIBUTORS, row.getString(4)),
                read(MEMBERS, row.getString(5)));
    }

    private <T> T read(TypeReference<T> type, String json) {
        try {
            return exact.forType(type).readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An edition is not as it was written", e);
        }
    }

    private String written(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Keeps an edition, all of it or nothing; none when there is one of the same kind and day, or for the same request, already.
     *
     * @param key the request's, for one that was asked for
     * @param paid what contracts pay on
     */
    public Uni<Optional<Edition>> keep(
            UUID community,
            Edition.Kind kind,
            LocalDate day,
            AsOf asOf,
            Optional<String> key,
            List<EditionTable> tables,
            List<PaidFigure> paid) {
        var series = kind.series().code();
        return pool.withTransaction(connection -> connection
                .preparedQuery(HOLD)
                .execute(Tuple.of(community.toString()))
                .chain(() -> connection
                        .preparedQuery(INSERT)
                        .execute(Tuple.tuple()
                                .addUUID(community)
                                .addString(series)
                                .addString(kind.code())
                                .addLocalDate(day)
                                .addLong(asOf.generation())
                                .addInteger(asOf.ruleVersion())
                                .addString(written(asOf))
                                .addString(key.orElse(null))))
                .map(rows -> only(rows, this::edition))
                .chain(edition -> edition.isEmpty()
                        ? Uni.createFrom().item(edition)
                        : keep(connection, edition.get(), tables)
                                .chain(() -> keepPaid(connection, edition.get(), paid))
                                .replaceWith(edition)));
    }

    private Uni<Void> keep(SqlConnection connection, Edition edition, List<EditionTable> tables) {
        if (tables.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var bodies = new ArrayList<Tuple>();
        var members = new ArrayList<Tuple>();
        for (var table : tables) {
            var programme = table.programme().orElse(WHOLE);
            var kept = written(table.figures());
            var behind = written(table.contributors());
            var of = written(table.members());
            var hash = Buffer.buffer(hash(table.entries() + "\n" + kept + "\n" + behind
                    + (table.members().isEmpty() ? "" : "\n" + of)));
            bodies.add(Tuple.tuple()
                    .addUUID(edition.community())
                    .addUUID(programme)
                    .addString(table.period())
                    .addBuffer(hash)
                    .addLong(table.entries())
                    .addString(kept)
                    .addString(behind)
                    .addString(of));
            members.add(Tuple.tuple()
                    .addUUID(edition.community())
                    .addUUID(programme)
                    .addString(table.period())
                    .addBuffer(hash)
                    .addLong(edition.id()));
        }
        return connection
                .preparedQuery(INSERT_BODY)
                .executeBatch(bodies)
                .chain(() -> connection.preparedQuery(INSERT_TABLE).executeBatch(members))
                .replaceWithVoid();
    }

    private static Uni<Void> keepPaid(SqlConnection connection, Edition edition, List<PaidFigure> paid) {
        return paid.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(INSERT_PAID)
                        .executeBatch(paid.stream()
                                .map(one -> Tuple.tuple()
                                        .addLong(edition.id())
                                        .addUUID(one.contract())
                                        .addString(one.code())
                                        .addArrayOfUUID(one.programmes().toArray(UUID[]::new))
                                        .addLocalDate(one.from())
                                        .addLocalDate(one.to())
                                        .addString(one.figure())
                                        .addString(one.counterFigure()))
                                .toList())
                        .replaceWithVoid();
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
