package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Interval95;
import org.reciprocity.reporting.arithmetic.Proportion;
import org.reciprocity.reporting.arithmetic.Ratio;
import org.reciprocity.reporting.arithmetic.Resampling;

/**
 * What changed for the people of one arm.
 *
 * @param change the mean change, with its interval
 * @param bootstrap its interval by resampling; none where there is none
 * @param baseline the mean at the baseline; none without people
 * @param followUp the mean at the follow-up; none without people
 * @param lost people with a baseline who were never followed up, to the period's end
 * @param cutOff those beyond the instrument's cut-off; none where it has none
 * @param shortestDays the shortest time from baseline to follow-up; 0 without people
 * @param longestDays the longest
 * @param members a number for each pair of scores, by which it is known again in another period
 */
public record ChangeInArm(
        PairedChange change,
        Optional<Interval95> bootstrap,
        Optional<BigDecimal> baseline,
        Optional<BigDecimal> followUp,
        int lost,
        Optional<CutOff> cutOff,
        long shortestDays,
        long longestDays,
        List<Long> members) {

    /** More than one in so many lost is said. */
    private static final int FEW_LOST = 5;

    /**
     * Those beyond the cut-off among those of whom it is known both times.
     *
     * @param before at the baseline
     * @param after at the follow-up
     * @param left beyond it before, and not after
     * @param came beyond it after, and not before
     */
    public record CutOff(Proportion before, Proportion after, int left, int came) {}

    /** Of pairs of scores. */
    static ChangeInArm of(List<MeasureChanges.Pair> pairs, int lost) {
        var changes = pairs.stream().map(MeasureChanges.Pair::change).toList();
        var members = pairs.stream()
                .map(pair -> Seed.of(
                        List.of(pair.baseline().measure(), pair.followUp().measure())))
                .sorted()
                .toList();
        return new ChangeInArm(
                PairedChange.of(changes),
                Resampling.ofMean(changes, Seed.ofAll(members)),
                mean(pairs.stream().map(pair -> pair.baseline().score()).toList()),
                mean(pairs.stream().map(pair -> pair.followUp().score()).toList()),
                lost,
                cutOff(pairs),
                pairs.stream().mapToLong(MeasureChanges.Pair::days).min().orElse(0),
                pairs.stream().mapToLong(MeasureChanges.Pair::days).max().orElse(0),
                members);
    }

    private static Optional<BigDecimal> mean(List<BigDecimal> scores) {
        return scores.isEmpty()
                ? Optional.empty()
                : Optional.of(scores.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(scores.size()), Ratio.DECIMALS, java.math.RoundingMode.HALF_EVEN));
    }

    private static Optional<CutOff> cutOff(List<MeasureChanges.Pair> pairs) {
        var known = pairs.stream()
                .filter(pair -> pair.baseline().beyondCutOff().isPresent()
                        && pair.followUp().beyondCutOff().isPresent())
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        int before = 0;
        int after = 0;
        int left = 0;
        int came = 0;
        for (var pair : known) {
            boolean was = pair.baseline().beyondCutOff().orElseThrow();
            boolean is = pair.followUp().beyondCutOff().orElseThrow();
            before += was ? 1 : 0;
            after += is ? 1 : 0;
            left += was && !is ? 1 : 0;
            came += is && !was ? 1 : 0;
        }
        return Optional.of(
                new CutOff(new Proportion(before, known.size()), new Proportion(after, known.size()), left, came));
    }

    /** How many people have both scores. */
    public int n() {
        return change.n();
    }

    /** Whether more than a fifth of those with a baseline were lost. */
    public boolean isLostOften() {
        return (long) lost * FEW_LOST > (long) n() + lost;
    }
}
