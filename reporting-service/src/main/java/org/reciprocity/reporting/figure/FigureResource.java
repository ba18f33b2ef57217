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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.edition.EditionStore;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.payment.PaidFigures;
import org.reciprocity.reporting.place.Nearest;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshot;
import org.reciprocity.reporting.snapshot.Snapshots;
import org.reciprocity.reporting.tabular.Csv;
import org.reciprocity.reporting.tabular.Parquet;

/** Figures over HTTP. */
@Path("/figures")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "figures", description = "What is counted, and what it comes to")
class FigureResource {
    private static final String[] PARAMETERS = {"communityId", "programmeId", "period", "band", "asOf", "generation"};

    private final Snapshots snapshots;
    private final Caller caller;
    private final EditionStore editions;
    private final ProtectedFigures released;

    FigureResource(Snapshots snapshots, Caller caller, EditionStore editions, ProtectedFigures released) {
        this.snapshots = snapshots;
        this.caller = caller;
        this.editions = editions;
        this.released = released;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE, Parquet.MEDIA_TYPE})
    @Operation(
            summary = "The catalogue",
            description =
                    "Every figure there is: code, definition, formula, unit, rule version and the events it is made of. As JSON, CSV"
                            + " or Parquet, by Accept.")
    @APIResponse(
            responseCode = "200",
            description = "Every figure, in order",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = CatalogueEntry.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = Parquet.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Catalogue catalogue(@Context UriInfo uri) {
        Question.of(uri);
        return Catalogue.present();
    }

    @GET
    @Path("/{code}/definition")
    @Operation(
            summary = "The definition of one figure",
            description = "Its entry of the catalogue; every figure that is answered links to it.")
    @APIResponse(responseCode = "404", description = "There is no such figure; the nearest are named")
    public CatalogueEntry definition(@PathParam("code") String code, @Context UriInfo uri) {
        Question.of(uri);
        return CatalogueEntry.of(known(code));
    }

    private static Figure known(String code) {
        return Figure.of(code).orElseThrow(() -> new ProblemException(
                        Problem.UNKNOWN_FIGURE, "GET /figures lists all figures; nearest names some.")
                .with(
                        "nearest",
                        Nearest.to(
                                code,
                                Arrays.stream(Figure.values()).map(Figure::code).toList())));
    }

    @GET
    @Path("/{code}")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE, Parquet.MEDIA_TYPE})
    @Operation(
            summary = "One figure",
            description =
                    "For a steward of an agency admitted to the community, or an operator: exact, of the present or of an edition;"
                            + " who was shown what is logged. For an analyst: protected, as the latest released edition tells it, or"
                            + " the one that asOf names. A figure that a contract pays on stands beside its counter-figures. As JSON, CSV or"
                            + " Parquet, by Accept; the header Reciprocity-As-Of says what a table was made from.")
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
            description =
                    "all, a month (2026-03), months in a row (2026-03/2026-05), a calendar quarter (2026-Q1), or a year from"
                            + " 1 April (2026)",
            example = "2026")
    @Parameter(
            name = "band",
            in = ParameterIn.QUERY,
            description =
                    "By one band at a time, in the parts: age, disability, ethnicity or deprivation, as people told it under consent, and"
                            + " those who did not apart. For figures of who takes part; the catalogue says which",
            example = "age")
    @Parameter(
            name = "asOf",
            in = ParameterIn.QUERY,
            description = "As an edition or close says it: its number, or the day of a close (2026-05-31)")
    @Parameter(
            name = "generation",
            in = ParameterIn.QUERY,
            description =
                    "The number of a generation that is folded to a point of the log (POST /rebuilds with through): figures as they"
                            + " were at that point. For stewards and operators, and not together with asOf.")
    public Uni<FigureAnswer> figure(@PathParam("code") String code, @Context UriInfo uri) {
        var view = caller.figureView();
        boolean exact = caller.seesExact();
        var figure = known(code);
        var question = Question.of(uri, PARAMETERS);
        var period = Period.of(question);
        var band = band(question);
        if (band.isPresent() && !figure.hasBands()) {
            throw new ProblemException(
                            Problem.FIGURE_WITHOUT_BANDS,
                            "By bands are told: " + String.join(", ", Figure.withBands()) + ".")
                    .with("nearest", Nearest.to(code, Figure.withBands()));
        }
        var asOf = question.parameter("asOf");
        var generation = generation(question);
        if (generation.isPresent()) {
            return pinned(
                    generation.getAsLong(),
                    question,
                    period,
                    (snapshot, place) -> figure(snapshot, place, period, figure, band));
        }
        if (!exact) {
            return snapshots
                    .live(snapshot -> place(snapshot, view, question, period))
                    .chain(place -> released.told(place, period, asOf)
                            .map(told -> told.by(band))
                            .map(told -> FigureAnswer.of(
                                    figure, place, period, told::value, told.beside(figure), told.beside())));
        }
        if (asOf.isPresent()) {
            return snapshots
                    .live(snapshot -> place(snapshot, view, question, period))
                    .chain(place -> kept(asOf.get(), place, period)
                            .map(kept -> FigureAnswer.of(
                                    figure,
                                    place,
                                    period,
                                    wanted -> kept.value(wanted, wanted == figure ? band : Optional.empty()),
                                    kept.edition().asOf(),
                                    kept.beside())));
        }
        return snapshots.live(snapshot ->
                place(snapshot, view, question, period).chain(place -> figure(snapshot, place, period, figure, band)));
    }

    private static Uni<FigureAnswer> figure(
            Snapshot snapshot, Place place, Period period, Figure figure, Optional<BandAxis> band) {
        return beside(snapshot, place, period).chain(beside -> {
            var shown = beside.shown(figure);
            return FactsReader.read(snapshot, place, period, shown, band.isPresent())
                    .chain(facts -> CreditReader.asOf(snapshot, place, shown)
                            .map(asOf -> FigureAnswer.of(
                                    figure,
                                    place,
                                    period,
                                    wanted ->
                                            BandRules.asked(wanted, facts, wanted == figure ? band : Optional.empty()),
                                    asOf,
                                    beside)));
        });
    }

    private static Uni<Beside> beside(Snapshot snapshot, Place place, Period period) {
        return PaidFigures.read(snapshot, place.community()).map(paid -> Beside.of(paid, place.programme(), period));
    }

    /** The band that is asked for, if one is. */
    private static Optional<BandAxis> band(Question question) {
        return question.parameter("band").map(wanted -> {
            return BandAxis.of(wanted).orElseThrow(() -> {
                var known = Arrays.stream(BandAxis.values()).map(BandAxis::code).toList();
                return new ProblemException(Problem.UNKNOWN_BAND, "band is one of: " + String.join(", ", known) + ".")
                        .with("nearest", Nearest.to(wanted, known));
            });
        });
    }

    @GET
    @Path("/table")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE, Parquet.MEDIA_TYPE})
    @Operation(
            summary = "All figures at once",
            description =
                    "Of one community or programme and one period, of one moment. Exact or protected as one figure is. As JSON, CSV"
                            + " or Parquet, by Accept.")
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
    @Parameter(
            name = "band",
            in = ParameterIn.QUERY,
            description = "As for one figure; those that are not told by bands are as they are")
    @Parameter(name = "asOf", in = ParameterIn.QUERY, description = "As for one figure")
    @Parameter(name = "generation", in = ParameterIn.QUERY, description = "As for one figure")
    public Uni<FigureTable> table(@Context UriInfo uri) {
        var view = caller.figureView();
        boolean exact = caller.seesExact();
        var question = Question.of(uri, PARAMETERS);
        var period = Period.of(question);
        var band = band(question);
        var asOf = question.parameter("asOf");
        var generation = generation(question);
        if (generation.isPresent()) {
            return pinned(
                    generation.getAsLong(),
                    question,
                    period,
                    (snapshot, place) -> table(snapshot, place, period, band));
        }
        if (!exact) {
            return snapshots
                    .live(snapshot -> place(snapshot, view, question, period))
                    .chain(place -> released.told(place, period, asOf)
                            .map(told -> told.by(band))
                            .map(told -> FigureTable.of(place, period, told::value, told.asOf(), told.beside())));
        }
        if (asOf.isPresent()) {
            return snapshots
                    .live(snapshot -> place(snapshot, view, question, period))
                    .chain(place -> kept(asOf.get(), place, period)
                            .map(kept -> FigureTable.of(
                                    place,
                                    period,
                                    figure -> kept.value(figure, band),
                                    kept.edition().asOf(),
                                    kept.beside())));
        }
        return snapshots.live(snapshot ->
                place(snapshot, view, question, period).chain(place -> table(snapshot, place, period, band)));
    }

    private static Uni<FigureTable> table(Snapshot snapshot, Place place, Period period, Optional<BandAxis> band) {
        return FigureTables.read(snapshot, place, period, band)
                .chain(values -> CreditReader.asOf(snapshot, place, values.keySet())
                        .chain(asOf -> beside(snapshot, place, period)
                                .map(beside -> FigureTable.of(place, period, values::get, asOf, beside))));
    }

    /** The generation that is asked, if one is; by those who see exact figures only, since everybody else is told editions. */
    private OptionalLong generation(Question question) {
        var wanted = question.parameter("generation");
        if (wanted.isEmpty()) {
            return OptionalLong.empty();
        }
        caller.exactView();
        if (question.parameter("asOf").isPresent()) {
            throw new ProblemException(
                    Problem.MALFORMED,
                    "asOf asks for an edition, and generation for a point of the log: give one of them.");
        }
        if (!wanted.get().matches("[0-9]{1,18}")) {
            throw new ProblemException(Problem.UNKNOWN_REBUILD, "generation is the number of a generation.");
        }
        return OptionalLong.of(Long.parseLong(wanted.get()));
    }

    /** Who may see the place at present is shown it as it was. */
    private <T> Uni<T> pinned(
            long generation, Question question, Period period, BiFunction<Snapshot, Place, Uni<T>> reading) {
        var view = caller.exactView();
        return snapshots
                .live(snapshot -> place(snapshot, view, question, period))
                .chain(now -> snapshots.pinned(generation, snapshot -> Places.at(snapshot, now)
                        .chain(place -> reading.apply(snapshot, place))));
    }

    /** What an edition has of a place and period. */
    private record Kept(Edition edition, EditionTable table, Beside beside) {

        /** A figure; one that was not in the catalogue then has no value. */
        FigureValue value(Figure figure, Optional<BandAxis> band) {
            var kept = table.figures().get(figure.code());
            return kept == null
                    ? FigureValue.none("The rules of that time did not have this figure.")
                    : BandRules.asked(
                            figure,
                            new FigureValue(
                                    Optional.ofNullable(kept.value()),
                                    Optional.ofNullable(kept.reason()),
                                    new TreeMap<>(kept.parts()),
                                    kept.caveats()),
                            band);
        }
    }

    private Uni<Kept> kept(String asOf, Place place, Period period) {
        return edition(asOf, place)
                .map(found -> found.filter(edition -> edition.community().equals(place.community()))
                        .orElseThrow(() -> new ProblemException(
                                Problem.UNKNOWN_EDITION,
                                "asOf is the number of an edition or close of the community, or the day of a close; GET /editions lists"
                                        + " them.")))
                .chain(edition -> editions.table(edition, place.programme(), period.code())
                        .chain(table -> table.map(found -> editions.paid(edition.id())
                                        .map(paid ->
                                                new Kept(edition, found, Beside.of(paid, place.programme(), period))))
                                .orElseGet(() -> editions.names(edition).map(names -> {
                                    throw new ProblemException(
                                                    Problem.UNKNOWN_PERIOD, "The edition has nothing of this period.")
                                            .with(
                                                    "nearest",
                                                    Nearest.to(
                                                            period.code(),
                                                            names.stream()
                                                                    .map(EditionStore.Name::period)
                                                                    .collect(Collectors.toCollection(TreeSet::new))));
                                }))));
    }

    private Uni<Optional<Edition>> edition(String asOf, Place place) {
        if (asOf.matches("[0-9]{1,18}")) {
            return editions.one(Long.parseLong(asOf));
        }
        try {
            return editions.daily(place.community(), LocalDate.parse(asOf));
        } catch (DateTimeException _) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    private static Uni<Place> place(Snapshot snapshot, Caller.View view, Question question, Period period) {
        var wantedProgramme = question.parameter("programmeId");
        return Places.community(snapshot, view, question.needed("communityId"))
                .invoke(place -> Span.mustHaveBegun(place, period))
                .chain(community -> wantedProgramme
                        .map(wanted -> Places.programme(snapshot, community, wanted))
                        .orElseGet(() -> Uni.createFrom().item(community)));
    }
}
