package org.reciprocity.ledger.transfer;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** What communities say about transfers, as it is stored and published. */
public final class TransferEventCodec {
    private static final String LIMIT_SET = "org.reciprocity.transfer-limit-set.v1";

    private TransferEventCodec() {}

    /** The stream of what a community says of another. */
    public static UUID stream(UUID community, UUID other) {
        return AccountIds.derived(community, "transfer-limit", other);
    }

    /** An event to append. */
    public static NewEvent write(UUID community, UUID stream, long version, Instant at, TransferEvent event) {
        return switch (event) {
            case TransferEvent.LimitSet(UUID other, long minutes) ->
                new NewEvent(
                        EventIds.next(),
                        Topics.EXCHANGES,
                        stream.toString(),
                        LIMIT_SET,
                        stream,
                        version,
                        community,
                        at,
                        EventBody.object()
                                .put("other", other)
                                .put("minutes", minutes)
                                .json());
        };
    }

    /** An event that was stored. */
    public static TransferEvent read(String type, String body) {
        if (!type.equals(LIMIT_SET)) {
            throw new IllegalStateException("Not an event about transfers: " + type);
        }
        var json = EventBody.read(body);
        return new TransferEvent.LimitSet(
                UUID.fromString(json.get("other").textValue()),
                json.get("minutes").longValue());
    }
}
