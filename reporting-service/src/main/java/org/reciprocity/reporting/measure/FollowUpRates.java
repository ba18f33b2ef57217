package org.reciprocity.reporting.measure;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.reciprocity.reporting.arithmetic.Proportion;
import org.reciprocity.reporting.arithmetic.TwoProportions;

/** How often an event came about within a window, by event and window, in both arms. */
public final class FollowUpRates {
    /** What is known comes after what is not, whenever it was observed; then by day. */
    private static final Comparator<FollowUp> LATEST = Comparator.comparing(FollowUp::isKnown)
            .thenComparing(FollowUp::observedOn)
            .thenComparing(FollowUp::id);

    /** Which event, and within how many months. */
    public record Looked(String event, int windowMonths) implements Comparable<Looked> {

        @Override
        public int compareTo(Looked other) {
            return Comparator.comparing(Looked::event)
                    .thenComparing(Looked::windowMonths)
                    .compare(this, other);
        }

        /** As it is written: {@code re-offended/12}. */
        public String code() {
            return event + "/" + windowMonths;
        }
    }

    /**
     * An arm.
     *
     * @param known with the event, of those of whom it is known
     * @param lost of how many it is not
     */
    public record Arm(Proportion known, long lost) {
        private static final Arm NOBODY = new Arm(new Proportion(0, 0), 0);

        Arm plus(FollowUp other) {
            return new Arm(
                    new Proportion(known.yes() + other.yes(), known.n() + other.yes() + other.no()),
                    lost + other.lost());
        }

        /** Everybody, the lost among them. */
        public long all() {
            return known.n() + lost;
        }

        /** Whether more than a fifth of all were lost. */
        public boolean isLostOften() {
            return lost > 0 && lost * 5 > all();
        }
    }

    /**
     * The rates of an event.
     *
     * @param participants of those in the programme
     * @param comparison of those they are compared with
     * @param inBothArms people (or cases nobody knows the person of) with follow-ups in both arms, who count in none
     */
    public record Rates(Arm participants, Arm comparison, int inBothArms) {

        /** Whether there are two people or more in both arms. */
        public boolean isControlled() {
            return Evidence.isCompared(
                    participants.known().n(), comparison.known().n());
        }

        /** Both rates together. */
        public TwoProportions compared() {
            return new TwoProportions(participants.known(), comparison.known());
        }

        /** The evidence that it is: nobody knows how often the event had come about before. */
        public int maryland() {
            return Evidence.maryland(isControlled(), false);
        }
    }

    private FollowUpRates() {}

    /** The rates, of follow-ups in any order; of several of one subject the latest of which the outcome is known counts, else the latest. */
    public static SortedMap<Looked, Rates> of(List<FollowUp> followUps) {
        var latest = new TreeMap<Looked, Map<UUID, FollowUp>>();
        var arms = new HashMap<Looked, Map<UUID, Set<String>>>();
        var sums = new TreeMap<Looked, Map<String, Arm>>();
        for (var followUp : followUps) {
            var looked = new Looked(followUp.event(), followUp.windowMonths());
            sums.computeIfAbsent(looked, l -> new HashMap<>());
            if (followUp.subject().isEmpty()) {
                add(sums.get(looked), followUp);
                continue;
            }
            var subject = followUp.subject().get();
            latest.computeIfAbsent(looked, l -> new TreeMap<>())
                    .merge(subject, followUp, java.util.function.BinaryOperator.maxBy(LATEST));
            arms.computeIfAbsent(looked, l -> new HashMap<>())
                    .computeIfAbsent(subject, s -> new TreeSet<>())
                    .add(followUp.arm());
        }
        var rates = new TreeMap<Looked, Rates>();
        sums.forEach((looked, byArm) -> {
            int inBoth = 0;
            for (var one : latest.getOrDefault(looked, Map.of()).entrySet()) {
                if (arms.get(looked).get(one.getKey()).size() > 1) {
                    inBoth++;
                } else {
                    add(byArm, one.getValue());
                }
            }
            rates.put(
                    looked,
                    new Rates(
                            byArm.getOrDefault(MeasureChanges.PARTICIPANTS, Arm.NOBODY),
                            byArm.getOrDefault("comparison", Arm.NOBODY),
                            inBoth));
        });
        return rates;
    }

    private static void add(Map<String, Arm> byArm, FollowUp followUp) {
        byArm.put(followUp.arm(), byArm.getOrDefault(followUp.arm(), Arm.NOBODY).plus(followUp));
    }
}
