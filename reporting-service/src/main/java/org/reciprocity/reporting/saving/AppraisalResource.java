package org.reciprocity.reporting.saving;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.access.Paging;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Assumptions;
import org.reciprocity.reporting.appraisal.Horizon;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureTables;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.figure.Period;
import org.reciprocity.reporting.place.Nearest;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshot;
import org.reciprocity.reporting.snapshot.Snapshots;
import org.reciprocity.reporting.tabular.Csv;

/** Appraisals over HTTP. */
@Path("/appraisals")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "appraisals", description = "Who pays, and who saves")
class AppraisalResource {
    private static final int USUAL = 500;
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    /** Nothing that rests on fewer people is told to analysts. */
    private static final BigDecimal FEWEST = BigDecimal.valueOf(8);

    private final Snapshots snapshots;
    private final Caller caller;

    AppraisalResource(Snapshots snapshots, Caller caller) {
        this.snapshots = snapshots;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "The appraisals of a community",
            description = "By code, each with what it comes to over all years, for the payer and for all agencies.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            required = true,
            description = "Id or code",
            example = "TAFF-TIME")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most so many, 1 to 5000; 500 unless given")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "Where to go on; from the header Link")
    public Uni<RestResponse<AppraisalList>> appraisals(@Context UriInfo uri) {
        var view = caller.figureView();
        boolean exact = caller.seesExact();
        var community = Question.of(uri, "communityId", "limit", "cursor").needed("communityId");
        var paging = Paging.of(uri, USUAL);
        return snapshots
                .live(snapshot ->
                        Places.community(snapshot, view, community).chain(place -> read(snapshot, place, exact)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(read -> paging.answer(
                        paging.of(
                                questions(read).toList(),
                                appraisal -> appraisal.id().toString()),
                        Appraisal::id,
                        page -> AppraisalList.of(page, read),
                        uri));
    }

    @GET
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @Operation(
            summary = "One appraisal",
            description =
                    "Costs and benefits by agency and year, cashable and not, returns undiscounted and discounted, payback, who gains by"
                            + " whose money, how much the answer hangs on each assumption, and everything that it was computed from. What was"
                            + " recorded stands beside what is modelled and is never added to it. As CSV: every input and every line by"
                            + " agency and year with all its factors, so that a spreadsheet can compute it anew.")
    @Parameter(name = "id", in = ParameterIn.PATH, example = "01997c10-0000-7000-8000-00000000300a")
    @Parameter(
            name = "horizon",
            in = ParameterIn.QUERY,
            description = "How many years are looked at: 1, 3, 5, 10, 15 or all; all unless given",
            example = "10")
    public Uni<AppraisalAnswer> appraisal(@PathParam("id") String wanted, @Context UriInfo uri) {
        var view = caller.figureView();
        boolean exact = caller.seesExact();
        var horizon = Question.of(uri, "horizon")
                .parameter("horizon")
                .map(AppraisalResource::horizon)
                .orElse(Horizon.ALL);
        if (!ID.matcher(wanted).matches()) {
            throw unknown();
        }
        var id = UUID.fromString(wanted);
        return snapshots
                .live(snapshot -> SavingReader.community(snapshot, id)
                        .chain(community -> Places.visible(snapshot, view, community))
                        .map(place -> place.orElseThrow(AppraisalResource::unknown))
                        .chain(place -> read(snapshot, place, exact).chain(read -> figures(snapshot, place, read, id)
                                .map(figures -> new Asked(read, figures)))))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(asked -> questions(asked.read())
                        .filter(appraisal -> appraisal.id().equals(id))
                        .findFirst()
                        .map(appraisal -> AppraisalAnswer.of(appraisal, horizon, asked.read(), asked.figures()))
                        .orElseThrow(AppraisalResource::unknown));
    }

    /** What one appraisal is answered by. */
    private record Asked(AppraisalAnswer.Read read, Optional<Map<Figure, FigureValue>> figures) {}

    /** The figures of the programme that effects come from; none for who does not see them exactly. */
    private static Uni<Optional<Map<Figure, FigureValue>>> figures(
            Snapshot snapshot, Place place, AppraisalAnswer.Read read, UUID id) {
        var body = read.of().appraisals().get(id);
        if (body == null || !read.exact()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Places.programmes(snapshot, place).chain(programmes -> programmes.stream()
                .filter(programme -> programme.programme().equals(Optional.of(body.programme())))
                .findFirst()
                .map(programme -> FigureTables.read(
                        snapshot, programme, new Period.All(), EnumSet.copyOf(RecordedEffect.FIGURES)))
                .orElseGet(() -> Uni.createFrom().item(Map.of()))
                .map(Optional::of));
    }

    private static Horizon horizon(String text) {
        return Horizon.of(text).orElseThrow(() -> new ProblemException(
                        Problem.UNKNOWN_HORIZON, "A horizon is 1, 3, 5, 10 or 15 years, or all.")
                .with(
                        "nearest",
                        Nearest.to(
                                text,
                                Arrays.stream(Horizon.values())
                                        .map(Horizon::code)
                                        .toList())));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.UNKNOWN_APPRAISAL, "GET /appraisals?communityId= lists the appraisals that you may see.");
    }

    private static Uni<AppraisalAnswer.Read> read(Snapshot snapshot, Place place, boolean exact) {
        return SavingReader.of(snapshot, place)
                .chain(of -> snapshot.asOf().map(asOf -> new AppraisalAnswer.Read(place.community(), of, asOf, exact)));
    }

    /** The appraisals that may be told. */
    private static Stream<Appraisal> questions(AppraisalAnswer.Read read) {
        return read.of().appraisals().values().stream()
                .filter(body -> read.exact() || body.statesCosts())
                .map(body -> body.appraisal(
                        read.of().unitCosts(), read.of().recordedCosts(body.programme(), body.baseYear())))
                .filter(appraisal -> read.exact() || isOfEnough(appraisal));
    }

    /** Whether no benefit rests on so few people that they could be found out. */
    private static boolean isOfEnough(Appraisal appraisal) {
        return appraisal.benefits().stream()
                .allMatch(line -> fewest(line.assumptions()).compareTo(FEWEST) >= 0);
    }

    private static BigDecimal fewest(Assumptions assumptions) {
        return lowest(assumptions, Assumption.PEOPLE).multiply(lowest(assumptions, Assumption.ENGAGED));
    }

    private static BigDecimal lowest(Assumptions assumptions, Assumption assumption) {
        return List.of(
                        assumptions.of(assumption),
                        assumptions.lowest(assumption).orElse(assumptions.of(assumption)),
                        assumptions.highest(assumption).orElse(assumptions.of(assumption)))
                .stream()
                .min(BigDecimal::compareTo)
                .orElseThrow();
    }
}
