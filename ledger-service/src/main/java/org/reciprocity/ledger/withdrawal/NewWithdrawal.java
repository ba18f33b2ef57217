package org.reciprocity.ledger.withdrawal;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why an outcome is withdrawn, as it is asked.
 *
 * @param reason the reason's code
 */
@Schema(name = "OutcomeWithdrawal", examples = "{\"reason\":\"entered-in-error\"}")
public record NewWithdrawal(
        @Schema(enumeration = {"entered-in-error", "consent-withdrawn", "duplicate"})
        @NotNull
        @Pattern(regexp = Withdrawal.Reason.PATTERN, message = Withdrawal.Reason.IS)
        String reason) {}
