package org.reciprocity.reporting.snapshot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reciprocity.reporting.projection.Buckets;

/** Brings what is in memory of a community to the moment of a snapshot. */
final class PairReader {
    private static final String VERSIONS = "select sheet, version from pair_sheet where community = $1";
    private static final String COUNT =
            "select count(*) from (select 1 from pair where community = $1 limit $2) as counted";
    private static final String PACKED = "select p.bucket, p.programme, p.kind, p.nature & 1,"
            + " string_agg(int4send(p.giver) || int4send(p.receiver) || int8send(p.minutes) || int8send(p.legs), ''::bytea)";
    private static final String GROUPED = " group by 1, 2, 3, 4 order by 1, 2, 3, 4";
    private static final String ALL = PACKED + " from pair p where p.community = $1" + GROUPED;
    private static final String CHANGED = PACKED
            + " from unnest($2::int[], $3::int[]) as s (first, last)"
            + " join pair p on p.community = $1 and p.bucket >= s.first and p.bucket <= s.last" + GROUPED;

    private PairReader() {}

    /** A community's pairs; none where there is no room for them. */
    static Uni<Optional<Pairs>> read(Snapshot snapshot, Memory<Pairs> memory, int community) {
        var known = memory.known(snapshot.generation(), community);
        if (known.isPresent() && known.get().isEmpty()) {
            return Uni.createFrom().item(Optional.<Pairs>empty());
        }
        return versions(snapshot, community).chain(versions -> known.flatMap(pairs -> pairs)
                .map(pairs ->
                        changed(snapshot, memory, community, pairs, versions).map(Optional::of))
                .orElseGet(() -> all(snapshot, memory, community, versions)));
    }

    /** The versions of the sheets that lie between two buckets, the second excluded. */
    static Uni<Map<Integer, Long>> versions(Snapshot snapshot, int community, int from, int to) {
        return versions(snapshot, community).invoke(versions -> versions.keySet()
                .removeIf(sheet -> Buckets.lastOf(sheet) < from || Buckets.firstOf(sheet) >= to));
    }

    private static Uni<Map<Integer, Long>> versions(Snapshot snapshot, int community) {
        return snapshot.query(VERSIONS, community).map(rows -> {
            var versions = new TreeMap<Integer, Long>();
            rows.forEach(row -> versions.put(row.getInteger(0), row.getLong(1)));
            return versions;
        });
    }

    private static Uni<Optional<Pairs>> all(
            Snapshot snapshot, Memory<Pairs> memory, int community, Map<Integer, Long> versions) {
        return snapshot.query(COUNT, community, memory.room() + 1).chain(count -> {
            if (count.iterator().next().getLong(0) > memory.room()) {
                memory.keepNone(snapshot.generation(), community);
                return Uni.createFrom().item(Optional.<Pairs>empty());
            }
            return snapshot.query(ALL, community)
                    .map(rows -> Optional.of(kept(snapshot, memory, community, Pairs.NONE, versions, rows)));
        });
    }

    private static Uni<Pairs> changed(
            Snapshot snapshot, Memory<Pairs> memory, int community, Pairs pairs, Map<Integer, Long> versions) {
        var changed = pairs.changed(versions);
        if (changed.isEmpty()) {
            return Uni.createFrom().item(pairs);
        }
        var sheets = changed.keySet();
        return snapshot.query(
                        CHANGED,
                        community,
                        sheets.stream().map(Buckets::firstOf).toArray(Integer[]::new),
                        sheets.stream().map(Buckets::lastOf).toArray(Integer[]::new))
                .map(rows -> kept(snapshot, memory, community, pairs, changed, rows));
    }

    private static Pairs kept(
            Snapshot snapshot,
            Memory<Pairs> memory,
            int community,
            Pairs before,
            Map<Integer, Long> versions,
            RowSet<Row> rows) {
        var read = new TreeMap<Integer, List<PairBlock>>();
        for (var row : rows) {
            read.computeIfAbsent(Buckets.sheet(row.getInteger(0)), sheet -> new ArrayList<>())
                    .add(new PairBlock(
                            row.getInteger(0),
                            row.getInteger(1),
                            row.getInteger(2),
                            row.getInteger(3) != 0,
                            row.getBuffer(4)));
        }
        var pairs = before.with(versions, read);
        memory.keep(snapshot.generation(), community, pairs);
        return pairs;
    }
}
