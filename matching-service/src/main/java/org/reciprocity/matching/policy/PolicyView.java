package org.reciprocity.matching.policy;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.policy.PolicyForm.ClearanceForm;
import org.reciprocity.matching.policy.PolicyForm.NeighboursForm;
import org.reciprocity.matching.policy.PolicyForm.ScheduleForm;

/**
 * A community's policy as it is shown and published.
 *
 * @param preset the weights of rounds that name none
 * @param consentPurpose the purpose that participants have to consent to, or null
 * @param offerDays after so many days an offer lapses, or null
 * @param reminderDays so many days before, its agency is reminded
 * @param quietDays after so many days an agreed match has gone quiet
 * @param clearances the roles in settings that ask for clearance
 * @param model by which rounds decide that name none, or null
 * @param schedule when rounds run by themselves, or null
 * @param presets weights of the community's own, by their names
 * @param neighbours the areas that are next to each other
 */
@Schema(name = "MatchingPolicy")
@JsonPropertyOrder({
    "preset",
    "consentPurpose",
    "offerDays",
    "reminderDays",
    "quietDays",
    "clearances",
    "model",
    "schedule",
    "presets",
    "neighbours"
})
public record PolicyView(
        String preset,
        String consentPurpose,
        Integer offerDays,
        int reminderDays,
        int quietDays,
        List<ClearanceForm> clearances,
        String model,
        ScheduleForm schedule,
        List<WeightsForm> presets,
        List<NeighboursForm> neighbours) {

    static PolicyView of(MatchingPolicy policy) {
        return new PolicyView(
                policy.preset().code(),
                policy.consentPurpose(),
                policy.offerDays(),
                policy.reminderDays(),
                policy.quietDays(),
                policy.clearances().stream()
                        .sorted(Comparator.comparing(Clearance::role).thenComparing(Clearance::setting))
                        .map(clearance -> new ClearanceForm(clearance.role(), clearance.setting()))
                        .toList(),
                policy.model(),
                ScheduleForm.of(policy.schedule()),
                policy.presets().stream().map(WeightsForm::of).toList(),
                policy.neighbours().stream()
                        .sorted(AreaPair.ORDER)
                        .map(NeighboursForm::of)
                        .toList());
    }
}
