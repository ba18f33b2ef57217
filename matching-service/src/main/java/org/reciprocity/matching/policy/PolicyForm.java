package org.reciprocity.matching.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.model.RoundModels;
import org.reciprocity.matching.score.Preset;

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

        @Valid ScheduleForm schedule) {

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

    /** The policy of that version; a preset that there is not is answered 422. */
    MatchingPolicy policy(long version) {
        return new MatchingPolicy(
                preset == null
                        ? MatchingPolicy.NONE.preset()
                        : Preset.of(preset)
                                .orElseThrow(() -> Forms.invalid("preset", "must be one of " + Preset.codes())),
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
                version);
    }
}
