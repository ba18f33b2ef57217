package org.reciprocity.reporting.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an answer was made from.
 *
 * @param edition the close or edition that it was kept in; none for an answer of the present
 * @param generation the generation that answered
 * @param ruleVersion the rules it was folded by
 * @param through by topic, partition and writer, the highest sequence that is in the answer
 * @param suppressed what was left out to protect people
 * @param closes for figures of credit of the present, what they depend on beside the log; otherwise none
 */
public record AsOf(
        @JsonInclude(JsonInclude.Include.NON_NULL) Long edition,
        long generation,
        int ruleVersion,
        Map<String, Map<String, Map<String, Long>>> through,
        List<String> suppressed,
        @JsonInclude(JsonInclude.Include.NON_NULL) Closes closes) {

    /**
     * What figures of credit depend on beside the log.
     *
     * @param last the number of the community's last daily close; none before the first
     * @param today the community's day on which it was asked, which says whether a period is over
     */
    public record Closes(
            @JsonInclude(JsonInclude.Include.NON_NULL) Long last, LocalDate today) {}

    /** The same, kept in an edition. */
    public AsOf edition(long id) {
        return new AsOf(id, generation, ruleVersion, through, suppressed, closes);
    }

    /** The same, of figures that depend on closes, too. */
    public AsOf closes(Closes of) {
        return new AsOf(edition, generation, ruleVersion, through, suppressed, of);
    }

    /** With what was left out of one figure only. */
    public AsOf of(String figure) {
        return of(Set.of(figure));
    }

    /** With what was left out of some figures only. */
    public AsOf of(Set<String> figures) {
        return without(
                name -> figures.stream().noneMatch(figure -> name.equals(figure) || name.startsWith(figure + "/")));
    }

    /** Without some of what was left out. */
    public AsOf without(Predicate<String> which) {
        return new AsOf(
                edition,
                generation,
                ruleVersion,
                through,
                suppressed.stream().filter(which.negate()).toList(),
                closes);
    }
}
