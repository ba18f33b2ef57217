package org.reciprocity.reporting.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.access.Paging;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.edition.EditionStore;
import org.reciprocity.reporting.figure.Beside;
import org.reciprocity.reporting.figure.Period;
import org.reciprocity.reporting.figure.Span;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshots;
import org.reciprocity.reporting.tabular.Csv;
import org.reciprocity.reporting.tabular.FigureRow;
import org.reciprocity.reporting.tabular.Parquet;

/** Releases over HTTP: protected, for everybody who may see figures. */
@Path("/releases")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "releases", description = "Editions under disclosure control, whole")
class ReleaseResource {
    private static final int USUAL = 400;
    private static final String ZIP = "application/zip";

    private final Snapshots snapshots;
    private final Caller caller;
    private final EditionStore editions;
    private final ReleaseStore releases;
    private final ReleasedFigures released;
    private final ReleasedRestatements restatements;
    private final ReleasedCatalogues catalogues;
    private final ReleasedProgrammes programmes;
    private final ObjectMapper mapper;

    ReleaseResource(
            Snapshots snapshots,
            Caller caller,
            EditionStore editions,
            ReleaseStore releases,
            ReleasedFigures released,
            ReleasedRestatements restatements,
            ReleasedCatalogues catalogues,
            ReleasedProgrammes programmes,
            ObjectMapper mapper) {
        this.snapshots = snapshots;
        this.caller = caller;
        this.editions = editions;
        this.releases = releases;
        this.released = released;
        this.restatements = restatements;
        this.catalogues = catalogues;
        this.programmes = programmes;
        this.mapper = mapper;
    }

    /** A release, as people look at it. */
    @Schema(examples = """
            {"edition":12,"day":"2026-05-31","releasedAt":"2026-06-02T23:00:43Z","told":4210,"withheld":371}
            """)
    record ReleaseView(
            @Schema(description = "The number of the edition; asOf takes it")
            long edition,

            @Schema(description = "The community's last day in it")
            LocalDate day,

            Instant releasedAt,

            @Schema(description = "How many cells are told") int told,

            @Schema(description = "How many are withheld, to protect people")
            int withheld) {

        static ReleaseView of(ReleaseStore.Released one) {
            return new ReleaseView(one.edition(), one.day(), one.releasedAt(), one.told(), one.withheld());
        }
    }

    @GET
    @Operation(
            summary = "The releases of a community",
            description = "Newest first. For an analyst, a steward or an operator.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            required = true,
            description = "Id or code",
            example = "TAFF-TIME")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most so many, 1 to 5000; 400 unless given")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "Where to go on; from the header Link")
    public Uni<RestResponse<List<ReleaseView>>> all(@Context UriInfo uri) {
        var view = caller.figureView();
        var wanted = Question.of(uri, "communityId", "limit", "cursor").needed("communityId");
        var paging = Paging.of(uri, USUAL);
        long before = paging.before();
        return snapshots
                .live(snapshot -> Places.community(snapshot, view, wanted))
                .chain(place -> releases.page(place.community(), before, paging.rows()))
                .map(found -> paging.answer(
                        found,
                        ReleaseStore.Released::edition,
                        page -> page.stream().map(ReleaseView::of).toList(),
                        uri));
    }

