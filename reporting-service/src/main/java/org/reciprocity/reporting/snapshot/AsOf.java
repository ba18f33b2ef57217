package org.reciprocity.reporting.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What an answer was made from.
 *
 * @param edition the close or edition that it was kept in; none for an answer of the present
 * @param generation the generation that answered
 * @param ruleVersion the rules it was folded by
 * @param through by topic, partition and writer, the highest sequence that is in the answer
 * @param suppressed what was left out to protect people
 */
public record AsOf(
        @JsonInclude(JsonInclude.Include.NON_NULL) Long edition,
        long generation,
        int ruleVersion,
        Map<String, Map<String, Map<String, Long>>> through,
        List<String> suppressed) {

    /** The same, kept in an edition. */
    public AsOf edition(long id) {
        return new AsOf(id, generation, ruleVersion, through, suppressed);
    }

    /** With what was left out of one figure only. */
    public AsOf of(String figure) {
        return new AsOf(
                edition,
                generation,
                ruleVersion,
                through,
                suppressed.stream()
                        .filter(name -> name.equals(figure) || name.startsWith(figure + "/"))
                        .toList());
    }
}
