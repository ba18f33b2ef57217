package org.reciprocity.ledger.exchange;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.ledger.problem.Problem;

/** A confirmation to note. */
@Schema(
        name = "NewConfirmation",
        examples = "{\"participantId\":\"0198f000-0000-7000-8000-000000000022\",\"how\":\"party\"}")
public record NewConfirmation(
        @Schema(description = "The party; an agency or the community confirms by its own id")
        UUID participantId,

        @Schema(
                description =
                        "Instead of a party: every participant who has not spoken yet, on their behalf, by a broker"
                                + " or steward who has no part in it; where all have spoken, their approval of it")
        Boolean everyone,

        @Schema(
                description =
                        "party: its own word. on-behalf: that of a broker or steward, or of a supporter, who speaks"
                                + " for it.",
                enumeration = {"party", "on-behalf"})
        @NotNull
        @Pattern(regexp = "party|on-behalf", message = "party or on-behalf")
        String how,

        @Schema(description = "How long it was in the party's view, if that is not as recorded")
        @Min(1)
        @Max(ExchangeDecider.LONGEST_LEG_MINUTES)
        Integer minutes,

        @Schema(description = "The participant who speaks for the party; left out where a broker or steward does")
        UUID actorId,

        @Schema(
                description = "By what right somebody speaks for the party; broker when left out",
                enumeration = {"broker", "parent", "guardian", "appointee", "deputy", "attorney", "carer"})
        @Pattern(
                regexp = "broker|parent|guardian|appointee|deputy|attorney|carer",
                message = "broker, parent, guardian, appointee, deputy, attorney or carer")
        String authority) {

    ExchangeCommand.Word word() {
        boolean all = Boolean.TRUE.equals(everyone);
        if (all == (participantId != null)) {
            throw Problem.field("participantId", "a party, or everyone").exception();
        }
        if (how.equals("party")) {
            if (all || actorId != null || authority != null) {
                throw Problem.field("how", "on-behalf, where somebody speaks for others")
                        .exception();
            }
            return new ExchangeCommand.Word(participantId, Exchange.How.PARTY, minutes, null, null);
        }
        var right = authority == null ? Exchange.Authority.BROKER : Exchange.Authority.of(authority);
        if ((right == Exchange.Authority.BROKER) != (actorId == null) || (all && actorId != null)) {
            throw Problem.field("actorId", "given with an authority other than broker, and only then")
                    .exception();
        }
        return new ExchangeCommand.Word(participantId, Exchange.How.ON_BEHALF, minutes, actorId, right);
    }
}
