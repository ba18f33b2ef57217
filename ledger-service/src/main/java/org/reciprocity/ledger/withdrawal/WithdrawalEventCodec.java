package org.reciprocity.ledger.withdrawal;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Withdrawals as they are stored and published: in the stream of what is withdrawn, under the key of its programme. */
public final class WithdrawalEventCodec {
    /** The event's type. */
    public static final String WITHDRAWN = "org.reciprocity.outcome-withdrawn.v1";

    private WithdrawalEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID programme, long version, Instant at, Withdrawal withdrawal) {
        return new NewEvent(
                EventIds.next(),
                Topics.OUTCOMES,
                programme.toString(),
                WITHDRAWN,
                withdrawal.outcome(),
                version,
                community,
                at,
                EventBody.object()
                        .put("outcome", withdrawal.outcome())
                        .put("of", withdrawal.of().wire())
                        .put("reason", withdrawal.reason().wire())
                        .json());
    }

    /** An event that was stored. */
    public static Withdrawal read(String type, String body) {
        if (!type.equals(WITHDRAWN)) {
            throw new IllegalStateException("Not a withdrawal: " + type);
        }
        var json = EventBody.read(body);
        return new Withdrawal(
                UUID.fromString(json.get("outcome").textValue()),
                Withdrawal.Of.of(json.get("of").textValue()),
                Withdrawal.Reason.of(json.get("reason").textValue()));
    }
}
