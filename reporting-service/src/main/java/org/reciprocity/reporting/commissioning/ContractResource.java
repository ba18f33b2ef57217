package org.reciprocity.reporting.commissioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.access.Paging;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureTables;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.figure.Period;
import org.reciprocity.reporting.figure.ProtectedFigures;
import org.reciprocity.reporting.figure.Span;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.snapshot.Snapshot;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Contracts over HTTP. */
@Path("/contracts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "contracts", description = "What is commissioned, and what is measured of it")
class ContractResource {
    private static final int USUAL = 500;
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Snapshots snapshots;
    private final Caller caller;
    private final ProtectedFigures released;

    ContractResource(Snapshots snapshots, Caller caller, ProtectedFigures released) {
        this.snapshots = snapshots;
        this.caller = caller;
        this.released = released;
    }

    /** The contracts of a community. */
    @Schema(name = "ContractList", examples = """
            {"community":"01997c10-0000-7000-8000-00000000c001","items":[{"id":"01997c10-0000-7000-8000-000000003009",
            "code":"day-care-2026","commissioner":{"id":"01997c10-0000-7000-8000-00000000a002","code":"CAMDEN"},"from":"2026-04-01",
            "to":"2029-03-31","programmes":["01997c10-0000-7000-8000-00000000d001"],"domains":["mental-wellbeing","participation"],
            "paidOn":"measure-change","counterFigure":"follow-up-rate"}],
            "asOf":{"generation":3,"ruleVersion":6,"through":{},"suppressed":[]}}
            """)
    record ContractList(UUID community, List<Item> items, AsOf asOf) {}

    /** One of them, as it was let. */
    @Schema(name = "ContractListItem")
    record Item(
            UUID id,
            String code,
            ContractAnswer.Agency commissioner,
            LocalDate from,
            LocalDate to,
            @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate endedOn,
            List<UUID> programmes,
            List<String> domains,
            String paidOn,
            String counterFigure) {
        static Item of(Contract contract, Map<UUID, String> agencies) {
            return new Item(
                    contract.id(),
                    contract.code(),
                    new ContractAnswer.Agency(contract.commissioner(), agencies.get(contract.commissioner())),
                    contract.from(),
                    contract.to(),
                    contract.endedOn().orElse(null),
                    contract.programmes(),
                    contract.domains().stream()
                            .map(Contract.Domain::domain)
                            .distinct()
                            .toList(),
                    contract.paidOn(),
                    contract.counterFigure());
        }
    }

    /** A contract, and the programmes of its community. */
    private record Found(Place place, Contract contract, List<Place> programmes, Map<UUID, String> agencies) {
        Optional<Place> programme(UUID id) {
            return programmes.stream()
                    .filter(programme -> programme.programme().equals(Optional.of(id)))
                    .findFirst();
        }
    }

    @GET
    @Operation(
            summary = "The contracts of a community",
            description =
                    "By code, as they were let. The figure that is paid on is never named without its counter-figure.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            required = true,
            description = "Id or code",
            example = "TAFF-TIME")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most so many, 1 to 5000; 500 unless given")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "Where to go on; from the header Link")
    public Uni<RestResponse<ContractList>> contracts(@Context UriInfo uri) {
        var view = caller.figureView();
        var community = Question.of(uri, "communityId", "limit", "cursor").needed("communityId");
        var paging = Paging.of(uri, USUAL);
        var after = paging.after();
        return snapshots.live(snapshot -> Places.community(snapshot, view, community)
                .chain(place -> ContractReader.page(snapshot, place, after, paging.rows())
                        .chain(contracts -> ContractReader.agencies(snapshot).chain(agencies -> snapshot.asOf()
                                .map(asOf -> paging.answer(
                                        contracts,
                                        Contract::id,
                                        page -> new ContractList(
                                                place.community(),
                                                page.stream()
                                                        .map(contract -> Item.of(contract, agencies))
                                                        .toList(),
                                                asOf),
                                        uri))))));
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "One contract",
            description =
                    "What was agreed to be measured beside what is measured, by programme; whether targets are met, not yet, or have no"
                            + " figure; the figure that is paid on, and its counter-figure wherever it is shown; outputs beside outcomes"
                            + " beside co-design; and who was declared and who was observed to design and to deliver. For stewards and"
                            + " operators exact, and logged; for analysts as the latest released edition tells it.")
    @Parameter(name = "id", in = ParameterIn.PATH, example = "01997c10-0000-7000-8000-000000003009")
    @Parameter(
            name = "period",
            in = ParameterIn.QUERY,
            description =
                    "As for figures. Unless given: exact figures of the contract's own months, whole ones; protected figures of all",
            example = "2026")
    public Uni<ContractAnswer> contract(@PathParam("id") String wanted, @Context UriInfo uri) {
        var view = caller.figureView();
        boolean exact = caller.seesExact();
        var question = Question.of(uri, "period");
        var period = question.parameter("period").map(text -> Period.of(question));
        if (!ID.matcher(wanted).matches()) {
            throw unknown();
        }
        var id = UUID.fromString(wanted);
        return exact
                ? snapshots.live(
                        snapshot -> found(snapshot, view, id, period).chain(found -> exact(snapshot, found, period)))
                : snapshots
                        .live(snapshot -> found(snapshot, view, id, period))
                        .chain(found -> told(found, period.orElseGet(Period.All::new)));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.UNKNOWN_CONTRACT, "GET /contracts?communityId= lists the contracts that you may see.");
    }

    private static Uni<Found> found(Snapshot snapshot, Caller.View view, UUID id, Optional<Period> period) {
        return ContractReader.community(snapshot, id)
                .chain(community -> Places.visible(snapshot, view, community))
                .map(place -> place.orElseThrow(ContractResource::unknown))
                .invoke(place -> period.ifPresent(wanted -> Span.mustHaveBegun(place, wanted)))
                .chain(place -> ContractReader.of(snapshot, place)
                        .map(contracts -> contracts.stream()
                                .filter(contract -> contract.id().equals(id))
                                .findFirst()
                                .orElseThrow(ContractResource::unknown))
                        .chain(contract -> Places.programmes(snapshot, place)
                                .chain(programmes -> ContractReader.agencies(snapshot)
                                        .map(agencies -> new Found(place, contract, programmes, agencies)))));
    }

    /** The contract's own months, whole ones. */
    private static Period months(Contract contract) {
        var first = YearMonth.from(contract.from());
        var last = YearMonth.from(contract.lastDay());
        return new Period.Months(first, last.isBefore(first) ? first : last);
    }

    private static Uni<ContractAnswer> exact(Snapshot snapshot, Found found, Optional<Period> wanted) {
        var period = wanted.orElseGet(() -> months(found.contract()));
        return figures(found, programme -> FigureTables.read(snapshot, programme, period))
                .chain(figures ->
                        FigureTables.asOf(snapshot, found.place()).map(asOf -> answer(found, period, figures, asOf)));
    }

    private Uni<ContractAnswer> told(Found found, Period period) {
        return released.told(found.place(), period, Optional.empty())
                .chain(edition -> figures(found, programme -> released.told(programme, period, Optional.empty())
                                .map(ProtectedFigures.Told::values)
                                .onFailure(ContractResource::isOfNothing)
                                .recoverWithItem(Map.of()))
                        .map(figures -> answer(found, period, figures, edition.asOf())));
    }

    /** Whether the edition has nothing of a programme: it may have been opened since. */
    private static boolean isOfNothing(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem() == Problem.UNKNOWN_PERIOD;
    }

    private static ContractAnswer answer(Found found, Period period, List<ContractAnswer.Figures> figures, AsOf asOf) {
        return ContractAnswer.of(
                found.contract(), found.place().community(), period.code(), found.agencies(), figures, asOf);
    }

    /** The figures of each programme, one after the other, since a snapshot answers one question at a time. */
    private static Uni<List<ContractAnswer.Figures>> figures(
            Found found, Function<Place, Uni<Map<Figure, FigureValue>>> read) {
        Uni<List<ContractAnswer.Figures>> all = Uni.createFrom().item(new ArrayList<>());
        for (var id : found.contract().programmes()) {
            var place = found.programme(id);
            all = all.chain(figures -> place.map(read)
                    .orElseGet(() -> Uni.createFrom().item(Map.of()))
                    .map(values -> {
                        figures.add(new ContractAnswer.Figures(id, place.flatMap(Place::programmeCode), values));
                        return figures;
                    }));
        }
        return all;
    }
}
