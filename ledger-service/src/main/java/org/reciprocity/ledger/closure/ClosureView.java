package org.reciprocity.ledger.closure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What closing an account came to. */
@Schema(name = "AccountClosure")
public record ClosureView(
        UUID accountId,
        UUID communityId,
        UUID ownerId,

        @Schema(enumeration = "closed") String status,

        String reason,

        @Schema(description = "What the account had: it went to the pot; below zero, it came from the pot")
        long settledMinutes,

        @Schema(
                description =
                        "The exchange that settled it, the last where it took several; absent where the account stood"
                                + " at zero")
        UUID settlementId,

        @Schema(description = "Exchanges that were waiting and have been cancelled")
        List<UUID> cancelledIds,

        Instant closedAt,
        long version) {}
