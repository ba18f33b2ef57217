package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The whole book in the ValueFlows vocabulary. */
@LedgerTest
class ValueFlowsTest {
    private static final Pattern URN = Pattern.compile(
            "urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(#(credit|taken-over-\\d+|(leg|credit)-\\d+(-reversed)?))?");
    private static final Set<String> ACTIONS = Set.of("deliverService", "work", "transfer");

    @Test
    void sumsToTheBalancesOfTheApi() {
        var busy = new BusyTown();
        var sums = new TreeMap<String, Long>();
        busy.accounts()
                .forEach(account -> sums.put("urn:uuid:" + account.get("id").textValue(), 0L));
        for (var event : of(graph(busy.town), "EconomicEvent")) {
            if (event.get("action").textValue().equals("transfer")) {
                long minutes = event.at("/resourceQuantity/hasNumericalValue").longValue();
                sums.merge(event.get("resourceInventoriedAs").textValue(), -minutes, Long::sum);
                sums.merge(event.get("toResourceInventoriedAs").textValue(), minutes, Long::sum);
            }
        }
        var balances = new TreeMap<String, Long>();
        busy.accounts()
                .forEach(account -> balances.put(
                        "urn:uuid:" + account.get("id").textValue(),
                        account.get("balanceMinutes").longValue()));
        assertEquals(balances, sums);
        assertTrue(balances.values().stream().anyMatch(balance -> balance != 0));
    }

    @Test
    void tellsWhatOccurredInAPeriod() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created("/exchanges", town.leadToken, town.service(a, b, 10));
        created(
                "/exchanges",
                town.leadToken,
                town.service(a, b, 20).replace("2026-05-04T10:00:00Z", "2026-04-04T10:00:00Z"));
        Book.sequenced();
        var events = of(graph(town, "?from=2026-04-01T00:00:00Z&to=2026-05-04T10:00:00Z"), "EconomicEvent");

        assertEquals(
                List.of(20L, 20L), events.stream().map(ValueFlowsTest::quantity).toList());
    }

    @Test
    void correctsEachReversedEventByItsOwnQuantity() {
        var busy = new BusyTown();
        var events = new HashMap<String, JsonNode>();
        of(graph(busy.town), "EconomicEvent")
                .forEach(event -> events.put(event.get("@id").textValue(), event));
        var corrected = new HashSet<String>();
        for (var event : events.values()) {
            var quantity = quantity(event);
            if (event.has("corrects")) {
                var original = events.get(event.get("corrects").textValue());
                assertEquals(-quantity(original), quantity);
                assertEquals(original.get("action"), event.get("action"));
                assertEquals(original.get("hasPointInTime"), event.get("hasPointInTime"));
                assertEquals(original.get("resourceInventoriedAs"), event.get("resourceInventoriedAs"));
                assertEquals(original.get("toResourceInventoriedAs"), event.get("toResourceInventoriedAs"));
                assertTrue(corrected.add(event.get("corrects").textValue()));
            } else {
                assertTrue(quantity > 0, event::toString);
            }
        }
        var expected = new HashSet<String>();
        var takenOver = new ArrayList<Long>();
        for (var reversed : busy.reversed) {
            expected.add("urn:uuid:" + reversed + "#credit-1");
            events.forEach((id, event) -> {
                if (id.startsWith("urn:uuid:" + reversed + "#taken-over-")) {
                    takenOver.add(quantity(event));
                } else if (id.startsWith("urn:uuid:" + reversed + "#") && !event.has("corrects")) {
                    expected.add(id);
                }
            });
        }
        assertEquals(expected, corrected);
        assertEquals(List.of(30L, 40L), takenOver.stream().sorted().toList());
    }

    @Test
    void hasTheStructureOfTheVocabulary() {
        var busy = new BusyTown();
        var graph = graph(busy.town);
        var ids = new HashMap<String, String>();
        for (var node : graph) {
            var id = node.get("@id").textValue();
            assertTrue(URN.matcher(id).matches(), id);
            ids.putIfAbsent(id, node.get("@type").textValue());
        }
        for (var resource : of(graph, "EconomicResource")) {
            assertEquals(
                    "ResourceSpecification", ids.get(resource.get("conformsTo").textValue()));
            agent(ids, resource.get("primaryAccountable").textValue());
        }
        var actions = new HashMap<String, Integer>();
        for (var event : of(graph, "EconomicEvent")) {
            var action = event.get("action").textValue();
            assertTrue(ACTIONS.contains(action), action);
            actions.merge(action, 1, Integer::sum);
            OffsetDateTime.parse(event.get("hasPointInTime").textValue());
            OffsetDateTime.parse(event.get("created").textValue());
            assertEquals(
                    "urn:uuid:" + busy.town.community, event.get("inScopeOf").textValue());
            assertEquals("om2:minute-Time", measure(event).get("hasUnit").textValue());
            assertEquals(action.equals("work"), event.has("effortQuantity"));
            if (!event.has("corrects")) {
                agent(ids, event.get("provider").textValue());
                agent(ids, event.get("receiver").textValue());
                boolean reciprocal = event.has("reciprocalRealizationOf");
                var agreement = event.get(reciprocal ? "reciprocalRealizationOf" : "realizationOf");
                assertEquals("Agreement", ids.get(agreement.textValue()));
            }
        }
        assertEquals(Map.of("deliverService", 19, "work", 3, "transfer", 32), actions);
    }

    private static void agent(Map<String, String> ids, String id) {
        assertTrue(Set.of("Agent", "Organization").contains(ids.get(id)), id);
    }

    private static long quantity(JsonNode event) {
        return measure(event).get("hasNumericalValue").longValue();
    }

    private static JsonNode measure(JsonNode event) {
        return event.has("effortQuantity") ? event.get("effortQuantity") : event.get("resourceQuantity");
    }

    private static List<JsonNode> of(List<JsonNode> graph, String type) {
        return graph.stream()
                .filter(node -> node.get("@type").textValue().equals(type))
                .toList();
    }

    private static List<JsonNode> graph(Town town) {
        return graph(town, "");
    }

    private static List<JsonNode> graph(Town town, String period) {
        var response =
                given().auth().oauth2(town.leadToken).get("/communities/" + town.community + "/valueflows" + period);
        assertEquals(200, response.statusCode(), response::asString);
        assertTrue(response.contentType().startsWith("application/ld+json"), response::contentType);
        var document = Town.json(response);
        assertEquals(
                "https://w3id.org/valueflows/ont/vf#",
                document.at("/@context/@vocab").textValue(),
                response::asString);
        var graph = new ArrayList<JsonNode>();
        document.get("@graph").forEach(graph::add);
        return graph;
    }
}
