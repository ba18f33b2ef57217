package org.reciprocity.reporting.generation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/**
 * What may be sent with {@code POST /rebuilds}: nothing, or a point as an answer's {@code asOf} says it.
 *
 * @param through by topic, partition and writer, the highest sequence that is to be in it
 * @param closes as {@code asOf.closes} says it
 */
@Schema(name = "RebuildWanted", examples = RebuildBody.EXAMPLE)
record RebuildBody(
        @Schema(
                description =
                        "asOf.through of an answer: by topic, partition and writer, the highest sequence that is in it. What is not"
                                + " named is not in it. Without it, the new generation follows the log and goes live.")
        Map<String, Map<String, Map<String, Long>>> through,

        @Schema(
                description =
                        "asOf.closes of an answer to a question about credit. Without it, figures of credit are those of the time"
                                + " until which the point was the end of the log.")
        Closes closes) {
    static final String EXAMPLE = """
            {"through":{"reciprocity.registry.v1":{"0":{"ledger":97}},"reciprocity.exchanges.v1":{"0":{"ledger":4711},
            "1":{"ledger":4708}}},"closes":{"last":17,"today":"2026-05-31"}}
            """;

    private static final Set<String> MEMBERS = Set.of("through", "closes");
    private static final Set<String> CLOSES = Set.of("last", "today");
    private static final int LONGEST_NAME = 249;

    /** Closes, as an answer says them. */
    record Closes(
            @Schema(description = "The number of the last daily close; not there before the first")
            Long last,

            @Schema(description = "The community's day on which it was asked")
            LocalDate today) {}

    /** Reads it; none for a rebuild that follows the log. */
    static Optional<WantedPoint> read(ObjectMapper mapper, byte[] body) {
        if (body == null || body.length == 0) {
            return Optional.empty();
        }
        JsonNode tree;
        try {
            tree = reader(mapper).readTree(body);
        } catch (IOException _) {
            throw malformed("The body is a JSON object with through and, if wanted, closes; or there is none.");
        }
        object(tree, "The body");
        tree.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw malformed("The body has a member that is not known here; known are through and closes.");
            }
        });
        if (!tree.has("through")) {
            if (tree.has("closes")) {
                throw malformed("closes stands beside through only.");
            }
            return Optional.empty();
        }
        var closes = Optional.ofNullable(tree.get("closes")).map(RebuildBody::closes);
        return Optional.of(new WantedPoint(point(tree.get("through")), closes));
    }

    private static ObjectReader reader(ObjectMapper mapper) {
        return mapper.reader()
                .with(
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private static LogPoint point(JsonNode through) {
        var marks = new TreeMap<TopicPartition, Map<String, Long>>(LogPoint.ORDER);
        object(through, "through").properties().forEach(topic -> object(topic.getValue(), "Each topic in through")
                .properties()
                .forEach(partition ->
                        marks.put(partition(topic.getKey(), partition.getKey()), writers(partition.getValue()))));
        return LogPoint.of(marks);
    }

    private static TopicPartition partition(String topic, String number) {
        if (topic.isEmpty() || topic.length() > LONGEST_NAME || !number.matches("0|[1-9][0-9]{0,5}")) {
            throw malformed("through names topics, and in them partitions by their numbers, such as \"0\".");
        }
        return new TopicPartition(topic, Integer.parseInt(number));
    }

    private static Map<String, Long> writers(JsonNode partition) {
        var writers = new TreeMap<String, Long>();
        object(partition, "Each partition in through").properties().forEach(writer -> {
            var sequence = writer.getValue();
            if (writer.getKey().isEmpty()
                    || writer.getKey().length() > LONGEST_NAME
                    || !sequence.isIntegralNumber()
                    || !sequence.canConvertToLong()
                    || sequence.longValue() < 1) {
                throw malformed("Each partition in through names writers, and of each a sequence from 1 on.");
            }
            writers.put(writer.getKey(), sequence.longValue());
        });
        return writers;
    }

    private static WantedPoint.Closes closes(JsonNode closes) {
        object(closes, "closes");
        closes.fieldNames().forEachRemaining(name -> {
            if (!CLOSES.contains(name)) {
                throw malformed("closes has a member that is not known here; known are last and today.");
            }
        });
        var last = closes.get("last");
        if (last != null && (!last.isIntegralNumber() || !last.canConvertToLong() || last.longValue() < 1)) {
            throw malformed("closes.last is the number of a close.");
        }
        return new WantedPoint.Closes(
                last == null ? OptionalLong.empty() : OptionalLong.of(last.longValue()), day(closes.get("today")));
    }

    private static LocalDate day(JsonNode today) {
        if (today != null && today.isTextual() && today.textValue().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            try {
                var day = LocalDate.parse(today.textValue());
                // Somewhere it is tomorrow already.
                if (!day.isAfter(LocalDate.ofInstant(Instant.now(), ZoneOffset.ofHours(14)))) {
                    return day;
                }
            } catch (DateTimeException _) {
                // Refused below, as what is no day at all is.
            }
        }
        throw malformed("closes.today is a day that is not to come, such as 2026-05-31.");
    }

    private static JsonNode object(JsonNode node, String what) {
        if (node == null || !node.isObject()) {
            throw malformed(what + " is a JSON object.");
        }
        return node;
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(Problem.MALFORMED, detail);
    }
}
