package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * An id in a body that is nothing the caller may see: {@code not-found}, with the field in which it stood, and the same bytes
 * whether there is such a thing or not, whatever else is wrong with the request.
 */
@LedgerTest
class NamedIdsTest {
    private static final String NOWHERE = "2f1c3a52-4b9e-4e0f-9f3d-6a1b2c3d4e5f";

    private static void same(String field, Object hidden, Function<Object, String> body, String path, String token) {
        var foreign = post(path, token, body.apply(hidden));
        var unknown = post(path, token, body.apply(UUID.randomUUID()));
        assertEquals(field, refused(404, "not-found", unknown).get("field").textValue());
        assertArrayEquals(unknown.asByteArray(), foreign.asByteArray(), foreign::asString);
    }

    @Test
    void namesTheFieldOfAnIdThatIsNotThere() {
        var town = Town.founded();
        var known = Things.of(town);
        var wrong = new TreeSet<String>();
        var named = new TreeSet<String>();
        for (var operation : Described.operations()) {
            if (operation.example() == null || !operation.method().equals("POST")) {
                continue;
            }
            var sample = known.body(operation);
            var path = known.path(operation);
            var sent = operation.with(path).query(known.query(operation)).header("If-Match", "\"1\"");
            for (var pointer : BodyPlaces.of(sample, "")) {
                if (path.containsValue(EveryAddressTest.UNKNOWN) || !pointer.endsWith("Id")) {
                    continue;
                }
                var field = pointer.substring(1).replaceAll("/([0-9]+)", "[$1]").replace('/', '.');
                var answer = sent.send(
                        town.leadToken,
                        BodyPlaces.with(
                                sample, pointer, TextNode.valueOf(NOWHERE).toString()));
                if (answer.statusCode() == 404 && answer.body().contains("\"field\":\"" + field + "\"")) {
                    named.add(operation + " " + field);
                } else if (answer.statusCode() == 404 && !answer.body().contains("\"field\":")) {
                    wrong.add(operation + " " + field + " -> " + answer.body());
                }
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
        for (var place : List.of(
                "POST /enrolments participantId",
                "POST /enrolments programmeId",
                "POST /cases participantId",
                "POST /cases programmeId",
                "POST /costs programmeId",
                "POST /programmes communityId")) {
            assertTrue(named.contains(place), () -> place + " is none of " + named);
        }
    }

    @Test
    void tellsNothingOfAParticipantWhateverElseIsWrongWithAHold() {
        var town = Town.founded();
        var stranger = Town.agency();
        Town.created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + stranger + "\",\"roles\":[\"partner\"]}");
        var token = Tokens.of(stranger, "agency", "broker");
        var theirs = town.participant();
        var offer = Stall.opened(town, "service", 60, "");
        var elsewhere = Town.founded();
        for (var more : List.of("", ",\"programmeId\":\"" + NOWHERE + "\"", ",\"id\":\"" + theirs + "\"")) {
            for (var hidden : List.of(theirs, elsewhere.participant())) {
                same("participantId", hidden, id -> Stall.hold(town, (UUID) id, 60, more), "/holds", token);
                same("participantId", hidden, id -> Stall.hold(town, (UUID) id, offer, 1, more), "/holds", token);
            }
        }
        var ours = town.participant();
        same(
                "agencyId",
                elsewhere.partner,
                id -> Stall.hold(town, ours, 60, "").replace(town.partner.toString(), id.toString()),
                "/holds",
                town.leadToken);
        same(
                "offerId",
                Stall.opened(elsewhere, "service", 60, ""),
                id -> Stall.hold(town, ours, (UUID) id, 1, ""),
                "/holds",
                town.leadToken);
        same(
                "communityId",
                elsewhere.community,
                id -> Stall.hold(town, ours, 60, "").replace(town.community.toString(), id.toString()),
                "/holds",
                town.leadToken);
    }

    @Test
    void tellsNothingOfEitherEndOfATransfer() {
        var from = Town.founded();
        var to = Town.founded();
        var elsewhere = Town.founded();
        var sender = from.participant();
        var body = "{\"fromParticipantId\":\"%s\",\"toCommunityId\":\"%s\",\"minutes\":60,\"how\":\"party\"}";
        same(
                "fromParticipantId",
                elsewhere.participant(),
                id -> body.formatted(id, to.community),
                "/transfers",
                from.leadToken);
        same("toCommunityId", to.community, id -> body.formatted(sender, id), "/transfers", from.leadToken);
        var there = Town.foundedBy(from);
        same(
                "toParticipantId",
                elsewhere.participant(),
                id -> body.formatted(sender, there.community)
                        .replaceFirst("\\{", "{\"toParticipantId\":\"" + id + "\","),
                "/transfers",
                from.leadToken);
    }

    @Test
    void tellsWhomAnExchangeDoesNotConcernOfNoneOfItsParties() {
        var town = Town.founded();
        var theirs = town.participant();
        for (var other : List.of(town.participant(), UUID.randomUUID())) {
            same(
                    "legs[0].providerId",
                    theirs,
                    id -> town.proposal((UUID) id, other, 30),
                    "/exchanges",
                    town.partnerToken);
            same(
                    "legs[0].providerId",
                    theirs,
                    id -> town.proposal(other, (UUID) id, 30),
                    "/exchanges",
                    town.partnerToken);
        }
        same(
                "confirmations[0].actorId",
                Town.founded().participant(),
                id -> town.proposal(theirs, town.participant(), 30)
                        .stripTrailing()
                        .replaceFirst(
                                "}$",
                                ",\"confirmations\":[{\"participantId\":\"" + theirs
                                        + "\",\"how\":\"on-behalf\",\"authority\":\"carer\",\"actorId\":\"" + id
                                        + "\"}]}"),
                "/exchanges",
                town.leadToken);
    }
}
