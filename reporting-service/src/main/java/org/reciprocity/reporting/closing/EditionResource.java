package org.reciprocity.reporting.closing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.access.IdempotencyKey;
import org.reciprocity.reporting.access.Paging;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.edition.EditionStore;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.snapshot.Snapshots;
import org.reciprocity.reporting.tabular.Csv;
import org.reciprocity.reporting.tabular.Parquet;

/** Editions over HTTP. */
@Path("/editions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "editions", description = "What was said at a time, kept as it was")
class EditionResource {
    private static final int USUAL = 400;
    private static final int TRIES = 50;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Snapshots snapshots;
    private final Caller caller;
    private final EditionStore editions;
    private final Cutter cutter;
    private final LogEnds ends;
    private final ObjectMapper mapper;

    EditionResource(
            Snapshots snapshots,
            Caller caller,
            EditionStore editions,
            Cutter cutter,
            LogEnds ends,
            ObjectMapper mapper) {
        this.snapshots = snapshots;
        this.caller = caller;
        this.editions = editions;
        this.cutter = cutter;
        this.ends = ends;
        this.mapper = mapper;
    }

    /** An edition, as people look at it. */
    @Schema(examples = EditionView.EXAMPLE)
    record EditionView(
            long id,
            UUID community,

            @Schema(description = "daily, monthly or requested")
            String kind,

            @Schema(description = "The community's last day in it")
            LocalDate day,

            Instant cutAt,
            AsOf asOf) {
        static final String EXAMPLE = """
                {"id":12,"community":"01997c10-0000-7000-8000-00000000c001","kind":"monthly","day":"2026-05-31",
                "cutAt":"2026-06-02T23:00:41Z","asOf":{"edition":12,"generation":3,"ruleVersion":5,
                "through":{"reciprocity.exchanges.v1":{"0":{"ledger":4711}}},"suppressed":[]}}
                """;

        static EditionView of(Edition edition) {
            return new EditionView(
                    edition.id(),
                    edition.community(),
                    edition.kind().code(),
                    edition.day(),
                    edition.cutAt(),
                    edition.asOf());
        }
    }

    /** A table of an edition. */
    record TableName(
            @JsonInclude(JsonInclude.Include.NON_NULL) UUID programme, String period) {}

    /** An edition with what is in it. */
    record Contents(EditionView edition, List<TableName> tables) {}

    /** What a steward asks for. */
    @Schema(examples = "{\"communityId\":\"TAFF-TIME\",\"through\":\"2026-05\"}")
    record Wanted(
            @Schema(description = "Id or code", required = true)
            String communityId,

            @Schema(description = "The last month in it; the last that is over unless given")
            String through) {}

    @GET
    @Operation(summary = "The editions of a community", description = "Newest first.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            required = true,
            description = "Id or code",
            example = "TAFF-TIME")
    @Parameter(
            name = "series",
            in = ParameterIn.QUERY,
            description = "editions (unless given), or closes: those of the days",
            example = "closes")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most so many, 1 to 5000; 400 unless given")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "Where to go on; from the header Link")
    public Uni<RestResponse<List<EditionView>>> all(@Context UriInfo uri) {
        var view = caller.exactView();
        var question = Question.of(uri, "communityId", "series", "limit", "cursor");
        var paging = Paging.of(uri, USUAL);
        long before = paging.before();
        var wanted = question.needed("communityId");
        var series = question.parameter("series").map(EditionResource::series).orElse(Edition.Series.EDITIONS);
        return snapshots
                .live(snapshot -> Places.community(snapshot, view, wanted))
                .chain(place -> editions.page(place.community(), series, before, paging.rows()))
                .map(found -> paging.answer(
                        found,
                        Edition::id,
                        page -> page.stream().map(EditionView::of).toList(),
                        uri));
    }

    private static Edition.Series series(String text) {
        for (var series : Edition.Series.values()) {
            if (series.code().equals(text)) {
                return series;
            }
        }
        throw new ProblemException(Problem.MALFORMED, "series is editions or closes.");
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "One edition",
            description =
                    "With its tables. Ask GET /figures/table, or GET /figures/{code}, with asOf for what is in them.")
    @APIResponse(responseCode = "404", description = "There is none, or you may not see it")
    public Uni<Contents> one(@PathParam("id") String id, @Context UriInfo uri) {
        Question.of(uri);
        return visible(id).chain(edition -> editions.names(edition)
                .map(names -> new Contents(
                        EditionView.of(edition),
                        names.stream()
                                .map(name -> new TableName(name.programme().orElse(null), name.period()))
                                .toList())));
    }

    @GET
    @Path("/{id}/restatements")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE, Parquet.MEDIA_TYPE})
    @Operation(
            summary = "What an edition restates",
            description =
                    "The difference of two numbers of the same period, in this edition and in the one before, where the period"
                            + " was over already; with the number of late entries as its reason. As JSON, CSV or Parquet, by Accept.")
    @APIResponse(responseCode = "404", description = "There is none, or you may not see it")
    public Uni<EditionRestatements> restatements(@PathParam("id") String id, @Context UriInfo uri) {
        Question.of(uri);
        return visible(id).chain(edition -> editions.before(edition)
                .chain(before -> before.map(other -> restatements(other, edition))
                        .orElseGet(() -> Uni.createFrom().item(EditionRestatements.of(edition, null, List.of())))));
    }

    private Uni<EditionRestatements> restatements(Edition before, Edition edition) {
        return editions.tables(before).chain(earlier -> editions.tables(edition)
                .map((List<EditionTable> later) -> EditionRestatements.of(
                        edition,
                        before.id(),
                        Restatement.between(
                                earlier,
                                before.day().isBefore(edition.day()) ? before.day() : edition.day(),
                                later,
                                before.asOf().ruleVersion() != edition.asOf().ruleVersion()))));
    }

    private Uni<Edition> visible(String id) {
        var view = caller.exactView();
        if (!id.matches("[0-9]{1,18}")) {
            throw unknown();
        }
        return editions.one(Long.parseLong(id))
                .map(found -> found.orElseThrow(EditionResource::unknown))
                .chain(edition -> snapshots
                        .live(snapshot -> Places.visible(snapshot, view, edition.community()))
                        .map(place -> place.map(there -> edition).orElseThrow(EditionResource::unknown)));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.UNKNOWN_EDITION, "GET /editions lists those of a community, and with series=closes its days.");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Cut an edition now",
            description =
                    "Of complete months up to one, as the log tells them at present. A steward of an agency admitted to the"
                            + " community, or an operator.")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible characters; the same key gets the same edition")
    @APIResponse(responseCode = "201", description = "It is cut; or it was, for the same key")
    @APIResponse(responseCode = "422", description = "The month is not over, or the key was used for another request")
    @APIResponse(responseCode = "503", description = "Not everything that is recorded is folded yet")
    public Uni<Response> cut(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Wanted.class)))
                    byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @Context UriInfo uri) {
        var view = caller.exactView();
        Question.of(uri);
        var once = IdempotencyKey.required(key);
        var wanted = read(body);
        if (wanted == null || wanted.communityId() == null) {
            throw new ProblemException(Problem.MISSING_PARAMETER, "The body needs communityId.");
        }
        return snapshots
                .live(snapshot -> Places.community(snapshot, view, wanted.communityId()))
                .chain(place -> cut(place, day(place, Optional.ofNullable(wanted.through())), once))
                .map(edition -> Response.created(URI.create("/editions/" + edition.id()))
                        .entity(EditionView.of(edition))
                        .build());
    }

    private Wanted read(byte[] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        try {
            return mapper.readValue(body, Wanted.class);
        } catch (IOException _) {
            throw new ProblemException(
                    Problem.MALFORMED, "The body is a JSON object with communityId and, if wanted, through.");
        }
    }

    private static LocalDate day(Place place, Optional<String> through) {
        var present = YearMonth.from(Instant.now().atZone(place.zone()));
        var month = through.map(EditionResource::month).orElse(present.minusMonths(1));
        if (!month.isBefore(present)) {
            throw new ProblemException(
                    Problem.MONTH_NOT_OVER, "An edition has complete months only; " + month + " is not over there.");
        }
        return month.atEndOfMonth();
    }

    private static YearMonth month(String text) {
        try {
            var month = YearMonth.parse(text);
            if (month.getYear() >= 1900 && month.getYear() <= 9999) {
                return month;
            }
        } catch (DateTimeException _) {
            // Refused below, as one beyond all calendars is.
        }
        throw new ProblemException(Problem.MALFORMED, "through is a month, such as 2026-05.");
    }

    /** Gives the fold a moment to come as far as the log was when it was asked. */
    private Uni<Edition> cut(Place place, LocalDate day, String key, Map<TopicPartition, Long> now, int tries) {
        return cutter.cut(place.community(), Edition.Kind.REQUESTED, day, Optional.of(key), now)
                .chain(cut -> switch (cut) {
                    case Cutter.Cut.Done(var edition) -> Uni.createFrom().item(edition);
                    case Cutter.Cut.Already() ->
                        editions.requested(place.community(), key).map(Optional::orElseThrow);
                    case Cutter.Cut.Behind()
                    when tries > 1 ->
                        Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(PAUSE)
                                .chain(() -> cut(place, day, key, now, tries - 1));
                    case Cutter.Cut.Behind() ->
                        throw new ProblemException(
                                Problem.UNAVAILABLE,
                                "Not everything that is recorded is folded yet, and an edition is kept for good; GET /feed tells how"
                                        + " far it is.");
                });
    }

    private Uni<Edition> cut(Place place, LocalDate day, String key) {
        return editions.requested(place.community(), key)
                .chain(before -> before.map(edition -> Uni.createFrom().item(edition))
                        .orElseGet(() -> ends.now().chain(now -> cut(place, day, key, now, TRIES))))
                .invoke(edition -> {
                    if (!edition.day().equals(day)) {
                        throw new ProblemException(
                                Problem.IDEMPOTENCY_KEY_REUSED,
                                "The key was used for an edition through " + edition.day() + ".");
                    }
                });
    }
}
