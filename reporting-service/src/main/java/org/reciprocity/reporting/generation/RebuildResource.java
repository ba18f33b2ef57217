package org.reciprocity.reporting.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** Rebuilds over HTTP. */
@Path("/rebuilds")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "rebuilds", description = "Folding everything again, from the first offset")
class RebuildResource {
    // What is in memory is ahead of what is written while a generation is built, and behind it afterwards.
    private static final String SELECT = """
            select g.id, g.state, g.rule_version, g.created_at, g.ended_at, g.reason,
                   coalesce(p.done, 0)::bigint, coalesce(t.total, 0)::bigint, coalesce(p.skipped, 0)::bigint,
                   extract(epoch from coalesce(g.ended_at, clock_timestamp()) - g.created_at)::float8
            from generation g
            left join lateral (
                select sum(greatest(q.next_offset, coalesce(r.reached, 0))) as done, sum(q.skipped) as skipped
                from position q
                left join progress r
                  on r.generation = q.generation and r.topic = q.topic and r.partition = q.partition
                where q.generation = g.id) p on true
            left join lateral (select sum(until_offset) as total from target where generation = g.id) t on true
            where $1::bigint is null or g.id = $1
            order by g.id desc
            """;

    private final Generations generations;
    private final Caller caller;
    private final Pool pool;

    RebuildResource(Generations generations, Caller caller, Pool pool) {
        this.generations = generations;
        this.caller = caller;
        this.pool = pool;
    }

    /** A generation, as people look at it. */
    @Schema(examples = """
            {"id":2,"state":"building","ruleVersion":3,"records":1200000,"total":2000000,"recordsPerSecond":151000.0,
            "secondsToGo":5.3,"skipped":0,"startedAt":"2026-05-04T13:00:00Z"}
            """)
    record Rebuild(
            long id,
            String state,
            int ruleVersion,

            @Schema(description = "Offsets folded; a transaction's mark takes one too")
            long records,

            @Schema(description = "Offsets to fold before it can go live")
            long total,

            double recordsPerSecond,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double secondsToGo,

            @Schema(description = "Records of types that these rules do not know")
            long skipped,

            OffsetDateTime startedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) OffsetDateTime endedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double seconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) String reason) {

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
                    rate,
                    building && rate > 0 ? rounded((total - records) / rate) : null,
                    row.getLong(8),
                    row.getOffsetDateTime(3),
                    row.getOffsetDateTime(4),
                    building ? null : seconds,
                    row.getString(5));
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
                    "From the first offset, while the present one answers. It goes live by itself once it has caught up and nothing is missing.")
    @APIResponse(responseCode = "202", description = "It has begun")
    @APIResponse(responseCode = "409", description = "Another is being built")
    public Response rebuild() throws SQLException {
        caller.mustBeOperator();
        return switch (generations.keeper().rebuild()) {
            case GenerationKeeper.Asked.Begun(long id) ->
                Response.accepted(new Begun(id))
                        .location(URI.create("/rebuilds/" + id))
                        .build();
            case GenerationKeeper.Asked.Running(long id) ->
                throw new ProblemException(Problem.REBUILD_RUNNING, "Generation " + id + " is being built.")
                        .with("id", id);
            case GenerationKeeper.Asked.NoTopics() ->
                throw new ProblemException(Problem.UNAVAILABLE, "The topics do not exist yet.");
        };
    }

    @GET
    @Operation(summary = "All generations", description = "Newest first.")
    public Uni<List<Rebuild>> all(@Context UriInfo uri) {
        caller.mustBeOperator();
        return select(null);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One generation", description = "How far it is, and how long it will take.")
    public Uni<Rebuild> one(@PathParam("id") String id) {
        caller.mustBeOperator();
        if (!id.matches("[0-9]{1,18}")) {
            throw unknown();
        }
        return select(Long.valueOf(id)).map(found -> {
            if (found.isEmpty()) {
                throw unknown();
            }
            return found.getFirst();
        });
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.UNKNOWN_REBUILD, "GET /rebuilds lists all there were.");
    }

    private Uni<List<Rebuild>> select(Long id) {
        return pool.preparedQuery(SELECT).execute(Tuple.of(id)).map(rows -> {
            var rebuilds = new ArrayList<Rebuild>();
            for (var row : rows) {
                rebuilds.add(Rebuild.of(row));
            }
            return rebuilds;
        });
    }
}
