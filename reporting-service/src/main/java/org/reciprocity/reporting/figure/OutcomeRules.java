package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.reciprocity.reporting.arithmetic.Interval95;
import org.reciprocity.reporting.arithmetic.Proportion;
import org.reciprocity.reporting.measure.ChangeInArm;
import org.reciprocity.reporting.measure.Evidence;
import org.reciprocity.reporting.measure.MeasureChanges;
import org.reciprocity.reporting.measure.PairedChange;

/** How figures of changed scores are computed. */
final class OutcomeRules {
    static final String UNCONTROLLED = FigureValue.UNCONTROLLED;
    static final String SMALL = "small: fewer than " + PairedChange.SMALL + " people";
    static final String LOST = "lost: more than a fifth were not followed up";
    static final String CARRIED = "some were recorded in both arms, and count in none";
    static final String PARTICIPANTS = "participants";
    static final String COMPARISON = "comparison";
    static final String CAVEATS = "caveats";

    private OutcomeRules() {}

    static FigureValue measureChange(PeriodFacts facts) {
        var changes = MeasureChanges.of(facts.scores, facts.from);
        var parts = new TreeMap<String, Object>();
        changes.forEach((instrument, change) -> parts.put(instrument, measure(change)));
        var followedUp = changes.values().stream()
                .filter(MeasureChanges.Change::isFollowedUp)
                .toList();
        var value = single(followedUp.size(), "follow-up of people with a baseline", "instruments")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        followedUp.getFirst().participants().change().mean(),
                        "No participant has both a baseline and a follow-up in the period."));
        return headline(value, () -> followedUp.getFirst().isControlled()).with("byInstrument", parts);
    }

    /** A value, which says itself that it is uncontrolled, for where its parts are not shown. */
    static FigureValue headline(FigureValue value, BooleanSupplier controlled) {
        return value.value().isEmpty() || controlled.getAsBoolean() ? value : value.with(List.of(UNCONTROLLED));
    }

    /** By instrument and arm, a number for each pair of scores. */
    static SortedMap<String, List<Long>> members(PeriodFacts facts) {
        var members = new TreeMap<String, List<Long>>();
        MeasureChanges.of(facts.scores, facts.from).forEach((instrument, change) -> {
            put(
                    members,
                    "byInstrument/" + instrument + "/" + PARTICIPANTS,
                    change.participants().members());
            put(
                    members,
                    "byInstrument/" + instrument + "/" + COMPARISON,
                    change.comparison().members());
        });
        return members;
    }

    static void put(SortedMap<String, List<Long>> members, String part, List<Long> of) {
        if (!of.isEmpty()) {
            members.put(part, of);
        }
    }

    /** Why there is no single value; none if there is one thing only. */
    static Optional<String> single(int count, String what, String kinds) {
        return switch (count) {
            case 0 -> Optional.of("There is no " + what + " in the period.");
            case 1 -> Optional.empty();
            default -> Optional.of("There are several " + kinds + ", which do not add up: see the parts.");
        };
    }

    private static SortedMap<String, Object> measure(MeasureChanges.Change change) {
        var parts = new TreeMap<String, Object>();
        parts.put(PARTICIPANTS, arm(change.participants()));
        change.better().ifPresent(better -> {
            parts.put("better", better);
            change.participants().change().mean().ifPresent(mean -> parts.put("towards", towards(mean, better)));
        });
        parts.put("unpaired", change.unpaired());
        parts.put("groups", change.groups());
        parts.put("maryland", change.maryland());
        if (change.comparison().n() + change.comparison().lost() > 0) {
            parts.put(COMPARISON, arm(change.comparison()));
        }
        var own = change.participants().change();
        var other = change.comparison().change();
        own.less(other).ifPresent(difference -> {
            var compared = new TreeMap<String, Object>();
            compared.put("mean", difference);
            own.intervalLess(other).ifPresent(interval -> put(compared, "95", interval));
            parts.put("differenceInDifferences", compared);
        });
        if (change.inBothArms() > 0) {
            parts.put("inBothArms", change.inBothArms());
        }
        parts.put(
                CAVEATS,
                caveats(
                        change.isControlled(),
                        own.isSmall() || (other.n() > 0 && other.isSmall()),
                        change.participants().isLostOften()
                                || change.comparison().isLostOften(),
                        change.inBothArms() > 0));
        return parts;
    }

    static String caveats(boolean controlled, boolean small, boolean lost, boolean carried) {
        var caveats = new ArrayList<String>();
        if (!controlled) {
            caveats.add(UNCONTROLLED);
        }
        if (small) {
            caveats.add(SMALL);
        }
        if (lost) {
            caveats.add(LOST);
        }
        if (carried) {
            caveats.add(CARRIED);
        }
        return String.join("; ", caveats);
    }

    private static String towards(BigDecimal mean, String better) {
        if (mean.signum() == 0) {
            return "neither";
        }
        return (mean.signum() > 0) == better.equals("higher") ? "better" : "worse";
    }

    private static SortedMap<String, Object> arm(ChangeInArm arm) {
        var parts = interval(arm.change());
        arm.bootstrap().ifPresent(interval -> put(parts, "95Bootstrap", interval));
        arm.baseline().ifPresent(mean -> parts.put("baselineMean", mean));
        arm.followUp().ifPresent(mean -> parts.put("followUpMean", mean));
        parts.put("lost", arm.lost());
        if (arm.n() > 0) {
            parts.put("windowDays", window(arm.shortestDays(), arm.longestDays()));
        }
        return parts;
    }

    static SortedMap<String, Object> window(long shortest, long longest) {
        var parts = new TreeMap<String, Object>();
        parts.put("shortest", shortest);
        parts.put("longest", longest);
        return parts;
    }

    static SortedMap<String, Object> interval(PairedChange change) {
        var parts = new TreeMap<String, Object>();
        parts.put("n", change.n());
        change.mean().ifPresent(mean -> parts.put("mean", mean));
        change.low().ifPresent(low -> parts.put("low95", low));
        change.high().ifPresent(high -> parts.put("high95", high));
        return parts;
    }

    static void put(SortedMap<String, Object> parts, String name, Interval95 interval) {
        parts.put("low" + name, interval.low());
        parts.put("high" + name, interval.high());
    }

    static SortedMap<String, Object> proportion(Proportion proportion) {
        var parts = new TreeMap<String, Object>();
        parts.put("count", proportion.yes());
        parts.put("n", proportion.n());
        proportion.share().ifPresent(share -> parts.put("share", share));
        proportion.wilson().ifPresent(interval -> put(parts, "95", interval));
        return parts;
    }

    static FigureValue beyondCutOff(PeriodFacts facts) {
        var parts = new TreeMap<String, Object>();
        var values = new ArrayList<Optional<BigDecimal>>();
        var controlled = new ArrayList<Boolean>();
        MeasureChanges.of(facts.scores, facts.from).forEach((instrument, change) -> {
            if (change.participants().cutOff().isPresent()
                    || change.comparison().cutOff().isPresent()) {
                parts.put(instrument, cutOff(change));
                controlled.add(isCutOffControlled(change));
                values.add(change.participants().cutOff().flatMap(cut -> cut.after()
                        .share()));
            }
        });
        var value = single(values.size(), "follow-up on an instrument with a cut-off", "instruments")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        values.getFirst(), "No participant has both a baseline and a follow-up in the period."));
        return headline(value, controlled::getFirst).with("byInstrument", parts);
    }

    private static boolean isCutOffControlled(MeasureChanges.Change change) {
        return Evidence.isCompared(people(change.participants()), people(change.comparison()));
    }

    private static long people(ChangeInArm arm) {
        return arm.cutOff().map(cut -> cut.before().n()).orElse(0L);
    }

    private static SortedMap<String, Object> cutOff(MeasureChanges.Change change) {
        var parts = new TreeMap<String, Object>();
        change.participants().cutOff().ifPresent(cut -> parts.put(PARTICIPANTS, cutOff(cut)));
        change.comparison().cutOff().ifPresent(cut -> parts.put(COMPARISON, cutOff(cut)));
        parts.put("maryland", Evidence.maryland(isCutOffControlled(change), true));
        parts.put(
                CAVEATS,
                caveats(
                        isCutOffControlled(change),
                        List.of(change.participants(), change.comparison()).stream()
                                .flatMap(arm -> arm.cutOff().stream())
                                .anyMatch(cut -> cut.before().n() < PairedChange.SMALL),
                        change.participants().isLostOften()
                                || change.comparison().isLostOften(),
                        change.inBothArms() > 0));
        return parts;
    }

    private static SortedMap<String, Object> cutOff(ChangeInArm.CutOff cut) {
        var parts = new TreeMap<String, Object>();
        parts.put("before", proportion(cut.before()));
        parts.put("after", proportion(cut.after()));
        parts.put("left", cut.left());
        parts.put("came", cut.came());
        return parts;
    }
}
