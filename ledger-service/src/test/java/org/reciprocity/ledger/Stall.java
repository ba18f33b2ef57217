package org.reciprocity.ledger;

import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.UUID;

/** What a partner of a town offers, and how it is held and bought. */
final class Stall {
    private Stall() {}

    /** The body of an offer; further fields begin with a comma. */
    static String offer(Town town, String kind, int minutes, String more) {
        return """
                {"communityId":"%s","agencyId":"%s","code":"swim","kind":"%s","minutes":%d%s}
                """.formatted(town.community, town.partner, kind, minutes, more);
    }

    static UUID opened(Town town, String kind, int minutes, String more) {
        return id(created("/redemption-offers", town.partnerToken, offer(town, kind, minutes, more)));
    }

    static JsonNode shown(Town town, UUID offer) {
        return get("/redemption-offers/" + offer, town.leadToken);
    }

    static long remaining(Town town, UUID offer) {
        return shown(town, offer).get("remaining").longValue();
    }

    /** The body of a redemption of an offer with the participant's word. */
    static String purchase(Town town, UUID offer, UUID participant, int minutes) {
        return """
                {"communityId":"%s","kind":"redemption","occurredAt":"2026-05-04T10:00:00Z","offerId":"%s",
                 "legs":[{"providerId":"%s","receiverId":"%s","minutes":%d}],
                 "confirmations":[{"participantId":"%s","how":"party"}]}
                """.formatted(town.community, offer, town.partner, participant, minutes, participant);
    }

    static Response buy(Town town, UUID offer, UUID participant, int minutes) {
        return post("/exchanges", town.leadToken, purchase(town, offer, participant, minutes));
    }

    /** Buys, and gives the exchange. */
    static UUID bought(Town town, UUID offer, UUID participant, int minutes) {
        return id(created("/exchanges", town.leadToken, purchase(town, offer, participant, minutes)));
    }

    /** The body of a hold for nothing but a partner; further fields begin with a comma. */
    static String hold(Town town, UUID participant, int minutes, String more) {
        return """
                {"communityId":"%s","participantId":"%s","agencyId":"%s","minutes":%d,"how":"party"%s}
                """.formatted(town.community, participant, town.partner, minutes, more);
    }

    /** The body of a hold for units of an offer; further fields begin with a comma. */
    static String hold(Town town, UUID participant, UUID offer, int units, String more) {
        return """
                {"communityId":"%s","participantId":"%s","offerId":"%s","units":%d,"how":"party"%s}
                """.formatted(town.community, participant, offer, units, more);
    }

    /** Sets how many units there are in all. */
    static Response stock(UUID offer, String token, int quantity) {
        var path = "/redemption-offers/" + offer;
        return Town.replace(path + "/stock", path, token, "{\"quantity\":" + quantity + "}");
    }

    /** Everything that can happen to offers, holds and tickets. */
    static void play(Town town, UUID participant) {
        var offer = opened(town, "ticket", 10, ",\"quantity\":4");
        stock(offer, town.partnerToken, 5);
        var captured = id(created("/holds", town.leadToken, hold(town, participant, offer, 2, "")));
        var exchange = created("/holds/" + captured + "/capture", town.partnerToken, "{\"minutes\":10}")
                .get("exchangeId")
                .textValue();
        check(town.partnerToken, code(town, UUID.fromString(exchange)));
        var released = id(created("/holds", town.leadToken, hold(town, participant, 10, "")));
        created("/holds/" + released + "/release", town.leadToken, "{\"reason\":\"booking-cancelled\"}");
        var soon = java.time.Instant.now().plusMillis(300);
        var expired =
                id(created("/holds", town.leadToken, hold(town, participant, 10, ",\"expiresAt\":\"" + soon + "\"")));
        Book.eventually("the hold is over", () -> get("/holds/" + expired, town.leadToken)
                .get("state")
                .textValue()
                .equals("expired"));
        var returned = bought(town, offer, participant, 10);
        created("/exchanges/" + returned + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        created("/redemption-offers/" + offer + "/withdrawal", town.partnerToken, "{\"reason\":\"season-over\"}");
        created(
                "/communities/" + town.community + "/retirements",
                town.leadToken,
                "{\"agencyId\":\"" + town.partner + "\",\"minutes\":5,\"manner\":\"waived\"}");
    }

    static String code(Town town, UUID exchange) {
        return get("/exchanges/" + exchange + "/ticket", town.leadToken)
                .get("code")
                .textValue();
    }

    static Response check(String token, String code) {
        return post("/tickets/check", token, "{\"code\":\"" + code + "\"}");
    }
}
