package org.reciprocity.reporting.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Assumptions;
import org.reciprocity.reporting.appraisal.BenefitLine;
import org.reciprocity.reporting.appraisal.Examples;

class AppraisalFlagTest {

    private static List<AppraisalFlag> flags(boolean controlled, int maryland) {
        var birmingham = Examples.birmingham();
        var first = birmingham.benefits().getFirst();
        var line = new BenefitLine(
                first.line(),
                Assumptions.of(Map.of(
                        Assumption.PEOPLE, BigDecimal.TEN,
                        Assumption.EFFECT, BigDecimal.ONE,
                        Assumption.DEADWEIGHT, new BigDecimal("0.4"),
                        Assumption.OPTIMISM, BigDecimal.ONE)),
                first.unitCostId(),
                first.unitCost(),
                controlled,
                maryland,
                false,
                1,
                first.shares(),
                "stated");
        return AppraisalFlag.of(new Appraisal(
                        birmingham.id(),
                        birmingham.code(),
                        birmingham.programme(),
                        birmingham.payer(),
                        birmingham.currency(),
                        birmingham.priceYear(),
                        birmingham.baseYear(),
                        birmingham.schedule(),
                        List.of(line),
                        birmingham.costs()))
                .stream()
                .map(AppraisalFlag.Raised::flag)
                .toList();
    }

    @Test
    void anEffectWithAComparisonHasItsDeadweightNotTaken() {
        assertEquals(List.of(AppraisalFlag.DEADWEIGHT_NOT_TAKEN), flags(true, 3));
        assertEquals(List.of(AppraisalFlag.DEADWEIGHT_NOT_TAKEN, AppraisalFlag.WEAK_EVIDENCE), flags(true, 2));
        assertEquals(List.of(AppraisalFlag.UNCONTROLLED), flags(false, 3));
    }

    @Test
    void theLowestGradeHasNoComparisonWhateverIsStated() {
        assertEquals(List.of(AppraisalFlag.UNCONTROLLED, AppraisalFlag.WEAK_EVIDENCE), flags(true, 1));
    }
}
