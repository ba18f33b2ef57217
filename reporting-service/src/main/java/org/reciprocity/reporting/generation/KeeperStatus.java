package org.reciprocity.reporting.generation;

import java.util.Map;
import java.util.Optional;

/**
 * How the keeping of generations stands in this replica.
 *
 * @param topicsExist whether all topics exist
 * @param live the live generation, if it is of this release's rules
 * @param previous the one that was live before, if the live one is of another release's rules and this one is not far behind the log
 * @param changed generations that are not folded any more because a topic is not the one they were folded from, and why
 * @param truncated partitions that have lost their first records, so that nothing can be rebuilt from them, and where they begin
 * @param failure what kept the last look from succeeding
 */
public record KeeperStatus(
        boolean topicsExist,
        Optional<Long> live,
        Optional<Long> previous,
        Map<Long, String> changed,
        Map<String, Long> truncated,
        Optional<String> failure) {

    /** Before the topics exist. */
    public static KeeperStatus starting() {
        return new KeeperStatus(false, Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    /** The generation that this release answers from, once it can. */
    public Optional<Long> answers() {
        return live.or(() -> previous);
    }

    /** The same with a failure. */
    public KeeperStatus withFailure(String reason) {
        return new KeeperStatus(topicsExist, live, previous, changed, truncated, Optional.of(reason));
    }
}
