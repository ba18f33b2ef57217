package org.reciprocity.reporting.figure;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.place.Nearest;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshot;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Figures over HTTP. */
@Path("/figures")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "figures", description = "What is counted, and what it comes to")
class FigureResource {
    private final Snapshots snapshots;
    private final Caller caller;

    FigureResource(Snapshots snapshots, Caller caller) {
        this.snapshots = snapshots;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "The catalogue",
            description =
                    "Every figure there is: code, definition, formula, unit, rule version and the events it is made of.")
    public List<CatalogueEntry> catalogue(@Context UriInfo uri) {
        Question.of(uri);
        return Arrays.stream(Figure.values()).map(CatalogueEntry::of).toList();
    }

    @GET
    @Path("/{code}")
    @Operation(
            summary = "One figure",
            description = "Exact, for a steward of an agency admitted to the community, or an operator.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            required = true,
            description = "Id or code",
            example = "TAFF-TIME")
    @Parameter(
            name = "programmeId",
            in = ParameterIn.QUERY,
            description = "Id or code; without it, the whole community")
    @Parameter(
            name = "period",
            in = ParameterIn.QUERY,
            required = true,
            description = "all, a month (2026-03), a calendar quarter (2026-Q1), or a year from 1 April (2026)",
            example = "2026")
    public Uni<FigureAnswer> figure(@PathParam("code") String code, @Context UriInfo uri) {
        var view = caller.exactView();
        var figure = Figure.of(code).orElseThrow(() -> new ProblemException(
                        Problem.UNKNOWN_FIGURE, "GET /figures lists all figures; nearest names some.")
                .with(
                        "nearest",
                        Nearest.to(
                                code,
                                Arrays.stream(Figure.values()).map(Figure::code).toList())));
        var question = Question.of(uri, "communityId", "programmeId", "period");
        var period = Period.of(question);
        return snapshots.live(snapshot -> place(snapshot, view, question, period)
                .chain(place -> FactsReader.read(snapshot, place, period, Set.of(figure))
                        .chain(facts -> snapshot.asOf()
                                .map(asOf -> FigureAnswer.of(
                                        figure, place, period, FigureRules.value(figure, facts), asOf)))));
    }

    @GET
    @Path("/table")
    @Operation(
            summary = "All figures at once",
            description = "Of one community or programme and one period, of one moment.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            required = true,
            description = "Id or code",
            example = "TAFF-TIME")
    @Parameter(
            name = "programmeId",
            in = ParameterIn.QUERY,
            description = "Id or code; without it, the whole community")
    @Parameter(
            name = "period",
            in = ParameterIn.QUERY,
            required = true,
            description = "As for one figure",
            example = "all")
    public Uni<FigureTable> table(@Context UriInfo uri) {
        var view = caller.exactView();
        var question = Question.of(uri, "communityId", "programmeId", "period");
        var period = Period.of(question);
        return snapshots.live(snapshot -> place(snapshot, view, question, period)
                .chain(place -> FactsReader.read(snapshot, place, period, EnumSet.allOf(Figure.class))
                        .chain(facts -> snapshot.asOf()
                                .map(asOf -> new FigureTable(
                                        place.community(),
                                        place.programme().orElse(null),
                                        period.code(),
                                        Arrays.stream(Figure.values())
                                                .map(figure ->
                                                        FigureTable.Row.of(figure, FigureRules.value(figure, facts)))
                                                .toList(),
                                        asOf)))));
    }

    private static Uni<Place> place(Snapshot snapshot, Caller.View view, Question question, Period period) {
        var wantedProgramme = question.parameter("programmeId");
        return Places.community(snapshot, view, question.needed("communityId"))
                .invoke(place -> period.from()
                        .filter(day -> FactsReader.begin(place, day).isAfter(Instant.now()))
                        .ifPresent(day -> {
                            throw new ProblemException(
                                    Problem.FUTURE_PERIOD, "The period begins on " + day + " in the community.");
                        }))
                .chain(community -> wantedProgramme
                        .map(wanted -> Places.programme(snapshot, community, wanted))
                        .orElseGet(() -> Uni.createFrom().item(community)));
    }
}
