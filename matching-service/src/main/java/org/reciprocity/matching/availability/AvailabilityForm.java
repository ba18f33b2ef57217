package org.reciprocity.matching.availability;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Availability.Slot;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.Json;

/**
 * When somebody can, as a client says it, as it is kept, shown and published.
 *
 * @param timeZone the participant's IANA time zone; the community's when null
 * @param slots the times
 */
@Schema(name = "Availability")
public record AvailabilityForm(
        @Pattern(regexp = "[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*", message = "must be an IANA time zone")
        @Size(max = 64, message = "must be an IANA time zone")
        String timeZone,

        @NotNull(message = "must be given") @Size(min = 1, max = 20, message = "must be 1 to 20 slots")
        List<@NotNull(message = "must be given") @Valid SlotForm> slots) {

    /**
     * A time, once or again and again.
     *
     * @param start when it begins first, on the clock of the time zone, without an offset
     * @param minutes how long it lasts
     * @param rule an RFC 5545 recurrence rule, daily or rarer; once when null
     * @param except days on which it does not recur
     */
    @Schema(name = "AvailabilitySlot")
    public record SlotForm(
            @NotNull(message = "must be given")
            @Pattern(
                    regexp = "(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}",
                    message = "must be a local date and time such as 2026-04-06T14:00")
            String start,

            @NotNull(message = "must be given")
            @Min(value = 1, message = "must be 1 or more")
            @Max(value = 1440, message = "must be 1440 or less")
            Integer minutes,

            @Pattern(regexp = "[A-Za-z0-9=;,+-]{1,200}", message = "must be an RFC 5545 recurrence rule")
            String rule,

            @Size(max = 100, message = "must be 100 days or fewer")
            List<
                            @NotNull(message = "must be given")
                            @Pattern(
                                    regexp = "(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}",
                                    message = "must be a day such as 2026-04-06")
                            String>
                    except) {}

    /**
     * What a client said.
     *
     * @param form what it sent, or null
     * @param zone the community's time zone
     * @return null for null; a zone or a day that there is not is answered 422
     */
    public static Availability of(AvailabilityForm form, ZoneId zone) {
        if (form == null) {
            return null;
        }
        return new Availability(
                form.timeZone() == null ? zone : zone(form.timeZone()),
                form.slots().stream().map(AvailabilityForm::slot).toList());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Forms.invalid("availability.timeZone", "must be an IANA time zone");
        }
    }

    private static Slot slot(SlotForm form) {
        try {
            return new Slot(
                    LocalDateTime.parse(form.start()),
                    form.minutes(),
                    form.rule(),
                    form.except() == null
                            ? List.of()
                            : form.except().stream().map(LocalDate::parse).toList());
        } catch (DateTimeException e) {
            throw Forms.invalid("availability.slots", "must have days that there are");
        }
    }

    /** As it is shown and published; null for null. */
    public static AvailabilityForm from(Availability availability) {
        return availability == null
                ? null
                : new AvailabilityForm(
                        availability.zone().getId(),
                        availability.slots().stream()
                                .map(slot -> new SlotForm(
                                        slot.start().toString(),
                                        slot.minutes(),
                                        slot.rule(),
                                        slot.except().isEmpty()
                                                ? null
                                                : slot.except().stream()
                                                        .map(LocalDate::toString)
                                                        .toList()))
                                .toList());
    }

    /** As a column of the database has it; null for null. */
    public static String column(Availability availability) {
        return availability == null ? null : Json.write(from(availability));
    }

    /** From the column. */
    public static Availability ofColumn(String column) {
        return column == null
                ? null
                : of(Json.read(column.getBytes(StandardCharsets.UTF_8), AvailabilityForm.class), ZoneId.of("UTC"));
    }
}
