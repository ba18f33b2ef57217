package org.reciprocity.reporting.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
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
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** Rebuilds over HTTP. */
@Path("/rebuilds")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "rebuilds", description = "Folding everything again, from the first offset")
class RebuildResource {
    private static final int USUAL = 500;
    // What is in memory is ahead of what is written while a generation is built, and behind it afterwards.
    private static final String SELECT = """
            with furthest as (
                select p.topic, p.partition, max(p.next_offset) as furthest
                from position p join generation g on g.id = p.generation and g.state in ('live', 'previous')
                group by 1, 2)
            select g.id, g.state, g.rule_version, g.created_at, g.ended_at, g.reason,
                   coalesce(p.done, 0)::bigint, coalesce(t.total, 0)::bigint, coalesce(p.skipped, 0)::bigint,
                   extract(epoch from coalesce(g.ended_at, clock_timestamp()) - g.created_at)::float8,
                   g.through::text, g.version,
                   case when g.state in ('live', 'previous') then coalesce(p.behind, 0) end::bigint
            from generation g
            left join lateral (
                select sum(greatest(q.next_offset, coalesce(r.reached, 0))) as done, sum(q.skipped) as skipped,
                       sum(greatest(0, f.furthest - q.next_offset)) as behind
                from position q
                left join furthest f on f.topic = q.topic and f.partition = q.partition
                left join progress r
                  on r.generation = q.generation and r.topic = q.topic and r.partition = q.partition
                where q.generation = g.id) p on true
            left join lateral (select sum(until_offset) as total from target where generation = g.id) t on true
            where ($1::bigint is null or g.id = $1) and g.id < $2
            order by g.id desc limit $3
            """;

    private final Generations generations;
    private final Caller caller;
    private final Pool pool;
    private final ObjectMapper mapper;

    RebuildResource(Generations generations, Caller caller, Pool pool, ObjectMapper mapper) {
        this.generations = generations;
        this.caller = caller;
        this.pool = pool;
        this.mapper = mapper;
    }