    @GET
    @Path("/{edition}")
    @Produces(ZIP)
    @Operation(
            summary = "A whole release",
            description =
                    "A Frictionless Data Package: a zip of datapackage.json, every number as CSV and Parquet, the catalogue and"
                            + " the programmes as they were released, and what is restated.")
    @APIResponse(responseCode = "404", description = "There is none, or you may not see it")
    public Uni<Response> whole(@PathParam("edition") String edition, @Context UriInfo uri) {
        Question.of(uri);
        return visible(edition).chain(found -> {
            long id = found.edition().id();
            return Uni.combine()
                    .all()
                    .unis(releases.rows(id), catalogues.of(id), programmes.of(id), restated(found.edition()))
                    .asTuple()
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(kept -> DataPackage.of(
                            new DataPackage.Contents(
                                    found.place().communityCode(),
                                    found.edition(),
                                    kept.getItem1().stream()
                                            .map(row -> row(found.edition(), row))
                                            .toList(),
                                    kept.getItem2(),
                                    kept.getItem3(),
                                    kept.getItem4()),
                            mapper))
                    .map(zip -> Response.ok(zip)
                            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"release-" + id + ".zip\"")
                            .build());
        });
    }

    private Uni<ReleaseRestatements> restated(Edition edition) {
        return restatements.before(edition.id()).chain(before -> restatements
                .of(edition.id())
                .map(restated -> ReleaseRestatements.of(edition, before, restated)));
    }

    @GET
    @Path("/{edition}/restatements")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE, Parquet.MEDIA_TYPE})
    @Operation(
            summary = "What a release restates",
            description =
                    "Every number that this release and the one before it publish differently, of periods that were over for both; and the"
                            + " difference where both are told. Late entries are those that both have published, too: nothing stands"
                            + " here that is not in the two releases. As JSON, CSV or Parquet, by Accept.")
    @APIResponse(responseCode = "404", description = "There is none, or you may not see it")
    public Uni<ReleaseRestatements> restatements(@PathParam("edition") String edition, @Context UriInfo uri) {
        Question.of(uri);
        return visible(edition).chain(found -> restated(found.edition()));
    }

    @GET
    @Path("/{edition}/book")
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "A book of figures, to be printed",
            description =
                    "Every figure of a place and period with its definition, its caveats, its counter-figure and who pays on it, on one page"
                            + " that needs nothing else.")
    @Parameter(
            name = "period",
            in = ParameterIn.QUERY,
            required = true,
            description = "As for one figure",
            example = "all")
    @Parameter(
            name = "programmeId",
            in = ParameterIn.QUERY,
            description = "Id or code; without it, the whole community")
    @APIResponse(responseCode = "404", description = "There is none, or you may not see it")
    public Uni<Response> book(@PathParam("edition") String edition, @Context UriInfo uri) {
        var question = Question.of(uri, "period", "programmeId");
        var period = Period.of(question);
        var programme = question.parameter("programmeId");
        return visible(edition)
                .invoke(found -> Span.mustHaveBegun(found.place(), period))
                .chain(found -> place(found.place(), programme).chain(place -> released.told(
                                place,
                                period,
                                Optional.of(String.valueOf(found.edition().id())))
                        .chain(told -> catalogues
                                .of(found.edition().id())
                                .map(catalogue -> FigureBook.page(place, period, found.edition(), told, catalogue)))))
                .map(page -> Response.ok(page, MediaType.TEXT_HTML + ";charset=UTF-8")
                        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                        .build());
    }

    private Uni<Place> place(Place community, Optional<String> programme) {
        return programme
                .map(wanted -> snapshots.live(snapshot -> Places.programme(snapshot, community, wanted)))
                .orElseGet(() -> Uni.createFrom().item(community));
    }

    private static FigureRow row(Edition edition, ReleasedRow row) {
        var number = row.number();
        return new FigureRow(
                edition.id(),
                edition.community(),
                number.programme().orElse((UUID) null),
                number.period(),
                number.figure(),
                number.part(),
                number.value().orElse(null),
                number.unit(),
                number.state().code(),
                number.reason().orElse(null),
                null,
                row.caveats().orElse(null),
                Beside.definition(number.figure()),
                row.counterFigure().orElse(null),
                row.paidOn().orElse(null),
                edition.asOf().generation(),
                edition.asOf().ruleVersion());
    }

    private record Found(Edition edition, Place place) {}

    private Uni<Found> visible(String id) {
        var view = caller.figureView();
        if (!id.matches("[0-9]{1,18}")) {
            throw unknown();
        }
        return editions.one(Long.parseLong(id))
                .map(found -> found.orElseThrow(ReleaseResource::unknown))
                .chain(edition -> snapshots
                        .live(snapshot -> Places.communities(snapshot, view))
                        .map(places -> places.stream()
                                .filter(place -> place.community().equals(edition.community()))
                                .findFirst()
                                .orElseThrow(ReleaseResource::unknown))
                        .chain(place -> releases.edition(place.community(), Optional.of(edition.id()))
                                .map(one -> new Found(
                                        edition, one.map(there -> place).orElseThrow(ReleaseResource::unknown)))));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.UNKNOWN_EDITION, "GET /releases lists the released editions of a community.");
    }
}
