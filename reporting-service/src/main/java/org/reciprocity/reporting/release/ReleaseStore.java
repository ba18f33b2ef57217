package org.reciprocity.reporting.release;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.payment.PaidFigure;

/** Keeps releases, and reads what is kept. What is released never changes. */
@ApplicationScoped
class ReleaseStore {
    private static final UUID WHOLE = new UUID(0, 0);
    private static final int CHUNK = 2000;

    private static final String WAITING = """
            select e.id, e.community from edition e
            where e.series = 'editions' and not exists (select from release r where r.edition = e.id) order by e.id
            """;
    private static final String EARLIER =
            "select edition, told, withheld from release where community = $1 and edition < $2 order by edition";
    private static final String INSERT = """
            insert into release (edition, community, community_code, day, told, withheld, held_back)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """;
    private static final String INSERT_NUMBER = """
            insert into released_number
                (edition, programme, programme_code, period, figure, part, value, unit, state, reason,
                 caveats, counter_figure, paid_on)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """;
    private static final String RELEASED = """
            select edition, day, released_at, cardinality(told), cardinality(withheld) + held_back from release
            where community = $1 and edition < $2 order by edition desc limit $3
            """;
    private static final String LATEST = "select max(edition) from release where community = $1";
    private static final String ONE = "select edition from release where community = $1 and edition = $2";
    private static final String COLUMNS = """
            select n.programme, n.period, n.figure, n.part, n.value, n.unit, n.state, n.reason,
                   n.caveats, n.counter_figure, n.paid_on
            from released_number n""";
    private static final String OF_PLACE =
            COLUMNS + " where n.edition = $1 and n.programme = $2 and n.period = $3 order by n.figure, n.part";
    private static final String OF_EDITION =
            COLUMNS + " where n.edition = $1 order by n.programme, n.period, n.figure, n.part";
    private static final String PERIODS =
            "select distinct period from released_number where edition = $1 and programme = $2";

    private final Pool pool;

    ReleaseStore(Pool pool) {
        this.pool = pool;
    }

    /** An edition that is released. */
    record Released(long edition, LocalDate day, Instant releasedAt, int told, int withheld) {}

    /** What was decided of an edition. */
    record Decided(long edition, Set<String> told, Set<String> withheld) {}

    /** An edition that waits for its release. */
    record Waiting(long edition, UUID community) {}

    /** The editions that wait for their release, the earliest first. */
    Uni<List<Waiting>> waiting() {
        return pool.query(WAITING)
                .execute()
                .map(rows -> list(rows, row -> new Waiting(row.getLong(0), row.getUUID(1))));
    }

    /** What was decided of the editions before one. */
    Uni<List<Decided>> before(Edition edition) {
        return pool.preparedQuery(EARLIER)
                .execute(Tuple.of(edition.community(), edition.id()))
                .map(rows -> list(
                        rows,
                        row -> new Decided(
                                row.getLong(0),
                                Set.copyOf(Arrays.asList(row.getArrayOfStrings(1))),
                                Set.copyOf(Arrays.asList(row.getArrayOfStrings(2))))));
    }

    /** The releases of a community before an edition, the newest first, so many at most. */
    Uni<List<Released>> page(UUID community, long before, int most) {
        return pool.preparedQuery(RELEASED)
                .execute(Tuple.of(community, before, most))
                .map(rows -> list(
                        rows,
                        row -> new Released(
                                row.getLong(0),
                                row.getLocalDate(1),
                                row.getOffsetDateTime(2).toInstant(),
                                row.getInteger(3),
                                row.getInteger(4))));
    }

    /** The number of the latest release of a community, or of one, if it is released. */
    Uni<Optional<Long>> edition(UUID community, Optional<Long> wanted) {
        return (wanted.isPresent()
                        ? pool.preparedQuery(ONE).execute(Tuple.of(community, wanted.get()))
                        : pool.preparedQuery(LATEST).execute(Tuple.of(community)))
                .map(rows -> {
                    var iterator = rows.iterator();
                    return iterator.hasNext()
                            ? Optional.ofNullable(iterator.next().getLong(0))
                            : Optional.empty();
                });
    }

