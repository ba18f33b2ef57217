package org.reciprocity.ledger.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Accounts' events as they are stored and published. */
public final class AccountEventCodec {
    private static final String OPENED = "org.reciprocity.account-opened.v1";
    private static final String LIMITS_SET = "org.reciprocity.account-limits-set.v1";
    private static final String STATUS_SET = "org.reciprocity.account-status-set.v1";

    private AccountEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID account, long version, Instant at, AccountEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.EXCHANGES,
                account.toString(),
                type(event),
                account,
                version,
                community,
                at,
                body(event));
    }

    private static String type(AccountEvent event) {
        return switch (event) {
            case AccountEvent.Opened opened -> OPENED;
            case AccountEvent.LimitsSet set -> LIMITS_SET;
            case AccountEvent.StatusSet set -> STATUS_SET;
        };
    }

    private static String body(AccountEvent event) {
        return switch (event) {
            case AccountEvent.Opened opened ->
                EventBody.object()
                        .put("kind", opened.kind().wire())
                        .put("owner", opened.owner())
                        .put("floor", opened.floor())
                        .put("ceiling", opened.ceiling())
                        .json();
            case AccountEvent.LimitsSet set ->
                EventBody.object()
                        .put("floor", set.floor())
                        .put("ceiling", set.ceiling())
                        .put("byPolicy", set.byPolicy() ? Boolean.TRUE : null)
                        .json();
            case AccountEvent.StatusSet set ->
                EventBody.object()
                        .put("status", set.status().wire())
                        .put("reason", set.reason())
                        .put("settlement", set.settlement())
                        .json();
        };
    }

    /** An event that was stored. */
    public static AccountEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case OPENED ->
                new AccountEvent.Opened(
                        AccountKind.of(json.get("kind").textValue()),
                        UUID.fromString(json.get("owner").textValue()),
                        minutes(json.get("floor")),
                        minutes(json.get("ceiling")));
            case LIMITS_SET ->
                new AccountEvent.LimitsSet(
                        minutes(json.get("floor")),
                        minutes(json.get("ceiling")),
                        json.path("byPolicy").booleanValue());
            case STATUS_SET ->
                new AccountEvent.StatusSet(
                        AccountStatus.of(json.get("status").textValue()),
                        json.get("reason").textValue(),
                        json.has("settlement")
                                ? UUID.fromString(json.get("settlement").textValue())
                                : null);
            default -> throw new IllegalStateException("Not an account's event: " + type);
        };
    }

    private static Long minutes(JsonNode node) {
        return node == null ? null : node.longValue();
    }
}
