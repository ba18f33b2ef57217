package org.reciprocity.reporting.generation;

import org.apache.kafka.common.TopicPartition;

/** What came of asking for a rebuild. */
public sealed interface Asked {

    /** It has begun. */
    record Begun(long id) implements Asked {}

    /** A generation folded to this point is there, or being built. */
    record There(long id) implements Asked {}

    /** Another is under way. */
    record Running(long id) implements Asked {}

    /** The topics do not exist yet. */
    record NoTopics() implements Asked {}

    /** The point names a partition that the log does not have. */
    record UnknownPartition(TopicPartition partition) implements Asked {}

    /** A partition has lost its first records, so that nothing can be folded from them. */
    record NotRetained(TopicPartition partition, long first) implements Asked {}

    /** The point is not one of the log, or not yet. */
    record NotOfTheLog(Borders.Fault fault) implements Asked {}

    /** There is no daily close of this number. */
    record UnknownClose(long id) implements Asked {}

    /** As many generations as may be are folded to a point. */
    record TooMany(int most) implements Asked {}
}
