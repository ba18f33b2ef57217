package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.projection.Buckets;
import org.reciprocity.reporting.snapshot.PairBlock;
import org.reciprocity.reporting.snapshot.Snapshot;

/** What is being read: a snapshot, a place and a period. */
record Reading(Snapshot snapshot, Place place, Period period, Span span) {
    /** The condition of all sums; its parameters are {@link #sums}'s. */
    static final String WHERE =
            " where community = $1 and ($2::int is null or programme = $2) and bucket >= $3 and bucket < $4 ";

    static Reading of(Snapshot snapshot, Place place, Period period) {
        return new Reading(snapshot, place, period, Span.of(place, period));
    }

    /** Sums of the period. */
    Uni<RowSet<Row>> sums(String sql) {
        return between(sql, span.from(), span.to());
    }

    /** Sums of other buckets. */
    Uni<RowSet<Row>> between(String sql, int from, int to) {
        return snapshot.query(sql, place.communityKey(), place.programmeKey().orElse(null), from, to);
    }

    /** What is asked of pairs in memory; links are those by which ids are one person. */
    private record Asked(
            String what, Optional<Integer> programme, int from, int to, ZoneId zone, List<Persons.Link> links) {}

    /**
     * What is made of what was given between two buckets: of memory, or of what the database adds up where there is no room for it.
     *
     * @param what tells it apart from everything else that is made of the same
     * @param ofMemory makes it of the place's blocks, by bucket
     */
    <T> Uni<T> given(
            String what,
            int from,
            int to,
            Persons persons,
            Function<List<PairBlock>, T> ofMemory,
            Supplier<Uni<T>> ofDatabase) {
        var programme = place.programmeKey();
        var asked = new Asked(what, programme, from, to, place.zone(), persons.links());
        return snapshot.pairs(place.communityKey()).chain(known -> known.map(pairs -> Uni.createFrom()
                        .item(pairs.once(asked, () -> ofMemory.apply(pairs.blocks(programme, from, to)))))
                .orElseGet(() -> snapshot.addedUp(place.communityKey(), from, to, asked, ofDatabase)));
    }

    UUID community() {
        return place.community();
    }

    /** When a day begins, in seconds since 1970; the beginning or end of time for none. */
    long seconds(Optional<LocalDate> day, long otherwise) {
        return day.map(date -> Span.begin(place, date).getEpochSecond()).orElse(otherwise);
    }

    /** The month of a bucket, in the community. */
    YearMonth month(int bucket) {
        return YearMonth.from(Buckets.time(bucket).atZone(place.zone()));
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> item) {
        var items = new ArrayList<T>(rows.size());
        for (var row : rows) {
            items.add(item.apply(row));
        }
        return items;
    }

    static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> item) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.ofNullable(item.apply(iterator.next())) : Optional.empty();
    }
}
