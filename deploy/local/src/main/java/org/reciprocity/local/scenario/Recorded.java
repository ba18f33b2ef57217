package org.reciprocity.local.scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a scenario has recorded besides hours: what changed, what it cost whom, and what must come of it all. */
public final class Recorded {
    private static final String PARTICIPANTS = "participants";

    private Recorded() {}

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /**
     * An instrument asked of a group in waves.
     *
     * @param scores what it can score, in order; a person's score is a place in this list
     * @param spread how far people are apart, in places
     * @param response the share who answer a wave
     */
    public record Measure(
            String programme,
            String instrument,
            List<String> of,
            List<Double> scores,
            double spread,
            double response,
            List<Wave> waves) {
        public Measure {
            scores = orEmpty(scores);
            waves = orEmpty(waves);
        }
    }

    /** When a wave is asked and where its mean lies, as a place in the instrument's list of scores. */
    public record Wave(int wave, int week, double mean) {}

    /**
     * How often a service was used before and after, in equal numbers of days: by each of some people, or by a group of whom
     * only the number is known.
     *
     * @param of the groups of people; absent for a group of unknown people
     * @param share which share of them has it recorded
     * @param before how often one of them used it before, on average
     * @param after how often since, on average
     * @param beforeTotal how often all of them together used it before, exactly; in place of an average
     * @param afterTotal how often since
     * @param groupSize of how many unknown people it is
     * @param arm the unknown people's arm of a comparison; participants where it is absent
     */
    public record ServiceUse(
            String programme,
            String type,
            List<String> of,
            double share,
            int week,
            int days,
            double before,
            double after,
            Integer beforeTotal,
            Integer afterTotal,
            Integer groupSize,
            String arm) {
        public ServiceUse {
            of = orEmpty(of);
            share = share == 0 ? 1 : share;
            arm = Objects.requireNonNullElse(arm, PARTICIPANTS);
        }
    }

    /**
     * What came of people after a time: of so many of some people, chosen by chance, or of a group of whom only the numbers
     * are known.
     *
     * @param event the code of what may have happened, such as {@code re-offended}
     * @param windowMonths within how many months
     * @param on the day on which it is found; that of the week where it is absent. A no is known when the months are over
     * @param of the groups of people; absent for a group of unknown people
     * @param cases whether it is the people's cases that are followed up
     * @param arm the unknown people's arm of a comparison; participants where it is absent
     * @param yes of how many it is known to have happened
     * @param no of how many it is known not to have happened
     * @param lost how many nobody could ask
     */
    public record FollowUp(
            String programme,
            String event,
            int windowMonths,
            int week,
            LocalDate on,
            List<String> of,
            boolean cases,
            String arm,
            int yes,
            int no,
            int lost) {
        public FollowUp {
            of = orEmpty(of);
            arm = Objects.requireNonNullElse(arm, PARTICIPANTS);
        }
    }

    /**
     * What an agency records besides what people do.
     *
     * @param by the code of the agency whose steward records it
     * @param body in the words of the ledger's API, with a code wherever that wants an id
     */
    public record Entry(String by, Map<String, Object> body) {
        public Entry {
            body = body == null ? Map.of() : Map.copyOf(body);
        }
    }

    /**
     * A number or a word that must come of it: in a figure, an appraisal, a contract or a claim.
     *
     * @param figure the code of the figure
     * @param appraisal the code of the appraisal
     * @param contract the code of the contract
     * @param claim the code of the claim
     * @param programme of which programme the figure is; of the community where it is absent
     * @param horizon over how many years the appraisal is, or all
     * @param at where in the answer it stands, as a JSON Pointer (RFC 6901)
     * @param is what stands there; a number is compared in as many decimals as it is written with
     */
    public record Expected(
            String figure,
            String appraisal,
            String contract,
            String claim,
            String programme,
            String horizon,
            String at,
            String is) {
        public Expected {
            at = Objects.requireNonNullElse(at, "/value");
        }
    }
}
