package org.reciprocity.matching.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.http.Forms;

/**
 * The body of {@code POST /sessions/{id}/outcome}.
 *
 * @param outcome held, missed or cancelled
 * @param by of a missed one: giver, receiver or both
 * @param reason of a cancelled one: why
 */
@Schema(name = "SessionOutcome")
public record OutcomeForm(
        @NotNull(message = "must be given")
        @Pattern(regexp = "held|missed|cancelled", message = "must be held, missed or cancelled")
        String outcome,

        @Pattern(regexp = "giver|receiver|both", message = "must be giver, receiver or both")
        String by,

        @Pattern(
                regexp = "illness|no-time|weather|transport|no-longer-needed|other",
                message = "must be illness, no-time, weather, transport, no-longer-needed or other")
        String reason) {

    /** What it asks for; a missed session says by whom, a cancelled one why, and the others neither. */
    SessionCommand command(Instant now) {
        if ("missed".equals(outcome) == (by == null)) {
            throw Forms.invalid("by", "must be given of a missed session, and of no other");
        }
        if ("cancelled".equals(outcome) == (reason == null)) {
            throw Forms.invalid("reason", "must be given of a cancelled session, and of no other");
        }
        return switch (outcome) {
            case "held" -> new SessionCommand.Hold(now);
            case "missed" -> new SessionCommand.Miss(Absent.of(by), now);
            default -> new SessionCommand.Cancel(reason);
        };
    }
}
