package org.reciprocity.reporting.commissioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.commissioning.ContractRules.Status;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;

class ContractRulesTest {

    private static Contract.Domain domain(Contract.Kind kind, String code, String target, boolean atMost) {
        return new Contract.Domain(
                "safety", kind, code, Optional.ofNullable(target).map(BigDecimal::new), atMost);
    }

    private static Optional<BigDecimal> number(String number) {
        return Optional.of(new BigDecimal(number));
    }

    private static Map<Figure, FigureValue> figure(Figure figure, String parts, Map<String, Object> of) {
        return Map.of(
                figure,
                new FigureValue(
                        Optional.empty(), Optional.of("several"), new TreeMap<>(Map.of(parts, of)), List.of("beware")));
    }

    private static Map<String, Object> rate(String rate) {
        return Map.of("participants", Map.of("rate", new BigDecimal(rate)), "caveats", "uncontrolled; small");
    }

    @Test
    void aTargetIsMetOnItsSideTheNumberItselfIncluded() {
        var least = domain(Contract.Kind.FIGURE, "active", "10", false);
        var most = domain(Contract.Kind.FIGURE, "active", "10", true);

        assertEquals(Status.MET, ContractRules.status(least, number("10.0")));
        assertEquals(Status.NOT_YET, ContractRules.status(least, number("9.999999")));
        assertEquals(Status.MET, ContractRules.status(most, number("10")));
        assertEquals(Status.NOT_YET, ContractRules.status(most, number("10.000001")));
        assertEquals(Status.NO_FIGURE, ContractRules.status(least, Optional.empty()));
        assertEquals(
                Status.NO_TARGET,
                ContractRules.status(domain(Contract.Kind.FIGURE, "active", null, false), number("1")));
    }

    @Test
    void aTargetOfSeveralProgrammesIsMetWhereEachMeetsIt() {
        assertEquals(Status.MET, ContractRules.together(List.of(Status.MET, Status.MET)));
        assertEquals(Status.NOT_YET, ContractRules.together(List.of(Status.MET, Status.NOT_YET, Status.NO_FIGURE)));
        assertEquals(Status.NO_FIGURE, ContractRules.together(List.of(Status.MET, Status.NO_FIGURE)));
        assertEquals(Status.NO_FIGURE, ContractRules.together(List.of()));
        assertEquals(Status.NO_TARGET, ContractRules.together(List.of(Status.NO_TARGET, Status.NO_TARGET)));
    }

    @Test
    void anEventIsTheRateOfParticipantsWithItsCaveats() {
        var figures = figure(
                Figure.FOLLOW_UP_RATE,
                "byEvent",
                Map.of("re-offended/12", rate("0.07"), "re-offended-twice/12", rate("0.01")));
        var measured = ContractRules.measured(domain(Contract.Kind.FOLLOW_UP, "re-offended", "0.1", true), figures);

        assertEquals(number("0.07"), measured.value());
        assertEquals(List.of("uncontrolled", "small"), measured.caveats());
        assertEquals(Optional.of(Figure.FOLLOW_UP_RATE), measured.figure());
    }

    @Test
    void severalWindowsOfAnEventDoNotAddUp() {
        var figures = figure(
                Figure.FOLLOW_UP_RATE,
                "byEvent",
                Map.of("re-offended/12", rate("0.07"), "re-offended/24", rate("0.1")));
        var measured = ContractRules.measured(domain(Contract.Kind.FOLLOW_UP, "re-offended", "0.1", true), figures);

        assertEquals(Optional.empty(), measured.value());
        assertEquals(2, measured.parts().size());
    }

    @Test
    void whatIsNotThereHasAReason() {
        var none = ContractRules.measured(domain(Contract.Kind.INSTRUMENT, "SWEMWBS", "1", false), Map.of());
        var noScore = ContractRules.measured(
                domain(Contract.Kind.INSTRUMENT, "SWEMWBS", "1", false),
                figure(Figure.MEASURE_CHANGE, "byInstrument", Map.of("ONS4", Map.of())));
        var nobody = ContractRules.measured(
                domain(Contract.Kind.INSTRUMENT, "ONS4", "1", false),
                figure(Figure.MEASURE_CHANGE, "byInstrument", Map.of("ONS4", Map.of())));
        var unknown = ContractRules.measured(domain(Contract.Kind.FIGURE, "happiness", "1", false), Map.of());

        assertEquals(Optional.of(ContractRules.NOTHING_TOLD), none.reason());
        assertEquals(
                Optional.of("Nothing of it was recorded in the period, or nothing of it is told."), noScore.reason());
        assertEquals(Optional.of("There is nobody, or nothing before, to tell by."), nobody.reason());
        assertEquals(Optional.of("There is no figure of this code."), unknown.reason());
        assertEquals(Optional.empty(), unknown.figure());
    }

