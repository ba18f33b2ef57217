package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Change by instrument: from each person's baseline to their latest follow-up in the period, in one programme. Only people with both count,
 * in the one arm that all their scores are of, and each once: of several programmes the one with the latest follow-up.
 */
public final class MeasureChanges {
    static final String PARTICIPANTS = "participants";
    private static final Comparator<Score> BY_DAY =
            Comparator.comparing(Score::measuredOn).thenComparing(Score::measure);
    private static final Comparator<Score> LATEST =
            Comparator.comparing(Score::measuredOn).thenComparing(Score::wave).thenComparing(Score::measure);

    /** A person's two scores. */
    public record Pair(Score baseline, Score followUp) {

        BigDecimal change() {
            return followUp.score().subtract(baseline.score());
        }

        /** From one to the other. */
        long days() {
            return java.time.temporal.ChronoUnit.DAYS.between(baseline.measuredOn(), followUp.measuredOn());
        }
    }

    /**
     * An instrument's change.
     *
     * @param participants of those in the programme
     * @param comparison of those they are compared with
     * @param unpaired people with a follow-up in the period and no baseline before it
     * @param groups follow-ups of whole groups in the period, which cannot be paired
     * @param inBothArms people with scores in both arms, who count in none
     * @param better which way is better: {@code higher} or {@code lower}; none unless all scores that say so agree
     */
    public record Change(
            ChangeInArm participants,
            ChangeInArm comparison,
            int unpaired,
            int groups,
            int inBothArms,
            Optional<String> better) {

        /** Whether there are two people or more in both arms. */
        public boolean isControlled() {
            return Evidence.isCompared(participants.n(), comparison.n());
        }

        /** The evidence that it is. */
        public int maryland() {
            return Evidence.maryland(isControlled(), true);
        }

        private boolean isAny() {
            return isFollowedUp() || participants.lost() + comparison.lost() > 0;
        }

        /** Whether there is any follow-up in the period, paired or not. */
        public boolean isFollowedUp() {
            return participants.n() + comparison.n() + unpaired + groups + inBothArms > 0;
        }
    }

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
            if (change.isAny()) {
                changes.put(instrument, change);
            }
        });
        return changes;
    }

    private static Change change(List<Score> scores, Optional<LocalDate> from) {
        var people = new TreeMap<UUID, List<Score>>();
        int groups = 0;
        for (var score : scores) {
            if (score.participant().isPresent()) {
                people.computeIfAbsent(score.participant().get(), p -> new ArrayList<>())
                        .add(score);
            } else if (score.wave() > 0 && isIn(score, from)) {
                groups++;
            }
        }
        var participants = new Arm();
        var comparison = new Arm();
        int unpaired = 0;
        int inBothArms = 0;
        for (var person : people.values()) {
            boolean followedUp = followUps(person).anyMatch(score -> isIn(score, from));
            if (person.stream().map(Score::arm).distinct().count() > 1) {
                inBothArms += followedUp ? 1 : 0;
                continue;
            }
            var arm = person.getFirst().arm().equals(PARTICIPANTS) ? participants : comparison;
            var pair = pair(person, from);
            if (pair.isPresent()) {
                arm.pairs.add(pair.get());
            } else if (followedUp) {
                unpaired++;
            } else if (followUps(person).findAny().isEmpty()) {
                arm.lost++;
            }
        }
        return new Change(participants.change(), comparison.change(), unpaired, groups, inBothArms, better(scores));
    }

    /** A person's pair in one programme: the one with the latest follow-up. */
    private static Optional<Pair> pair(List<Score> person, Optional<LocalDate> from) {
        var programmes = new TreeMap<UUID, List<Score>>();
        for (var score : person) {
            programmes
                    .computeIfAbsent(score.programme(), programme -> new ArrayList<>())
                    .add(score);
        }
        return programmes.values().stream()
                .flatMap(scores -> pairInProgramme(scores, from).stream())
                .max(Comparator.comparing(Pair::followUp, LATEST));
    }

    private static Optional<Pair> pairInProgramme(List<Score> scores, Optional<LocalDate> from) {
        return followUps(scores).filter(score -> isIn(score, from)).max(LATEST).flatMap(later -> scores.stream()
                .filter(score -> score.wave() == 0 && !score.measuredOn().isAfter(later.measuredOn()))
                .max(BY_DAY)
                .map(baseline -> new Pair(baseline, later)));
    }

    private static Stream<Score> followUps(List<Score> scores) {
        return scores.stream().filter(score -> score.wave() > 0);
    }

    private static boolean isIn(Score score, Optional<LocalDate> from) {
        return from.isEmpty() || !score.measuredOn().isBefore(from.get());
    }

    private static Optional<String> better(List<Score> scores) {
        var said = scores.stream()
                .flatMap(score -> score.better().stream())
                .distinct()
                .toList();
        return said.size() == 1 ? Optional.of(said.getFirst()) : Optional.empty();
    }

    /** What comes together of an arm. */
    private static final class Arm {
        private final List<Pair> pairs = new ArrayList<>();
        private int lost;

        ChangeInArm change() {
            return ChangeInArm.of(pairs, lost);
        }
    }
}
