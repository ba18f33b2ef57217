package org.reciprocity.matching.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.fit.Areas;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.model.RoundModels;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.score.WeightSet;

/**
 * The body of {@code PUT /communities/{id}/matching-policy}; what is left out has its default.
 *
 * @param preset the weights of rounds that name none; core-economy when null
 * @param consentPurpose the purpose that participants have to consent to; nobody is asked when null
 * @param offerDays after so many days an offer lapses that nobody renews; never when null
 * @param reminderDays so many days before, its agency is reminded; 14 when null
 * @param quietDays after so many days without a word an agreed match has gone quiet; 14 when null
 * @param clearances the roles in settings that ask for clearance; none when null
 * @param model by which rounds decide that name none; round when null
 * @param schedule when rounds run by themselves; never when null
 * @param presets weights of the community's own, by names that no preset has; none when null
 * @param neighbours the areas that are next to each other; none when null
 */
@Schema(name = "NewMatchingPolicy")
public record PolicyForm(
        String preset,

        @Pattern(regexp = PolicyForm.CODE, message = "must be a code")
        String consentPurpose,

        @Min(value = 1, message = "must be 1 or more") @Max(value = 3650, message = "must be 3650 or less")
        Integer offerDays,

        @Min(value = 0, message = "must be 0 or more") @Max(value = 365, message = "must be 365 or less")
        Integer reminderDays,

        @Min(value = 1, message = "must be 1 or more") @Max(value = 365, message = "must be 365 or less")
        Integer quietDays,

        @Size(max = 200, message = "must be 200 or fewer")
        List<@NotNull(message = "must be given") @Valid ClearanceForm> clearances,

        String model,

        @Valid ScheduleForm schedule,

        @Size(max = 20, message = "must be 20 or fewer")
        List<@NotNull(message = "must be given") @Valid WeightsForm> presets,

        @Size(max = 1000, message = "must be 1000 or fewer")
        List<@NotNull(message = "must be given") @Valid NeighboursForm> neighbours) {

    /** A code, as the ledger has them. */
    public static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /**
     * A role in a setting.
     *
     * @param role the role's code
     * @param setting the setting's code
     */
    @Schema(name = "RoleInSetting")
    public record ClearanceForm(
            @NotNull(message = "must be given") @Pattern(regexp = CODE, message = "must be a code")
            String role,

            @NotNull(message = "must be given") @Pattern(regexp = CODE, message = "must be a code")
            String setting) {}

    /**
     * Two areas that are next to each other, in either order.
     *
     * @param area the code of one
     * @param nextTo the code of the other
     */
    @Schema(name = "NeighbouringAreas")
    public record NeighboursForm(
            @NotNull(message = "must be given") @Pattern(regexp = Areas.CODE, message = Areas.RULE)
            String area,

            @NotNull(message = "must be given") @Pattern(regexp = Areas.CODE, message = Areas.RULE)
            String nextTo) {

        static NeighboursForm of(AreaPair pair) {
            return new NeighboursForm(pair.area(), pair.other());
        }
    }

    /**
     * When rounds run by themselves.
     *
     * @param rule a recurrence rule of RFC 5545, such as {@code FREQ=WEEKLY;BYDAY=MO}
     * @param start the first time, where the community is, such as {@code 2026-05-04T06:00}
     */
    @Schema(name = "RoundSchedule")
    public record ScheduleForm(
            @NotNull(message = "must be given")
            @Pattern(regexp = "[A-Za-z0-9=;,:+-]{1,500}", message = "must be a recurrence rule of RFC 5545")
            String rule,

            @NotNull(message = "must be given") String start) {

        static ScheduleForm of(RoundSchedule schedule) {
            return schedule == null
                    ? null
                    : new ScheduleForm(schedule.rule(), schedule.start().toString());
        }

        RoundSchedule schedule() {
            try {
                return new RoundSchedule(rule, LocalDateTime.parse(start));
            } catch (DateTimeParseException e) {
                throw Forms.invalid("schedule.start", "must be a local date and time, such as 2026-05-04T06:00");
            }
        }
    }

    private String knownModel() {
        if (model != null && RoundModels.of(model).isEmpty()) {
            throw Forms.invalid("model", "must be one of " + RoundModels.codes());
        }
        return model;
    }

    private List<WeightSet> ownWeights() {
        if (presets == null) {
            return List.of();
        }
        var codes = new HashSet<String>();
        for (int i = 0; i < presets.size(); i++) {
            var code = presets.get(i).code();
            if (Preset.of(code).isPresent() || !codes.add(code)) {
                throw Forms.invalid("presets[" + i + "].code", "must be a name that no other weights have");
            }
        }
        return presets.stream()
                .map(WeightsForm::set)
                .sorted(Comparator.comparing(WeightSet::code))
                .toList();
    }

    private Set<AreaPair> areaPairs() {
        if (neighbours == null) {
            return Set.of();
        }
        for (int i = 0; i < neighbours.size(); i++) {
            if (neighbours.get(i).area().equals(neighbours.get(i).nextTo())) {
                throw Forms.invalid("neighbours[" + i + "].nextTo", "must be another area");
            }
        }
        return neighbours.stream()
                .map(pair -> AreaPair.of(pair.area(), pair.nextTo()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The policy of that version; weights that there are not are answered 422. */
    MatchingPolicy policy(long version) {
        var own = ownWeights();
        return new MatchingPolicy(
                preset == null
                        ? MatchingPolicy.NONE.preset()
                        : MatchingPolicy.weights(own, preset)
                                .orElseThrow(() ->
                                        Forms.invalid("preset", "must be one of " + MatchingPolicy.weightCodes(own))),
                consentPurpose,
                offerDays,
                reminderDays == null ? MatchingPolicy.NONE.reminderDays() : reminderDays,
                quietDays == null ? MatchingPolicy.NONE.quietDays() : quietDays,
                clearances == null
                        ? Set.of()
                        : clearances.stream()
                                .map(clearance -> new Clearance(clearance.role(), clearance.setting()))
                                .collect(Collectors.toUnmodifiableSet()),
                knownModel(),
                schedule == null ? null : schedule.schedule(),
                own,
                areaPairs(),
                version);
    }
}
