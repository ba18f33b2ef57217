package org.reciprocity.reporting.place;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
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
            order by c.code, c.id
            """;
    private static final String PROGRAMMES = """
            select p.id, p.code, i.number from programme p left join ident i on i.id = p.id
            where p.community = $1 and p.code is not null order by p.code, p.id
            """;

    private Places() {}

    /** The communities that the caller may see. */
    public static Uni<List<Place>> communities(Snapshot snapshot, Caller.View view) {
        if (!view.everything() && view.agency().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return snapshot.query(VISIBLE, view.agency().orElse(null)).map(rows -> {
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
        });
    }

    private static OptionalInt number(Row row, int column) {
        var number = row.getInteger(column);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** A community by id or code. */
    public static Uni<Place> community(Snapshot snapshot, Caller.View view, String wanted) {
        return communities(snapshot, view).map(places -> places.stream()
                .filter(place -> isWanted(wanted, place.community(), place.communityCode()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                                Problem.UNKNOWN_COMMUNITY,
                                "No community that you may see has this id or code; nearest lists some that you may see.")
                        .with(
                                "nearest",
                                Nearest.to(
                                        wanted,
                                        places.stream()
                                                .map(Place::communityCode)
                                                .toList()))));
    }

    /** A place as another snapshot knows it, such as one of an earlier point of the log; it may not have been there then. */
    public static Uni<Place> at(Snapshot snapshot, Place place) {
        return communities(snapshot, new Caller.View(true, Optional.empty()))
                .map(communities -> communities.stream()
                        .filter(community -> community.community().equals(place.community()))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(
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
