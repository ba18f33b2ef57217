package org.reciprocity.reporting.feed;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.generation.Generations;
import org.reciprocity.reporting.generation.LogTopics;
import org.reciprocity.reporting.generation.RuleVersion;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** How far the live generation is behind the log. */
@Path("/feed")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "feed", description = "How far the figures are behind the log")
class FeedResource {
    private static final String POSITIONS = """
            select p.topic, p.partition, p.next_offset from position p
            where p.generation = (
                select id from generation where rule_version = $1 and state in ('live', 'previous')
                order by state = 'live' desc, id desc limit 1)
            """;

    private final Generations generations;
    private final Caller caller;
    private final Pool pool;

    FeedResource(Generations generations, Caller caller, Pool pool) {
        this.generations = generations;
        this.caller = caller;
        this.pool = pool;
    }

    /** How far it is. */
    @Schema(examples = "{\"lag\":0,\"through\":{\"reciprocity.exchanges.v1\":{\"0\":2034,\"1\":1988}}}")
    record Feed(
            @Schema(description = "Offsets between what is folded and the ends of what is written, over all partitions")
            long lag,

            @Schema(description = "By topic and partition, the next offset to fold")
            SortedMap<String, SortedMap<String, Long>> through) {}

    @GET
    @Operation(
            summary = "The lag",
            description =
                    "The committed ends are asked for before the positions, so that 0 means: everything that was committed when you asked is in the figures.")
    public Uni<Feed> feed() {
        caller.mustBeOperator();
        var topics = generations.keeper().known();
        if (topics.isEmpty()) {
            throw new ProblemException(Problem.NO_GENERATION, "The topics do not exist yet.");
        }
        return Uni.createFrom()
                .completionStage(() -> generations.keeper().topics().writtenEnds(LogTopics.partitions(topics)))
                .chain(ends -> feed(ends));
    }

    private Uni<Feed> feed(Map<TopicPartition, Long> ends) {
        return pool.preparedQuery(POSITIONS)
                .execute(Tuple.of(RuleVersion.CURRENT))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new ProblemException(Problem.NO_GENERATION, "The first generation is still being built.");
                    }
                    long lag = 0;
                    var through = new TreeMap<String, SortedMap<String, Long>>();
                    for (var row : rows) {
                        var partition = new TopicPartition(row.getString(0), row.getInteger(1));
                        long next = row.getLong(2);
                        lag += Math.max(0, ends.getOrDefault(partition, next) - next);
                        through.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                                .put(String.valueOf(partition.partition()), next);
                    }
                    return new Feed(lag, through);
                });
    }
}
