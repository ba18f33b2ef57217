package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.reporting.arithmetic.NumberNeeded;
import org.reciprocity.reporting.measure.Evidence;
import org.reciprocity.reporting.measure.FollowUpRates;
import org.reciprocity.reporting.measure.PairedChange;
import org.reciprocity.reporting.measure.ServiceUse;

/** How figures of what came about, and of used services, are computed. */
final class FollowUpRules {

    private FollowUpRules() {}

    static FigureValue followUpRate(PeriodFacts facts) {
        var rates = FollowUpRates.of(facts.followUps);
        var parts = new TreeMap<String, Object>();
        rates.forEach((looked, of) -> parts.put(looked.code(), rates(looked, of)));
        var value = OutcomeRules.single(rates.size(), "follow-up", "events and windows")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        rates.firstEntry().getValue().participants().known().share(),
                        "Of no participant it is known whether it came about."));
        return OutcomeRules.headline(value, () -> rates.firstEntry().getValue().isControlled())
                .with("byEvent", parts);
    }

    private static SortedMap<String, Object> rates(FollowUpRates.Looked looked, FollowUpRates.Rates rates) {
        var parts = new TreeMap<String, Object>();
        parts.put("windowMonths", looked.windowMonths());
        parts.put(OutcomeRules.PARTICIPANTS, arm(rates.participants()));
        parts.put("maryland", rates.maryland());
        if (rates.comparison().all() > 0) {
            parts.put(OutcomeRules.COMPARISON, arm(rates.comparison()));
        }
        var compared = rates.compared();
        compared.ratio().ifPresent(ratio -> {
            var risk = new TreeMap<String, Object>();
            risk.put("ratio", ratio);
            compared.ratioInterval().ifPresent(interval -> OutcomeRules.put(risk, "95", interval));
            parts.put("riskRatio", risk);
        });
        compared.difference().ifPresent(difference -> {
            var risk = new TreeMap<String, Object>();
            risk.put("difference", difference);
            compared.differenceInterval().ifPresent(interval -> OutcomeRules.put(risk, "95", interval));
            parts.put("riskDifference", risk);
        });
        compared.needed().ifPresent(needed -> parts.put("neededToTreat", needed(needed)));
        if (rates.inBothArms() > 0) {
            parts.put("inBothArms", rates.inBothArms());
        }
        parts.put(
                OutcomeRules.CAVEATS,
                OutcomeRules.caveats(
                        rates.isControlled(),
                        isSmall(rates.participants())
                                || (rates.comparison().known().n() > 0 && isSmall(rates.comparison())),
                        rates.participants().isLostOften() || rates.comparison().isLostOften(),
                        rates.inBothArms() > 0));
        return parts;
    }

    private static boolean isSmall(FollowUpRates.Arm arm) {
        return arm.known().n() < PairedChange.SMALL;
    }

    private static SortedMap<String, Object> arm(FollowUpRates.Arm arm) {
        var parts = new TreeMap<String, Object>();
        parts.put("yes", arm.known().yes());
        parts.put("no", arm.known().n() - arm.known().yes());
        parts.put("lost", arm.lost());
        arm.known().share().ifPresent(rate -> parts.put("rate", rate));
        arm.known().wilson().ifPresent(interval -> OutcomeRules.put(parts, "95", interval));
        return parts;
    }

    private static SortedMap<String, Object> needed(NumberNeeded needed) {
        var parts = new TreeMap<String, Object>();
        needed.number().ifPresent(number -> parts.put("number", number));
        parts.put("for", needed.direction() > 0 ? "one-fewer" : needed.direction() < 0 ? "one-more" : "no-difference");
        needed.interval().ifPresentOrElse(interval -> OutcomeRules.put(parts, "95", interval), () -> {
            needed.oneFewerIn().ifPresent(number -> parts.put("oneFewerIn", number));
            needed.oneMoreIn().ifPresent(number -> parts.put("oneMoreIn", number));
            parts.put("meaning", meaning(needed));
        });
        return parts;
    }

    private static String meaning(NumberNeeded needed) {
        return "The interval has no difference in it: it goes from "
                + needed.oneFewerIn()
                        .map(number -> "one fewer in " + brief(number) + ", through ")
                        .orElse("")
                + "no difference in any number"
                + needed.oneMoreIn()
                        .map(number -> ", to one more in " + brief(number))
                        .orElse("")
                + ".";
    }

    private static String brief(BigDecimal number) {
        return number.setScale(2, java.math.RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    static FigureValue useChange(PeriodFacts facts) {
        var types = byType(facts);
        var parts = new TreeMap<String, Object>();
        var values = new ArrayList<Optional<BigDecimal>>();
        types.forEach((type, uses) -> {
            var counted = ServiceUse.counted(uses);
            parts.put(type, use(counted, ServiceUse.inBothArms(uses).size()));
            values.add(ServiceUse.change(arm(counted, false)));
        });
        var value = OutcomeRules.single(types.size(), "recorded use of a service", "services")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        values.getFirst(), "There was no use before, or no participant's use is recorded."));
        return OutcomeRules.headline(
                        value,
                        () -> isControlled(ServiceUse.counted(types.firstEntry().getValue())))
                .with("byType", parts);
    }

    private static SortedMap<String, List<ServiceUse>> byType(PeriodFacts facts) {
        var types = new TreeMap<String, List<ServiceUse>>();
        facts.uses.forEach(use ->
                types.computeIfAbsent(use.type(), type -> new ArrayList<>()).add(use));
        return types;
    }

    /** By type and arm, numbers of the people whose uses are recorded. */
    static SortedMap<String, List<Long>> members(PeriodFacts facts) {
        var members = new TreeMap<String, List<Long>>();
        byType(facts).forEach((type, uses) -> {
            var counted = ServiceUse.counted(uses);
            for (var arm : List.of(OutcomeRules.PARTICIPANTS, OutcomeRules.COMPARISON)) {
                var part = "byType/" + type + "/" + arm;
                var of = arm(counted, arm.equals(OutcomeRules.COMPARISON));
                OutcomeRules.put(members, part, ServiceUse.members(of));
                OutcomeRules.put(members, part + "/changeAYear", ServiceUse.members(ServiceUse.perPerson(of)));
            }
        });
        return members;
    }

    private static List<ServiceUse> arm(List<ServiceUse> uses, boolean comparison) {
        return uses.stream()
                .filter(use -> use.arm().equals(OutcomeRules.COMPARISON) == comparison)
                .toList();
    }

    private static SortedMap<String, Object> use(List<ServiceUse> uses, int inBothArms) {
        var participants = arm(uses, false);
        var comparison = arm(uses, true);
        var parts = new TreeMap<String, Object>();
        parts.put(OutcomeRules.PARTICIPANTS, use(participants));
        if (!comparison.isEmpty()) {
            parts.put(OutcomeRules.COMPARISON, use(comparison));
        }
        var change = ServiceUse.change(participants);
        change.flatMap(own -> ServiceUse.change(comparison).map(own::subtract))
                .ifPresent(difference -> parts.put("differenceInDifferences", difference));
        var own = ServiceUse.changeAYear(participants);
        var other = ServiceUse.changeAYear(comparison);
        own.less(other).ifPresent(difference -> {
            var aYear = new TreeMap<String, Object>();
            aYear.put("mean", difference);
            own.intervalLess(other).ifPresent(interval -> OutcomeRules.put(aYear, "95", interval));
            parts.put("differenceAYear", aYear);
        });
        parts.put("maryland", Evidence.maryland(isControlled(uses), true));
        if (inBothArms > 0) {
            parts.put("inBothArms", inBothArms);
        }
        parts.put(
                OutcomeRules.CAVEATS,
                OutcomeRules.caveats(
                        isControlled(uses),
                        people(participants) < PairedChange.SMALL
                                || (!comparison.isEmpty() && people(comparison) < PairedChange.SMALL),
                        false,
                        inBothArms > 0));
        return parts;
    }

    private static boolean isControlled(List<ServiceUse> uses) {
        return Evidence.isCompared(people(arm(uses, false)), people(arm(uses, true)));
    }

    private static long people(List<ServiceUse> uses) {
        return uses.stream()
                        .filter(use -> use.participant().isEmpty())
                        .mapToLong(ServiceUse::people)
                        .sum()
                + uses.stream().filter(use -> use.participant().isPresent()).count();
    }

    private static SortedMap<String, Object> use(List<ServiceUse> uses) {
        var parts = new TreeMap<String, Object>();
        parts.put("people", people(uses));
        parts.put("before", uses.stream().mapToLong(ServiceUse::beforeCount).sum());
        parts.put("after", uses.stream().mapToLong(ServiceUse::afterCount).sum());
        if (!uses.isEmpty()) {
            parts.put(
                    "windowDays",
                    OutcomeRules.window(
                            uses.stream()
                                    .mapToLong(use -> Math.min(use.beforeDays(), use.afterDays()))
                                    .min()
                                    .orElse(0),
                            uses.stream()
                                    .mapToLong(use -> Math.max(use.beforeDays(), use.afterDays()))
                                    .max()
                                    .orElse(0)));
        }
        ServiceUse.change(uses).ifPresent(change -> parts.put("change", change));
        var aYear = ServiceUse.changeAYear(uses);
        if (aYear.n() > 0) {
            parts.put("changeAYear", OutcomeRules.interval(aYear));
        }
        return parts;
    }
}
