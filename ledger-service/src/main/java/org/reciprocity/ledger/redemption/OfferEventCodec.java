package org.reciprocity.ledger.redemption;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Redemption offers' events as they are stored and published. */
public final class OfferEventCodec {
    private static final String OPENED = "org.reciprocity.redemption-offer-opened.v1";
    private static final String STOCK_SET = "org.reciprocity.redemption-offer-stock-set.v1";
    private static final String WITHDRAWN = "org.reciprocity.redemption-offer-withdrawn.v1";

    private OfferEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID offer, long version, Instant at, OfferEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.EXCHANGES,
                offer.toString(),
                switch (event) {
                    case OfferEvent.Opened opened -> OPENED;
                    case OfferEvent.StockSet set -> STOCK_SET;
                    case OfferEvent.Withdrawn withdrawn -> WITHDRAWN;
                },
                offer,
                version,
                community,
                at,
                body(event));
    }

    private static String body(OfferEvent event) {
        return switch (event) {
            case OfferEvent.Opened(Offer.Terms terms, Long quantity) ->
                EventBody.object()
                        .put("agency", terms.agency())
                        .put("code", terms.code())
                        .put("kind", terms.kind().wire())
                        .put("benefitsAdvice", terms.kind().benefitsAdvice())
                        .put("minutes", terms.minutes())
                        .put("quantity", quantity)
                        .put("from", terms.from())
                        .put("until", terms.until())
                        .put("restrictions", terms.restrictions())
                        .json();
            case OfferEvent.StockSet(long quantity) ->
                EventBody.object().put("quantity", quantity).json();
            case OfferEvent.Withdrawn(String reason) ->
                EventBody.object().put("reason", reason).json();
        };
    }

    /** An event that was stored. */
    public static OfferEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case OPENED -> {
                var restrictions = new ArrayList<String>();
                json.get("restrictions").forEach(code -> restrictions.add(code.textValue()));
                yield new OfferEvent.Opened(
                        new Offer.Terms(
                                UUID.fromString(json.get("agency").textValue()),
                                json.get("code").textValue(),
                                Offer.Kind.of(json.get("kind").textValue()),
                                json.get("minutes").intValue(),
                                day(json, "from"),
                                day(json, "until"),
                                restrictions),
                        quantity(json));
            }
            case STOCK_SET -> new OfferEvent.StockSet(json.get("quantity").longValue());
            case WITHDRAWN -> new OfferEvent.Withdrawn(json.get("reason").textValue());
            default -> throw new IllegalStateException("Not an offer's event: " + type);
        };
    }

    private static Long quantity(JsonNode json) {
        return json.has("quantity") ? json.get("quantity").longValue() : null;
    }

    private static LocalDate day(JsonNode json, String field) {
        return json.has(field) ? LocalDate.parse(json.get(field).textValue()) : null;
    }
}
