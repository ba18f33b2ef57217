package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Recorded;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.system.Service;

/** Holds the figures, appraisals, contracts and claims of a scenario against what its file says must come of it. */
final class Expectations {
    private final Api api;

    Expectations(Api api) {
        this.api = api;
    }

    /**
     * What was found.
     *
     * @param what what was looked at
     * @param must what had to stand there
     * @param is what stands there
     */
    record Found(String what, String must, String is) {
        boolean agrees() {
            return must.equals(is);
        }

        String line() {
            return agrees() ? "  " + what + " is " + is : "  " + what + " must be " + must + " and is " + is;
        }
    }

    List<Found> of(Scenario scenario) {
        return scenario.expect().stream()
                .map(expected -> look(scenario, expected))
                .toList();
    }

    private Found look(Scenario scenario, Recorded.Expected expected) {
        var steward = Caller.steward(Ids.agency(scenario.community().lead()));
        var what = name(expected) + " " + expected.at();
        try {
            var answer = api.get(Service.REPORTING, question(scenario, expected), steward);
            return new Found(what, expected.is(), asWritten(answer.json().at(expected.at()), expected.is()));
        } catch (PlayException e) {
            return new Found(what, expected.is(), "not to be had: " + e.getMessage());
        }
    }

    private static String question(Scenario scenario, Recorded.Expected expected) {
        var community = Ids.community(scenario.community().code());
        if (expected.figure() != null) {
            return "/figures/" + expected.figure() + "?period=all&communityId=" + community
                    + Optional.ofNullable(expected.programme())
                            .map(code -> "&programmeId="
                                    + Ids.programme(scenario.community().code(), code))
                            .orElse("");
        }
        if (expected.appraisal() != null) {
            return "/appraisals/" + scenario.recordId("appraisals", expected.appraisal())
                    + Optional.ofNullable(expected.horizon())
                            .map(horizon -> "?horizon=" + horizon)
                            .orElse("");
        }
        if (expected.contract() != null) {
            return "/contracts/" + scenario.recordId("contracts", expected.contract());
        }
        boolean own = scenario.records().getOrDefault("claims", List.of()).stream()
                .anyMatch(record -> expected.claim().equals(record.body().get("code")));
        return "/claims/" + (own ? scenario.recordId("claims", expected.claim()) : expected.claim());
    }

    private static String name(Recorded.Expected expected) {
        if (expected.figure() != null) {
            return expected.figure()
                    + Optional.ofNullable(expected.programme())
                            .map(code -> " of " + code)
                            .orElse("");
        }
        if (expected.appraisal() != null) {
            return "appraisal " + expected.appraisal()
                    + Optional.ofNullable(expected.horizon())
                            .map(horizon -> " over " + horizon)
                            .orElse("");
        }
        return expected.contract() != null ? "contract " + expected.contract() : "claim " + expected.claim();
    }

    /** A number in as many decimals as what is expected has; anything else as it stands. */
    private static String asWritten(JsonNode found, String expected) {
        if (!found.isNumber()) {
            return found.isValueNode() ? found.asText() : found.isMissingNode() ? "nothing" : found.toString();
        }
        int point = expected.indexOf('.');
        int decimals = point < 0 ? 0 : expected.length() - point - 1;
        return new BigDecimal(found.asText())
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
