package org.reciprocity.reporting.place;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Finds communities and programmes by id or code, among those that the caller may see. */
public final class Places {
    private static final String VISIBLE = """
            select c.id, c.code, c.time_zone, i.number
            from community c left join ident i on i.id = c.id
            where c.code is not null
              and ($1::uuid is null or exists (
                  select 1 from admission a where a.community = c.id and a.agency = $1::uuid))
            """;
    private static final String ORDER = " order by c.code, c.id";
    private static final String BY_ID = VISIBLE + " and c.id = $2::uuid";
    private static final String BY_ID_OR_CODE = VISIBLE + " and (c.id = $2::uuid or c.code = $3)" + ORDER + " limit 1";
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Caller.View EVERYTHING = new Caller.View(true, Optional.empty());
    private static final String PROGRAMMES = """
            select p.id, p.code, i.number from programme p left join ident i on i.id = p.id
            where p.community = $1 and p.code is not null order by p.code, p.id
            """;

    private Places() {}

    /** The communities that the caller may see. */
    public static Uni<List<Place>> communities(Snapshot snapshot, Caller.View view) {
        if (seesNothing(view)) {
            return Uni.createFrom().item(List.of());
        }
        return snapshot.query(VISIBLE + ORDER, view.agency().orElse(null)).map(Places::communities);
    }

    private static boolean seesNothing(Caller.View view) {
        return !view.everything() && view.agency().isEmpty();
    }

    private static List<Place> communities(RowSet<Row> rows) {
        var places = new ArrayList<Place>();
        for (var row : rows) {
            places.add(new Place(
                    row.getUUID(0),
                    row.getString(1),
                    row.getString(2),
                    number(row, 3),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty()));
        }
        return places;
    }

    /** A community by its id, if the caller may see it. */
    public static Uni<Optional<Place>> visible(Snapshot snapshot, Caller.View view, UUID community) {
        return seesNothing(view)
                ? Uni.createFrom().item(Optional.empty())
                : snapshot.query(BY_ID, view.agency().orElse(null), community)
                        .map(rows -> communities(rows).stream().findFirst());
    }

    /** The same of one that may be none. */
    public static Uni<Optional<Place>> visible(Snapshot snapshot, Caller.View view, Optional<UUID> community) {
        return community.map(id -> visible(snapshot, view, id)).orElseGet(() -> Uni.createFrom()
                .item(Optional.empty()));
    }

    private static Uni<Optional<Place>> find(Snapshot snapshot, Caller.View view, String wanted) {
        // PostgreSQL has no text with a zero in it.
        if (seesNothing(view) || wanted.indexOf(0) >= 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        var id = ID.matcher(wanted).matches() ? UUID.fromString(wanted) : null;
        return snapshot.query(BY_ID_OR_CODE, view.agency().orElse(null), id, wanted)
                .map(rows -> communities(rows).stream().findFirst());
    }

    private static OptionalInt number(Row row, int column) {
        var number = row.getInteger(column);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** A community by id or code. */
    public static Uni<Place> community(Snapshot snapshot, Caller.View view, String wanted) {
        return find(snapshot, view, wanted)
                .chain(found -> found.map(place -> Uni.createFrom().item(place))
                        .orElseGet(() -> communities(snapshot, view).map(places -> {
                            throw unknown(wanted, places);
                        })));
    }

    private static ProblemException unknown(String wanted, List<Place> visible) {
        return new ProblemException(
                        Problem.UNKNOWN_COMMUNITY,
                        "No community that you may see has this id or code; nearest lists some that you may see.")
                .with(
                        "nearest",
                        Nearest.to(
                                wanted,
                                visible.stream().map(Place::communityCode).toList()));
    }

    /** A place as another snapshot knows it, such as one of an earlier point of the log; it may not have been there then. */
    public static Uni<Place> at(Snapshot snapshot, Place place) {
        return visible(snapshot, EVERYTHING, place.community())
                .map(found -> found.orElseThrow(() -> new ProblemException(
                        Problem.UNKNOWN_COMMUNITY, "The community was not there yet at this point.")))
                .chain(community -> place.programme()
                        .map(wanted -> programmes(snapshot, community).map(programmes -> programmes.stream()
                                .filter(programme ->
                                        programme.programme().orElseThrow().equals(wanted))
                                .findFirst()
                                .orElseThrow(() -> new ProblemException(
                                        Problem.UNKNOWN_PROGRAMME, "The programme was not there yet at this point."))))
                        .orElseGet(() -> Uni.createFrom().item(community)));
    }

    /** The programmes of a community. */
    public static Uni<List<Place>> programmes(Snapshot snapshot, Place community) {
        return snapshot.query(PROGRAMMES, community.community()).map(rows -> {
            var places = new ArrayList<Place>();
            for (var row : rows) {
                places.add(new Place(
                        community.community(),
                        community.communityCode(),
                        community.zoneName(),
                        community.communityNumber(),
                        Optional.of(row.getUUID(0)),
                        Optional.of(row.getString(1)),
                        number(row, 2)));
            }
            return places;
        });
    }

    /** A programme of a community by id or code. */
    public static Uni<Place> programme(Snapshot snapshot, Place community, String wanted) {
        return programmes(snapshot, community).map(places -> places.stream()
                .filter(place -> isWanted(
                        wanted,
                        place.programme().orElseThrow(),
                        place.programmeCode().orElseThrow()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                                Problem.UNKNOWN_PROGRAMME, "The community has no programme of this id or code.")
                        .with(
                                "nearest",
                                Nearest.to(
                                        wanted,
                                        places.stream()
                                                .map(place ->
                                                        place.programmeCode().orElseThrow())
                                                .toList()))));
    }

    private static boolean isWanted(String wanted, UUID id, String code) {
        return wanted.equals(code) || wanted.equalsIgnoreCase(id.toString());
    }
}
