package org.reciprocity.ledger;

import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A town in whose book there is some of everything: what an export of the book has to tell. */
final class BusyTown {
    final Town town = Town.founded();
    final UUID a = town.participant();
    final UUID b = town.participant(town.partnerToken);
    final List<UUID> reversed = new ArrayList<>();
    final List<UUID> settled = new ArrayList<>();
    final UUID creditFree;

    BusyTown() {
        settle(town.exchange("issuance", town.community, null, 600));
        settle(town.exchange("issuance", town.lead, null, 300));
        settle(town.exchange("grant", a, town.community.toString(), 200));
        settle(town.service(a, b, 90));
        settle(town.service(b, a, 30));
        settle(confirmed("contribution", b, town.lead.toString(), 120, b));
        settle(confirmed("contribution", a, town.community.toString(), 45, a));
        settle(confirmed("codesign", b, town.lead.toString(), 40, b)
                .replaceFirst("\\{", "{\"decision\":\"spring-menu\","));
        settle(confirmed("gift", b, a.toString(), 20, a));
        settle(confirmed("redemption", town.partner, a.toString(), 60, a));
        creditFree = settle(
                town.service(a, b, 75).replace("\"minutes\":75}", "\"minutes\":75,\"providerRole\":\"professional\"}"));
        for (int minutes : new int[] {15, 25}) {
            var mistake = settle(town.service(a, b, minutes));
            created("/exchanges/" + mistake + "/reversal", town.leadToken, "{\"reason\":\"wrong-minutes\"}");
            reversed.add(mistake);
        }
        session();
        reversalsOfALeaver();
        settled.add(id(created(
                "/communities/" + town.community + "/retirements",
                town.leadToken,
                "{\"agencyId\":\"" + town.partner + "\",\"minutes\":25,\"manner\":\"reimbursed\"}")));
        var pair = TransferTest.Pair.agreed(town);
        settled.add(UUID.fromString(created("/transfers", town.leadToken, pair.body(a, null, 35))
                .get("fromExchangeId")
                .textValue()));
        created("/exchanges", town.leadToken, town.proposal(a, b, 33));
        Book.sequenced();
    }

    /**
     * A session of two givers and two receivers, one of whom leaves in debt. No receiver's minutes are the sum of some givers'
     * and the pot's, so that the credit goes in as many parts whatever order the ids are in.
     */
    private void session() {
        var leaver = town.participant();
        var body = town.session("service", a, 55, Map.of(b, 60, leaver, 50), "")
                .replace(
                        "\"givers\":[",
                        "\"givers\":[{\"participantId\":\"" + town.participant() + "\",\"minutes\":20},")
                .replaceFirst("\\}\\s*$", ",\"confirmations\":[{\"everyone\":true,\"how\":\"on-behalf\"}]}");
        settle(body);
        leave(leaver);
    }

    private void leave(UUID leaver) {
        var account = town.account(leaver, "participant").get("id").textValue();
        var closed = Town.json(AccountResourceTest.act(
                "/accounts/" + account + "/closure", town.leadToken, 1, "{\"reason\":\"moved-away\"}"));
        settled.add(UUID.fromString(closed.get("settlementId").textValue()));
    }

    /**
     * What somebody who has left was credited is taken back, and the pot takes the loss: of a grant, which it had given itself,
     * and of a session in which it had no part.
     */
    private void reversalsOfALeaver() {
        var leaver = town.participant();
        var one = town.participant();
        var other = town.participant();
        var mistakes = List.of(
                settle(town.exchange("grant", leaver, town.community.toString(), 40)),
                settle(town.session(
                                "service",
                                leaver,
                                30,
                                Map.of(one, 50, other, 40),
                                ",\"confirmations\":[{\"everyone\":true,\"how\":\"on-behalf\"}]")
                        .replace(
                                "\"givers\":[",
                                "\"givers\":[{\"participantId\":\"" + town.participant() + "\",\"minutes\":60},")));
        leave(leaver);
        for (var mistake : mistakes) {
            created("/exchanges/" + mistake + "/reversal", town.leadToken, "{\"reason\":\"wrong-minutes\"}");
            reversed.add(mistake);
        }
    }

    private UUID settle(String body) {
        var exchange = created("/exchanges", town.leadToken, body);
        if (!exchange.get("state").textValue().equals("settled")) {
            throw new AssertionError("not settled: " + exchange);
        }
        settled.add(id(exchange));
        return id(exchange);
    }

    private String confirmed(String kind, UUID provider, String receiver, int minutes, UUID by) {
        return town.exchange(kind, provider, receiver, minutes)
                .replaceFirst("\\}\\s*$", ",\"confirmations\":[{\"participantId\":\"" + by + "\",\"how\":\"party\"}]}");
    }

    /** Every account of the town, as the API tells. */
    List<JsonNode> accounts() {
        var accounts = new ArrayList<JsonNode>();
        Town.get("/accounts?limit=200&communityId=" + town.community, town.leadToken)
                .get("items")
                .forEach(accounts::add);
        return accounts;
    }
}