    /** A generation, as people look at it. */
    @Schema(examples = """
            {"id":2,"state":"building","ruleVersion":3,"records":1200000,"total":2000000,"left":800000,"recordsPerSecond":151000.0,
            "secondsToGo":5.3,"skipped":0,"startedAt":"2026-05-04T13:00:00Z"}
            """)
    record Rebuild(
            long id,
            String state,
            int ruleVersion,

            @Schema(description = "Offsets folded; a transaction's mark takes one too")
            long records,

            @Schema(description = "Offsets to fold before it can go live, or up to its point")
            long total,

            @Schema(description = "Offsets of these that are left; of one that is being built")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Long left,

            @Schema(
                    description =
                            "Offsets that it lacks and another that follows the log has folded; of the live one and the previous one")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Long behind,

            double recordsPerSecond,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double secondsToGo,

            @Schema(description = "Records of types that these rules do not know")
            long skipped,

            OffsetDateTime startedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) OffsetDateTime endedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double seconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) String reason,

            @Schema(description = "The point that it is folded to, as asOf says it; of one that follows the log, none")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Map<String, Map<String, Map<String, Long>>> through,

            @JsonIgnore int version) {

        static Rebuild of(Row row) {
            var state = row.getString(1);
            boolean building = state.equals("building");
            long total = row.getLong(7);
            long records = building ? Math.min(row.getLong(6), total) : row.getLong(6);
            double seconds = row.getDouble(9);
            long counted = building ? records : total;
            double rate = seconds > 0 ? rounded(counted / seconds) : 0;
            return new Rebuild(
                    row.getLong(0),
                    state,
                    row.getInteger(2),
                    records,
                    total,
                    building ? total - records : null,
                    row.getLong(12),
                    rate,
                    building && rate > 0 ? rounded((total - records) / rate) : null,
                    row.getLong(8),
                    row.getOffsetDateTime(3),
                    row.getOffsetDateTime(4),
                    building ? null : seconds,
                    row.getString(5),
                    row.getString(10) == null ? null : PinStore.through(row.getString(10)),
                    row.getInteger(11));
        }

        private static double rounded(double value) {
            return BigDecimal.valueOf(value)
                    .setScale(1, java.math.RoundingMode.HALF_EVEN)
                    .doubleValue();
        }
    }

    /** What came of asking. */
    @Schema(examples = "{\"id\":2}")
    record Begun(long id) {}

    @POST
    @Operation(
            summary = "Build a new generation",
            description =
                    "From the first offset, while the present one answers. Without a body, it goes live by itself once it has caught up"
                            + " and nothing is missing. With through, it is folded to that point of the log and stays there: it never goes live,"
                            + " and answers whoever asks figures with its number as generation. The same point again is the same generation.")
    @APIResponse(responseCode = "200", description = "A generation folded to this point is there, or being built")
    @APIResponse(responseCode = "202", description = "It has begun")
    @APIResponse(responseCode = "404", description = "There is no daily close of the number that closes names")
    @APIResponse(
            responseCode = "409",
            description =
                    "Another is being built; or as many as may be are folded to a point; or a topic has lost its first records")
    @APIResponse(responseCode = "422", description = "The point is not one of the log")
    public Response rebuild(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = RebuildBody.class)))
                    byte[] body,
            @Context HttpHeaders headers,
            @Context UriInfo uri)
            throws SQLException {
        caller.mustBeOperator();
        mustBeWithoutParameters(uri);
        // Without a body, any form will do: there is nothing in it.
        if (body != null && body.length > 0 && !MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType())) {
            throw new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        }
        var wanted = RebuildBody.read(mapper, body);
        var keeper = generations.keeper();
        return switch (wanted.isPresent() ? keeper.rebuild(wanted.get()) : keeper.rebuild()) {
            case Asked.Begun(long id) -> begun(Response.accepted(), id);
            case Asked.There(long id) -> begun(Response.ok(), id);
            case Asked.Running(long id) ->
                throw new ProblemException(Problem.REBUILD_RUNNING, "Generation " + id + " is being built.")
                        .with("id", id);
            case Asked.NoTopics() -> throw new ProblemException(Problem.UNAVAILABLE, "The topics do not exist yet.");
            case Asked.UnknownPartition(var partition) ->
                throw new ProblemException(
                                Problem.UNKNOWN_PARTITION, "The point names a partition that the log does not have.")
                        .with("topic", partition.topic())
                        .with("partition", partition.partition());
            case Asked.NotRetained(var partition, long first) ->
                throw new ProblemException(
                                Problem.POINT_NOT_RETAINED,
                                partition + " has lost its first records: it begins at offset " + first + ".")
                        .with("topic", partition.topic())
                        .with("partition", partition.partition())
                        .with("first", first);
            case Asked.NotOfTheLog(Borders.Fault.BeyondEnd(var partition, String writer, long last)) ->
                throw new ProblemException(
                                Problem.POINT_BEYOND_END,
                                "The last sequence of the writer in " + partition + " is " + last + ".")
                        .with("topic", partition.topic())
                        .with("partition", partition.partition())
                        .with("writer", writer)
                        .with("last", last);
            case Asked.NotOfTheLog(Borders.Fault.NotThere(var partition, String writer, long sequence)) ->
                throw new ProblemException(
                                Problem.POINT_NOT_OF_THE_LOG,
                                partition + " has no record of this sequence by this writer.")
                        .with("topic", partition.topic())
                        .with("partition", partition.partition())
                        .with("writer", writer)
                        .with("sequence", sequence);
            case Asked.UnknownClose(long id) ->
                throw new ProblemException(
                        Problem.UNKNOWN_EDITION, "There is no daily close " + id + ", which closes names as the last.");
            case Asked.TooMany(int most) ->
                throw new ProblemException(
                                Problem.TOO_MANY_PINNED,
                                "There may be " + most + " of them; drop one by DELETE /rebuilds/{id}.")
                        .with("most", most);
        };
    }

    private static Response begun(Response.ResponseBuilder response, long id) {
        return response.entity(new Begun(id))
                .location(URI.create("/rebuilds/" + id))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Drop a generation that is folded to a point",
            description = "Ready, or still being built; dropping it again does nothing. Others go by themselves.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "The ETag of GET /rebuilds/{id}: nothing is dropped if it is in another state by now")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It is not one that is folded to a point")
    @APIResponse(responseCode = "412", description = "It is in another state than the one that was read")
    public Response drop(@PathParam("id") String id, @HeaderParam("If-Match") String match, @Context UriInfo uri)
            throws SQLException {
        caller.mustBeOperator();
        mustBeWithoutParameters(uri);
        return switch (generations.keeper().drop(number(id), version(match))) {
            case PinnedGenerations.Dropping.Gone() -> Response.noContent().build();
            case PinnedGenerations.Dropping.Unknown() -> throw unknown();
            case PinnedGenerations.Dropping.NotPinned(var state) ->
                throw new ProblemException(
                        Problem.GENERATION_NOT_PINNED,
                        "The generation follows the log, and is " + code(state)
                                + ". Only one that is folded to a point is dropped.");
            case PinnedGenerations.Dropping.Changed(var state) ->
                throw new ProblemException(
                        Problem.PRECONDITION_FAILED, "The generation is " + code(state) + " by now.");
        };
    }

    /** What came of asking for the way back. */
    @Schema(examples = "{\"id\":1,\"previous\":2}")
    record Switched(
            long id,

            @Schema(description = "The one that was live until then; none if this one was live already")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Long previous) {}

    @POST
    @Path("/{id}/live")
    @Operation(
            summary = "Make the previous generation the live one again",
            description =
                    "At once: it follows the log as the live one does. The one that is left becomes the previous one, goes on following,"
                            + " and can be gone back to as well, until a rebuild goes live. A generation that is live already stays so.")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            description = "1 to 255 visible characters; the same key is answered the same, and changes nothing again")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "The ETag of GET /rebuilds/{id}: nothing is switched if it is in another state by now")
    @APIResponse(
            responseCode = "200",
            description = "It is live, and figures are answered from it",
            content = @Content(schema = @Schema(implementation = Switched.class)))
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(
            responseCode = "409",
            description =
                    "It was never live, or its tables are gone, or it was folded by other rules, or it lacks records that the live one has")
    @APIResponse(responseCode = "412", description = "It is in another state than the one that was read")
    @APIResponse(responseCode = "422", description = "The key was used to make another generation live")
    public Response liveAgain(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String match,
            @Context UriInfo uri)
            throws SQLException {
        caller.mustBeOperator();
        mustBeWithoutParameters(uri);
        var once = IdempotencyKey.required(key);
        return switch (generations.keeper().liveAgain(number(id), version(match), once)) {
            case LiveSwitch.Switching.Done(long live, var left, int version) ->
                Response.ok(new Switched(live, left.isPresent() ? left.getAsLong() : null))
                        .tag(String.valueOf(version))
                        .build();
            case LiveSwitch.Switching.Unknown() -> throw unknown();
            case LiveSwitch.Switching.Changed(var state) ->
                throw new ProblemException(
                        Problem.PRECONDITION_FAILED, "The generation is " + code(state) + " by now.");
            case LiveSwitch.Switching.NeverLive(var state) ->
                throw new ProblemException(
                                Problem.GENERATION_NEVER_LIVE,
                                "The generation is " + code(state) + ". Only the previous one is made live again.")
                        .with("state", code(state));
            case LiveSwitch.Switching.Gone(var state) ->
                throw new ProblemException(
                                Problem.GENERATION_GONE, "The generation is " + code(state) + ": it has no figures.")
                        .with("state", code(state));
            case LiveSwitch.Switching.OfOtherRelease(int rules) ->
                throw new ProblemException(
                                Problem.GENERATION_OF_OTHER_RULES,
                                "Generation %s was folded by rules of version %d; those of this release are of version %d."
                                        .formatted(id, rules, RuleVersion.CURRENT))
                        .with("ruleVersion", rules);
            case LiveSwitch.Switching.Behind(long offsets) ->
                throw new ProblemException(
                                Problem.GENERATION_BEHIND,
                                "The generation lacks " + offsets + " offsets that the live one has folded.")
                        .with("behind", offsets);
            case LiveSwitch.Switching.KeyReused(long other) ->
                throw new ProblemException(
                        Problem.IDEMPOTENCY_KEY_REUSED, "The key was used for generation " + other + ".");
        };
    }

    private static String code(Generation.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static OptionalInt version(String match) {
        if (match == null || match.strip().equals("*")) {
            return OptionalInt.empty();
        }
        var tag = match.strip();
        if (!tag.matches("\"?[0-9]{1,9}\"?")) {
            throw new ProblemException(Problem.MALFORMED, "If-Match must be the ETag of what you read.");
        }
        return OptionalInt.of(Integer.parseInt(tag.replace("\"", "")));
    }

    private static void mustBeWithoutParameters(UriInfo uri) {
        if (!uri.getQueryParameters().isEmpty()) {
            throw new ProblemException(
                    Problem.UNKNOWN_PARAMETER, "A rebuild takes no parameters; through is a member of the body.");
        }
    }

    private static long number(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw unknown();
        }
        return Long.parseLong(id);
    }

    @GET
    @Operation(summary = "All generations", description = "Newest first.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most so many, 1 to 5000; 500 unless given")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "Where to go on; from the header Link")
    public Uni<RestResponse<List<Rebuild>>> all(@Context UriInfo uri) {
        caller.mustBeOperator();
        if (!Set.of(Paging.LIMIT, Paging.CURSOR)
                .containsAll(uri.getQueryParameters().keySet())) {
            throw new ProblemException(Problem.UNKNOWN_PARAMETER, "The list takes limit and cursor.");
        }
        var paging = Paging.of(uri, USUAL);
        return select(null, paging.before(), paging.rows())
                .map(found -> paging.answer(found, Rebuild::id, page -> page, uri));
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "One generation",
            description = "How far it is, and how long it will take. Its ETag is that of its state.")
    public Uni<RestResponse<Rebuild>> one(@PathParam("id") String id) {
        caller.mustBeOperator();
        return select(number(id), Long.MAX_VALUE, 1).map(found -> {
            if (found.isEmpty()) {
                throw unknown();
            }
            var rebuild = found.getFirst();
            return RestResponse.ResponseBuilder.ok(rebuild)
                    .tag(String.valueOf(rebuild.version()))
                    .build();
        });
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.UNKNOWN_REBUILD, "GET /rebuilds lists all there were.");
    }

    private Uni<List<Rebuild>> select(Long id, long before, int most) {
        return pool.preparedQuery(SELECT)
                .execute(Tuple.of(id, before, (long) most))
                .map(rows -> {
                    var rebuilds = new ArrayList<Rebuild>();
                    for (var row : rows) {
                        rebuilds.add(Rebuild.of(row));
                    }
                    return rebuilds;
                });
    }
}
