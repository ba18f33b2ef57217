package org.reciprocity.reporting.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Assumptions;
import org.reciprocity.reporting.appraisal.BenefitLine;
import org.reciprocity.reporting.appraisal.Examples;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;

class AppraisalFlagTest {

    private static List<AppraisalFlag> flags(boolean controlled, int maryland) {
        return AppraisalFlag.of(appraisal(controlled, maryland, "stated")).stream()
                .map(AppraisalFlag.Raised::flag)
                .toList();
    }

    /** Flags of an effect of 1 that is said to come from re-offending, which was recorded so. */
    private static List<AppraisalFlag> flags(String from, Map<String, Object> byEvent) {
        var figures = Map.of(
                Figure.FOLLOW_UP_RATE,
                new FigureValue(
                        Optional.empty(),
                        Optional.of("several"),
                        new TreeMap<>(Map.of("byEvent", byEvent)),
                        List.of()));
        return AppraisalFlag.of(
                        appraisal(true, 3, from), RecordedEffect.of("better-conduct", from, BigDecimal.ONE, figures))
                .stream()
                .map(AppraisalFlag.Raised::flag)
                .toList();
    }

    private static Map<String, Object> difference(String low, String high) {
        return Map.of(
                "riskDifference",
                Map.of("difference", BigDecimal.ZERO, "low95", new BigDecimal(low), "high95", new BigDecimal(high)),
                "participants",
                Map.of("rate", BigDecimal.ONE, "low95", new BigDecimal("0.9"), "high95", new BigDecimal("1.1")));
    }

    @Test
    void anEffectIsHeldAgainstTheIntervalOfWhatItIsSaidToComeFrom() {
        var outside = List.of(AppraisalFlag.EFFECT_OUTSIDE_RECORDED);
        var missing = List.of(AppraisalFlag.EFFECT_NOT_RECORDED);
        var from = "follow-up:re-offended";

        assertEquals(List.of(), flags(from, Map.of("re-offended/12", difference("0.5", "1"))));
        // Whether more or less of it is better is not known of a code.
        assertEquals(List.of(), flags(from, Map.of("re-offended/12", difference("-1", "-0.5"))));
        assertEquals(outside, flags(from, Map.of("re-offended/12", difference("0.1", "0.99"))));
        // One of its windows is enough.
        assertEquals(
                List.of(),
                flags(
                        from,
                        Map.of("re-offended/6", difference("0.1", "0.2"), "re-offended/12", difference("0.5", "2"))));
        // Without a comparison the participants' own rate is what there is.
        assertEquals(
                List.of(),
                flags(
                        from,
                        Map.of(
                                "re-offended/12",
                                Map.of("participants", difference("0", "0").get("participants")))));
        assertEquals(missing, flags(from, Map.of("re-offended-again/12", difference("0.5", "1"))));
        assertEquals(
                missing, flags(from, Map.of("re-offended/12", Map.of("participants", Map.of("rate", BigDecimal.ONE)))));
        assertEquals(missing, flags("instrument:SWEMWBS", Map.of()));
        assertEquals(List.of(), flags("stated", Map.of()));
    }

    private static Appraisal appraisal(boolean controlled, int maryland, String from) {
        var birmingham = Examples.birmingham();
        var first = birmingham.benefits().getFirst();
        var line = new BenefitLine(
                "better-conduct",
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
                from);
        return new Appraisal(
                birmingham.id(),
                birmingham.code(),
                birmingham.programme(),
                birmingham.payer(),
                birmingham.currency(),
                birmingham.priceYear(),
                birmingham.baseYear(),
                birmingham.schedule(),
                List.of(line),
                birmingham.costs());
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
