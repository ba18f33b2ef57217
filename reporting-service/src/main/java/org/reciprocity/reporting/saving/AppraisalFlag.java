package org.reciprocity.reporting.saving;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.CostLine;
import org.reciprocity.reporting.appraisal.ReferenceData;

/** What to beware of in an appraisal. */
enum AppraisalFlag {
    /** An effect has no comparison. */
    UNCONTROLLED(
            "Uncontrolled: the effect has no comparison. Some of it may have come anyway, beyond the deadweight that is taken off."),
    /** The evidence is weak. */
    WEAK_EVIDENCE("The evidence of the effect is 1 or 2 of 5 on the Maryland scale."),
    /** A deadweight is stated that is not taken off. */
    DEADWEIGHT_NOT_TAKEN("The effect is controlled, so that the deadweight that is stated is not taken off again."),
    /** What was recorded says something else. */
    EFFECT_OUTSIDE_RECORDED(
            "The effect is said to come from what was recorded, and lies outside its 95% interval: see recordedEffects."),
    /** Nothing was recorded that says it. */
    EFFECT_NOT_RECORDED(
            "The effect is said to come from what was recorded, and nothing of it is, or of too few people for an interval."),
    /** Less is taken off than is usual. */
    OPTIMISM_BELOW_GRADE("Less is taken off for optimism than is usual for the grade of the unit cost."),
    /** A part falls to nobody. */
    UNATTRIBUTED("A part of the benefit falls to no agency that is named. It is in no return of the system."),
    /** Costs are those recorded. */
    RECORDED_COSTS(
            "Costs are those that were recorded from the base year on, in full and without optimism. Later records change the answer."),
    /** No cost is known. */
    NO_COST("No cost is stated, and none is recorded from the base year on. Without cost there is no return.");

    private static final int WEAK = 2;

    private final String meaning;

    AppraisalFlag(String meaning) {
        this.meaning = meaning;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }

    /** A flag that is raised; of a line, or of the whole where that is none. */
    record Raised(AppraisalFlag flag, String line) {}

    /** What to beware of in effects that are said to come from what was recorded. */
    static List<Raised> of(Appraisal appraisal, List<RecordedEffect> recorded) {
        var raised = new ArrayList<Raised>();
        for (var line : appraisal.benefits()) {
            var told = recorded.stream()
                    .filter(effect -> effect.line().equals(line.line()) && effect.hasInterval())
                    .toList();
            if (line.isStatedOnly()) {
                continue;
            }
            if (told.isEmpty()) {
                raised.add(new Raised(EFFECT_NOT_RECORDED, line.line()));
            } else if (told.stream().noneMatch(RecordedEffect::holds)) {
                raised.add(new Raised(EFFECT_OUTSIDE_RECORDED, line.line()));
            }
        }
        return raised;
    }

    /** What to beware of. */
    static List<Raised> of(Appraisal appraisal) {
        var raised = new ArrayList<Raised>();
        for (var line : appraisal.benefits()) {
            if (!line.isControlled()) {
                raised.add(new Raised(UNCONTROLLED, line.line()));
            } else if (line.assumptions().of(Assumption.DEADWEIGHT).signum() > 0) {
                raised.add(new Raised(DEADWEIGHT_NOT_TAKEN, line.line()));
            }
            if (line.maryland() <= WEAK) {
                raised.add(new Raised(WEAK_EVIDENCE, line.line()));
            }
            var usual = line.unitCost()
                    .flatMap(cost -> ReferenceData.optimism(cost.grade()))
                    .orElse(BigDecimal.ZERO);
            if (line.assumptions().of(Assumption.OPTIMISM).compareTo(usual) < 0) {
                raised.add(new Raised(OPTIMISM_BELOW_GRADE, line.line()));
            }
            if (!line.unattributed().isZero()) {
                raised.add(new Raised(UNATTRIBUTED, line.line()));
            }
        }
        if (appraisal.costs().isEmpty()) {
            raised.add(new Raised(NO_COST, null));
        } else if (appraisal.costs().stream().anyMatch(CostLine::recorded)) {
            raised.add(new Raised(RECORDED_COSTS, null));
        }
        return raised;
    }
}
