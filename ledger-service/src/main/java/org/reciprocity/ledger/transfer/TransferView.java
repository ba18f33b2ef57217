package org.reciprocity.ledger.transfer;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A transfer as it is shown. It names no participant: each side's exchange does, to those who may see it. */
@Schema(name = "Transfer")
public record TransferView(
        @Schema(description = "Also the id of the exchange in the sending community")
        UUID id,

        UUID fromCommunityId,
        UUID toCommunityId,

        @Schema(description = "The exchange in the sending community: the participant pays, and is the receiver")
        UUID fromExchangeId,

        @Schema(description = "The exchange in the receiving community: the participant, or the pot, is credited")
        UUID toExchangeId,

        int minutes,

        @Schema(enumeration = {"settled", "reversed"}) String state,

        UUID recordedBy,

        @Schema(description = "Your own reference; shown to the agency whose it is")
        String externalRef,

        Instant occurredAt,
        Instant recordedAt,

        @Schema(description = "Of the exchange in the sending community")
        long version) {}