    private static Map<Figure, FigureValue> released(Figure figure, Object... parts) {
        var named = new TreeMap<String, Object>();
        for (int i = 0; i < parts.length; i += 2) {
            named.put((String) parts[i], new BigDecimal((String) parts[i + 1]));
        }
        return Map.of(
                figure,
                new FigureValue(
                        Optional.empty(),
                        Optional.of("several"),
                        named,
                        List.of("beware", "uncontrolled: there is no comparison arm")));
    }

    @Test
    void whatAnEditionTellsOfAnInstrumentIsFoundByItsName() {
        var measured = ContractRules.measured(
                domain(Contract.Kind.INSTRUMENT, "UCLA-3", "-1", true),
                released(
                        Figure.MEASURE_CHANGE,
                        "UCLA-3/participants/mean",
                        "-1.5",
                        "UCLA-3/participants/n",
                        "30",
                        "UCLA-3/maryland",
                        "1",
                        "UCLA-30/participants/mean",
                        "7",
                        "UCLA-30/maryland",
                        "3"));

        assertEquals(number("-1.5"), measured.value());
        assertEquals(Optional.empty(), measured.reason());
        assertEquals(
                Map.of(
                        "participants/mean", new BigDecimal("-1.5"),
                        "participants/n", new BigDecimal("30"),
                        "maryland", new BigDecimal("1")),
                measured.parts());
        assertEquals(List.of("uncontrolled: there is no comparison arm"), measured.caveats());
    }

    @Test
    void whatIsToldWithoutItsComparisonIsUncontrolledWhateverItsGrade() {
        var measured = domain(Contract.Kind.INSTRUMENT, "UCLA-3", "-1", true);
        var alone = ContractRules.measured(
                measured, released(Figure.MEASURE_CHANGE, "UCLA-3/participants/mean", "-1.5", "UCLA-3/maryland", "3"));
        var compared = ContractRules.measured(
                measured,
                released(
                        Figure.MEASURE_CHANGE,
                        "UCLA-3/participants/mean",
                        "-1.5",
                        "UCLA-3/differenceInDifferences/mean",
                        "-0.5",
                        "UCLA-3/maryland",
                        "3"));

        assertEquals(List.of("uncontrolled: there is no comparison arm"), alone.caveats());
        assertEquals(List.of(), compared.caveats());
    }

    @Test
    void ofAProgrammeWithoutFiguresItIsSaidThatNothingIsTold() {
        var measured = ContractRules.measured(domain(Contract.Kind.FIGURE, "active", "1", false), Map.of());

        assertEquals(Optional.empty(), measured.value());
        assertEquals(Optional.of(ContractRules.NOTHING_TOLD), measured.reason());
    }

    @Test
    void whatAnEditionTellsOfAServiceOrAnEventIsFoundByItsName() {
        var use = ContractRules.measured(
                domain(Contract.Kind.SERVICE_USE, "gp-visit", "-0.1", true),
                released(
                        Figure.SERVICE_USE_CHANGE,
                        "gp-visit/participants/change",
                        "-0.25",
                        "gp-visit/comparison/change",
                        "0.5",
                        "gp-visit/differenceInDifferences",
                        "-0.75",
                        "gp-visit/maryland",
                        "3"));
        var event = ContractRules.measured(
                domain(Contract.Kind.FOLLOW_UP, "re-offended", "0.1", true),
                released(
                        Figure.FOLLOW_UP_RATE,
                        "re-offended/12/participants/rate",
                        "0.0667",
                        "re-offended/12/participants/yes",
                        "20",
                        "re-offended-twice/12/participants/rate",
                        "0.01"));

        assertEquals(number("-0.25"), use.value());
        assertEquals(List.of(), use.caveats());
        assertEquals(number("0.0667"), event.value());
    }

    @Test
    void whatAnEditionTellsOfSeveralWindowsDoesNotAddUpAndWhatItWithholdsIsNotThere() {
        var windows = ContractRules.measured(
                domain(Contract.Kind.FOLLOW_UP, "re-offended", "0.1", true),
                released(
                        Figure.FOLLOW_UP_RATE,
                        "re-offended/12/participants/rate",
                        "0.0667",
                        "re-offended/24/participants/lost",
                        "10"));
        var withheld = ContractRules.measured(
                domain(Contract.Kind.INSTRUMENT, "UCLA-3", "-1", true),
                released(Figure.MEASURE_CHANGE, "ONS4/participants/mean", "1"));

        assertEquals(Optional.empty(), windows.value());
        assertEquals(
                List.of("re-offended/12", "re-offended/24"),
                List.copyOf(windows.parts().keySet()));
        assertEquals(Optional.empty(), withheld.value());
        assertEquals(
                Optional.of("Nothing of it was recorded in the period, or nothing of it is told."), withheld.reason());
    }
}