    /** The numbers of a place and period. */
    Uni<List<ReleasedNumber>> numbers(long edition, Optional<UUID> programme, String period) {
        return pool.preparedQuery(OF_PLACE)
                .execute(Tuple.of(edition, programme.orElse(WHOLE), period))
                .map(rows -> list(rows, ReleaseStore::number));
    }

    /** All numbers, each with what stands beside it. */
    Uni<List<ReleasedRow>> rows(long edition) {
        return pool.preparedQuery(OF_EDITION)
                .execute(Tuple.of(edition))
                .map(rows -> list(
                        rows,
                        row -> new ReleasedRow(
                                number(row),
                                Optional.ofNullable(row.getString(8)),
                                Optional.ofNullable(row.getString(9)),
                                Optional.ofNullable(row.getString(10)))));
    }

    /** The periods that there are of a place. */
    Uni<List<String>> periods(long edition, Optional<UUID> programme) {
        return pool.preparedQuery(PERIODS)
                .execute(Tuple.of(edition, programme.orElse(WHOLE)))
                .map(rows -> list(rows, row -> row.getString(0)));
    }

    /** Keeps a release, all of it or nothing. Another replica may have been first; it came to the same. */
    Uni<Boolean> keep(
            Edition edition,
            String communityCode,
            List<ReleasedProgramme> programmes,
            Release release,
            List<PaidFigure> paid) {
        var codes = programmes.stream().collect(Collectors.toMap(ReleasedProgramme::id, ReleasedProgramme::code));
        return pool.withTransaction(connection -> connection
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addLong(edition.id())
                        .addUUID(edition.community())
                        .addString(communityCode)
                        .addLocalDate(edition.day())
                        .addArrayOfString(release.told().toArray(String[]::new))
                        .addArrayOfString(release.withheld().toArray(String[]::new))
                        .addInteger(release.heldBack().size()))
                .chain(inserted -> inserted.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : numbers(connection, edition.id(), codes, ReleasedRow.of(release.numbers(), paid))
                                .chain(() -> ReleasedProgrammes.keep(connection, edition.id(), programmes))
                                .chain(() -> ReleasedCatalogues.keep(connection, edition.id()))
                                .replaceWith(true)));
    }

    private static Uni<Void> numbers(
            SqlConnection connection, long edition, Map<UUID, String> codes, List<ReleasedRow> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .map(row -> tuple(edition, codes, row))
                .group()
                .intoLists()
                .of(CHUNK)
                .onItem()
                .transformToUniAndConcatenate(
                        chunk -> connection.preparedQuery(INSERT_NUMBER).executeBatch(chunk))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Tuple tuple(long edition, Map<UUID, String> codes, ReleasedRow row) {
        var number = row.number();
        return Tuple.tuple()
                .addLong(edition)
                .addUUID(number.programme().orElse(WHOLE))
                .addString(number.programme().map(codes::get).orElse(null))
                .addString(number.period())
                .addString(number.figure())
                .addString(number.part())
                .addBigDecimal(number.value().orElse(null))
                .addString(number.unit())
                .addString(number.state().code())
                .addString(number.reason().orElse(null))
                .addString(row.caveats().orElse(null))
                .addString(row.counterFigure().orElse(null))
                .addString(row.paidOn().orElse(null));
    }

    private static ReleasedNumber number(Row row) {
        return new ReleasedNumber(
                Optional.of(row.getUUID(0)).filter(programme -> !programme.equals(WHOLE)),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getBigDecimal(4)),
                row.getString(5),
                ReleasedNumber.State.valueOf(row.getString(6).toUpperCase(java.util.Locale.ROOT)),
                Optional.ofNullable(row.getString(7)));
    }

    private static <T> List<T> list(RowSet<Row> rows, java.util.function.Function<Row, T> item) {
        var items = new ArrayList<T>(rows.size());
        for (var row : rows) {
            items.add(item.apply(row));
        }
        return items;
    }
}
