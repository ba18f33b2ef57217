package org.reciprocity.reporting.closing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.reciprocity.reporting.generation.Generations;
import org.reciprocity.reporting.generation.LogTopics;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** How far the log has come, to tell whether a generation has folded all of it. */
@ApplicationScoped
class LogEnds {
    private final Generations generations;

    LogEnds(Generations generations) {
        this.generations = generations;
    }

    /** The ends of all that is written, by partition, at present. */
    Uni<Map<TopicPartition, Long>> now() {
        var keeper = generations.keeper();
        var topics = keeper.known();
        if (topics.isEmpty()) {
            return Uni.createFrom()
                    .failure(new ProblemException(Problem.NO_GENERATION, "The topics do not exist yet."));
        }
        return Uni.createFrom().completionStage(() -> keeper.topics().writtenEnds(LogTopics.partitions(topics)));
    }

    /**
     * Whether everything before some ends is folded. A partition that stands still, in whichever replica, stands before its end.
     *
     * @param offsets by partition, the next offset to fold
     */
    static boolean areFolded(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> offsets) {
        return ends.entrySet().stream().allMatch(end -> offsets.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
