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

        @Schema(description = "Why it was taken back") String reason,

        @Schema(description = "The agency that took it back; absent where it is so long ago that it was not kept")
        UUID correctedBy,

        @Schema(description = "When it was taken back") Instant correctedAt,

        @Schema(description = "Of the exchange in the sending community")
        long version) {

    /** The same once it has been taken back. */
    TransferView reversed(String reason, UUID by, Instant at) {
        return new TransferView(
                id,
                fromCommunityId,
                toCommunityId,
                fromExchangeId,
                toExchangeId,
                minutes,
                state,
                recordedBy,
                externalRef,
                occurredAt,
                recordedAt,
                reason,
                by,
                at,
                version);
    }
}
