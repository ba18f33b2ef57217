package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.system.Service;

/** Somebody who gave and received for a year, and has a balance, is erased: the chain still verifies, and no figure moves. */
class ErasureIT {
    private static final UUID COMMUNITY = Ids.community("rushey-green");
    private static final UUID LEAD = Ids.agency("rushey-green-time-bank");
    private static final List<String> PROGRAMMES = List.of("time-bank", "self-care");
    private static final List<String> PERIODS = List.of("all", "2024", "2025", "2024-Q3", "2024-11");

    /**
     * Figures that an erasure moves by design, each with its reason. Of those by band nothing is asked here: a person who told
     * nothing is in them as before, and one who told something counts as not told from then on.
     */
    private static final Map<String, String> MOVED = Map.of(
            "outstanding", "the balance goes to the community's pot, so that participants hold less",
            "velocity", "it is made of credit outstanding",
            "balance-dispersion", "the account stands at zero");

    /** Parts in which other figures tell of the erasure itself, each with its reason; their values and all other parts stay. */
    private static final Map<String, String> TOLD_IN = Map.of(
            "exchanges", "/parts/byKind/settlement", // The balance is settled by an exchange, which is counted apart.
            "late-entries", "/parts/entries", // So many entries there are, that one among them.
            "offers", "/parts/withdrawn"); // What the person still offered is withdrawn.

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final PlayedSystem PLAYED = new PlayedSystem();

    private final HttpClient http = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode json) {}

    @Test
    void movesNoFigureAndLeavesTheChainWhole() {
        everythingIsRead();
        var account = somebody();
        var person = account.path("ownerId").asText();
        assertTrue(settled(person) > 0, "the person gave or received");
        var before = figures();

        var erased = call(
                Service.LEDGER,
                "/participants/" + person + "/erasure",
                steward(),
                Optional.of("{\"reason\":\"requested\"}"));
        assertEquals(201, erased.status(), () -> erased.json().toString());
        everythingIsRead();

        var after = figures();
        assertEquals(before.keySet(), after.keySet());
        var moved = new TreeMap<String, String>();
        before.forEach((cell, value) -> {
            if (!value.equals(after.get(cell)) && !MOVED.containsKey(cell.substring(cell.lastIndexOf(' ') + 1))) {
                moved.put(cell, value + " -> " + after.get(cell));
            }
        });
        assertEquals(Map.of(), moved);
        assertNotEquals(before, after, "the balance was settled, which credit outstanding tells");

        nobodyIsBehindTheId(person, account.path("id").asText());
        assertTrue(get(Service.LEDGER, "/communities/" + COMMUNITY + "/audit")
                .json()
                .path("intact")
                .asBoolean());
        var invariants =
                get(Service.LEDGER, "/communities/" + COMMUNITY + "/invariants").json();
        assertTrue(invariants.path("holds").asBoolean(), invariants::toString);
    }

    private void nobodyIsBehindTheId(String person, String account) {
        for (var path : List.of("", "/details", "/record")) {
            var answer = get(Service.LEDGER, "/participants/" + person + path);
            assertEquals(410, answer.status(), path);
            assertEquals(
                    "/problems/participant-erased", answer.json().path("type").asText());
        }
        assertEquals(
                404,
                get(Service.MATCHING, "/participants/" + person + "/record").status());
        var settled = get(Service.LEDGER, "/accounts/" + account).json();
        assertEquals("closed", settled.path("status").asText());
        assertEquals(0, settled.path("balanceMinutes").asLong(-1));
        var offers = get(Service.MATCHING, "/offers?state=open&communityId=" + COMMUNITY + "&participantId=" + person)
                .json();
        assertEquals(0, offers.path("items").size());
    }

    /** The account of somebody with a balance and exchanges, for whom nothing in matching is open between them and others. */
    private JsonNode somebody() {
        var accounts = get(Service.LEDGER, "/accounts?limit=500&kind=participant&communityId=" + COMMUNITY)
                .json()
                .path("items");
        for (var account : accounts) {
            var person = account.path("ownerId").asText();
            if (account.path("balanceMinutes").asLong() > 0
                    && account.path("status").asText().equals("open")
                    && ofThem(Service.LEDGER, "/exchanges", person).count() > 5
                    && ofThem(Service.MATCHING, "/requests", person).findAny().isEmpty()
                    && ofThem(Service.MATCHING, "/offers", person).findAny().isPresent()
                    && ofThem(Service.MATCHING, "/proposals", person)
                            .noneMatch(proposal -> List.of("proposed", "agreed")
                                    .contains(proposal.path("state").asText()))) {
                return account;
            }
        }
        throw new AssertionError("nobody to erase");
    }

    private Stream<JsonNode> ofThem(Service service, String list, String person) {
        return get(service, list + "?limit=500&communityId=" + COMMUNITY + "&participantId=" + person)
                .json()
                .path("items")
                .valueStream();
    }

    /** How many exchanges of theirs stand. */
    private long settled(String person) {
        return ofThem(Service.LEDGER, "/exchanges", person)
                .filter(exchange -> exchange.path("state").asText().equals("settled"))
                .count();
    }

    /** Every figure of the community and its programmes in several periods: its value, its parts and what to beware of. */
    private Map<String, String> figures() {
        var cells = new TreeMap<String, String>();
        var places = Stream.concat(
                        Stream.of(""),
                        PROGRAMMES.stream().map(code -> "&programmeId=" + Ids.programme("rushey-green", code)))
                .toList();
        for (var place : places) {
            for (var period : PERIODS) {
                var question = "/figures/table?communityId=" + COMMUNITY + place + "&period=" + period;
                var answer = get(Service.REPORTING, question);
                assertEquals(200, answer.status(), () -> question + " " + answer.json());
                for (var row : answer.json().path("figures")) {
                    cells.put(
                            question + " " + row.path("figure").asText(),
                            without(row, TOLD_IN.get(row.path("figure").asText())));
                }
            }
        }
        assertFalse(cells.isEmpty());
        return cells;
    }

    private static String without(JsonNode row, String part) {
        if (part != null && !row.at(part).isMissingNode()) {
            int last = part.lastIndexOf('/');
            ((ObjectNode) row.at(part.substring(0, last))).remove(part.substring(last + 1));
        }
        return row.toString();
    }

    private void everythingIsRead() {
        Waits.allIsKnown((service, path) ->
                call(service, path, operator(), Optional.empty()).json());
    }

    private Answer get(Service service, String path) {
        return call(service, path, steward(), Optional.empty());
    }

    private Answer call(Service service, String path, String token, Optional<String> body) {
        var request = HttpRequest.newBuilder(PLAYED.system().address(service).resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
        body.ifPresent(json -> request.header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String steward() {
        return token(Optional.of(LEAD), "steward", "broker");
    }

    private static String operator() {
        return token(Optional.empty(), "operator");
    }

    private static String token(Optional<UUID> agency, String... roles) {
        return PLAYED.system().issuer().token(new TokenRequest("test", agency, List.of(roles), Duration.ofHours(1)));
    }
}
