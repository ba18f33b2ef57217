package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.reporting.measure.MeasureChanges;
import org.reciprocity.reporting.measure.PairedChange;
import org.reciprocity.reporting.measure.ServiceUse;

/** How figures of what changed are computed. */
final class OutcomeRules {
    private static final String UNCONTROLLED = "uncontrolled: there is no comparison arm";
    private static final String SMALL = "small: fewer than " + PairedChange.SMALL + " people";

    private OutcomeRules() {}

    static FigureValue measureChange(PeriodFacts facts) {
        var changes = MeasureChanges.of(facts.scores, facts.from);
        var parts = new TreeMap<String, Object>();
        changes.forEach((instrument, change) -> parts.put(instrument, measure(change)));
        var value = single(changes.size(), "follow-up of people with a baseline", "instruments")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        changes.firstEntry().getValue().participants().mean(),
                        "No participant has both a baseline and a follow-up in the period."));
        return value.with("byInstrument", parts);
    }

    private static Optional<String> single(int count, String what, String kinds) {
        return switch (count) {
            case 0 -> Optional.of("There is no " + what + " in the period.");
            case 1 -> Optional.empty();
            default -> Optional.of("There are several " + kinds + ", which do not add up: see the parts.");
        };
    }

    private static SortedMap<String, Object> measure(MeasureChanges.Change change) {
        var parts = new TreeMap<String, Object>();
        parts.put("participants", interval(change.participants()));
        parts.put("unpaired", change.unpaired());
        parts.put("groups", change.groups());
        var caveats = new ArrayList<String>();
        if (change.comparison().n() > 0) {
            parts.put("comparison", interval(change.comparison()));
            MeasureChanges.difference(change).ifPresent(difference -> parts.put("difference", difference));
        } else {
            caveats.add(UNCONTROLLED);
        }
        if (change.participants().isSmall()) {
            caveats.add(SMALL);
        }
        parts.put("caveats", String.join("; ", caveats));
        return parts;
    }

    private static SortedMap<String, Object> interval(PairedChange change) {
        var parts = new TreeMap<String, Object>();
        parts.put("n", change.n());
        change.mean().ifPresent(mean -> parts.put("mean", mean));
        change.low().ifPresent(low -> parts.put("low95", low));
        change.high().ifPresent(high -> parts.put("high95", high));
        return parts;
    }

    static FigureValue useChange(PeriodFacts facts) {
        var types = new TreeMap<String, List<ServiceUse>>();
        facts.uses.forEach(use ->
                types.computeIfAbsent(use.type(), type -> new ArrayList<>()).add(use));
        var parts = new TreeMap<String, Object>();
        types.forEach((type, uses) -> parts.put(type, use(uses)));
        var value = single(types.size(), "recorded use of a service", "services")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        ServiceUse.change(arm(types.firstEntry().getValue(), false)),
                        "There was no use before, or no participant's use is recorded."));
        return value.with("byType", parts);
    }

    private static List<ServiceUse> arm(List<ServiceUse> uses, boolean comparison) {
        return uses.stream()
                .filter(use -> use.arm().equals("comparison") == comparison)
                .toList();
    }

    private static SortedMap<String, Object> use(List<ServiceUse> uses) {
        var participants = arm(uses, false);
        var comparison = arm(uses, true);
        var parts = new TreeMap<String, Object>();
        parts.put("people", participants.stream().mapToLong(ServiceUse::people).sum());
        var change = ServiceUse.change(participants);
        change.ifPresent(c -> parts.put("change", c));
        if (comparison.isEmpty()) {
            parts.put("caveats", UNCONTROLLED);
            return parts;
        }
        var other = ServiceUse.change(comparison);
        parts.put(
                "comparisonPeople",
                comparison.stream().mapToLong(ServiceUse::people).sum());
        other.ifPresent(c -> parts.put("comparisonChange", c));
        Optional<BigDecimal> difference = change.flatMap(c -> other.map(c::subtract));
        difference.ifPresent(d -> parts.put("differenceInDifferences", d));
        return parts;
    }
}
