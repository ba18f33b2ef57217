package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Change by instrument: from each person's baseline to their latest follow-up in the period. Only people with both count.
 */
public final class MeasureChanges {
    private static final String COMPARISON = "comparison";
    private static final Comparator<Score> BY_DAY =
            Comparator.comparing(Score::measuredOn).thenComparing(Score::measure);
    private static final Comparator<Score> BY_WAVE =
            Comparator.comparingInt(Score::wave).thenComparing(BY_DAY);

    /**
     * An instrument's change.
     *
     * @param participants of those in the programme
     * @param comparison of those it is compared with
     * @param unpaired people with a follow-up in the period and without a baseline
     * @param groups follow-ups of whole groups in the period, which cannot be paired
     */
    public record Change(PairedChange participants, PairedChange comparison, int unpaired, int groups) {}

    private MeasureChanges() {}

    /**
     * The changes by instrument.
     *
     * @param scores all scores up to the period's end, in any order
     * @param from the period's first day, if it has one; earlier scores are baselines only
     */
    public static SortedMap<String, Change> of(List<Score> scores, Optional<LocalDate> from) {
        var byInstrument = new TreeMap<String, List<Score>>();
        for (var score : scores) {
            byInstrument
                    .computeIfAbsent(score.instrument(), i -> new ArrayList<>())
                    .add(score);
        }
        var changes = new TreeMap<String, Change>();
        byInstrument.forEach((instrument, ofIt) -> {
            var change = change(ofIt, from);
            if (change.participants().n() + change.comparison().n() + change.unpaired() + change.groups() > 0) {
                changes.put(instrument, change);
            }
        });
        return changes;
    }

    private static Change change(List<Score> scores, Optional<LocalDate> from) {
        var baselines = new TreeMap<UUID, Score>();
        var followUps = new TreeMap<UUID, Score>();
        int groups = 0;
        for (var score : scores) {
            boolean inPeriod = from.isEmpty() || !score.measuredOn().isBefore(from.get());
            if (score.participant().isEmpty()) {
                groups += score.wave() > 0 && inPeriod ? 1 : 0;
            } else if (score.wave() == 0) {
                baselines.merge(score.participant().get(), score, latest(BY_DAY));
            } else if (inPeriod) {
                followUps.merge(score.participant().get(), score, latest(BY_WAVE));
            }
        }
        var participants = new ArrayList<BigDecimal>();
        var comparison = new ArrayList<BigDecimal>();
        int unpaired = 0;
        for (var followUp : followUps.entrySet()) {
            var baseline = baselines.get(followUp.getKey());
            if (baseline == null) {
                unpaired++;
            } else {
                var later = followUp.getValue();
                (later.arm().equals(COMPARISON) ? comparison : participants)
                        .add(later.score().subtract(baseline.score()));
            }
        }
        return new Change(PairedChange.of(participants), PairedChange.of(comparison), unpaired, groups);
    }

    private static java.util.function.BinaryOperator<Score> latest(Comparator<Score> order) {
        return java.util.function.BinaryOperator.maxBy(order);
    }

    /** How much more the participants changed than those they are compared with; none unless both arms have people. */
    public static Optional<BigDecimal> difference(Change change) {
        return change.participants()
                .mean()
                .flatMap(mean -> change.comparison().mean().map(mean::subtract));
    }

    /** The only entry of a map, if it has one entry only. */
    static <T> Optional<Map.Entry<String, T>> only(SortedMap<String, T> map) {
        return map.size() == 1 ? Optional.of(map.firstEntry()) : Optional.empty();
    }
}
