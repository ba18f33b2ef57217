package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.keys.WrappedKeys;

/**
 * Master keys are rotated. The service of the tests wraps under "first" and knows "second" too, so keys that lie under
 * "second" are those of before.
 */
@LedgerTest
class KeyRotationTest {
    private static final String MASTER = "select master from person_key where person = '%s'";

    /** Has all keys wrapped by the other master key: by a rotation to it that a replica with other settings began. */
    private static void wrappedBySecond() {
        Keys.change("""
                insert into key_rotation (id, master, state, total) values ('%s', 'second', 'running', 0)
                """.formatted(UUID.randomUUID()));
        Book.eventually(
                "all are wrapped by the other",
                () -> Keys.number("select count(*) from key_rotation where state = 'running'") == 0);
    }

    private static void done(UUID rotation) {
        Book.eventually("the rotation is done", () -> get("/key-rotations/" + rotation, Tokens.operator())
                .get("state")
                .textValue()
                .equals("done"));
    }

    @Test
    void wrapsEveryKeyAnewAndLeavesWhatIsEncrypted() {
        var town = Town.founded();
        var people = List.of(town.participant(), town.participant(), town.participant());
        people.forEach(person -> DetailsTest.put(person, town.leadToken, "0", "{\"name\":\"" + person + "\"}"));
        var sealed = Book.rows("select encode(sealed, 'hex') from person_details where community_id = '"
                        + town.community + "' order by participant_id")
                .stream()
                .map(row -> row[0])
                .toList();
        wrappedBySecond();
        people.forEach(person ->
                assertEquals("second", Keys.rows(MASTER.formatted(person)).getFirst()[0]));
        people.forEach(person -> assertEquals(
                person.toString(),
                get("/participants/" + person + "/details", town.leadToken)
                        .at("/details/name")
                        .textValue()));

        long all = Keys.number("select count(*) from person_key");
        var begun = created("/key-rotations", Tokens.operator(), "");
        assertEquals("first", begun.get("master").textValue());
        assertEquals(all, begun.get("total").longValue());
        done(id(begun));
        var after = get("/key-rotations/" + id(begun), Tokens.operator());
        assertEquals(all, after.get("rewrapped").longValue());
        assertEquals(0, after.get("left").size());
        people.forEach(person ->
                assertEquals("first", Keys.rows(MASTER.formatted(person)).getFirst()[0]));
        people.forEach(person -> assertEquals(
                person.toString(),
                get("/participants/" + person + "/details", town.leadToken)
                        .at("/details/name")
                        .textValue()));
        assertEquals(
                sealed,
                Book.rows("select encode(sealed, 'hex') from person_details where community_id = '" + town.community
                                + "' order by participant_id")
                        .stream()
                        .map(row -> row[0])
                        .toList());
    }

    @Test
    void isOneAtATimeAndTellsWhatItHasNoMasterKeyFor() {
        var rotation = UUID.randomUUID();
        Keys.change("""
                with person as (insert into holder select gen_random_uuid() from generate_series(1, 450) returning id)
                insert into person_key (person, number, master, wrapped) select id, 1, 'elsewhere', '\\x00' from person
                """);
        try {
            Keys.change("insert into key_rotation (id, master, state, total) values ('%s', 'first', 'running', 450)"
                    .formatted(rotation));
            var left = get("/key-rotations/" + rotation, Tokens.operator());
            assertEquals("running", left.get("state").textValue());
            assertEquals("elsewhere", left.at("/left/0/master").textValue());
            assertEquals(450, left.at("/left/0/keys").intValue());
            assertTrue(!left.at("/left/0/known").booleanValue(), left::toString);
            assertEquals(503, given().get("/q/health/group/keys").statusCode());
            assertEquals(
                    rotation,
                    id(created("/key-rotations", Tokens.operator(), "")),
                    "one at a time: it is the one that is running");
        } finally {
            Keys.change("delete from person_key where master = 'elsewhere'");
        }
        done(rotation);
    }

    /** The database ends the connection in the third batch, after keys have been wrapped anew in it, as often as it is tried. */
    @Test
    void goesOnWhereItWasInterruptedInTheMidstOfABatch() {
        var town = Town.founded();
        var ana = town.participant();
        DetailsTest.put(ana, town.leadToken, "0", DetailsTest.ALL);
        var people = Stream.generate(UUID::randomUUID).limit(450).toList();
        var last = people.stream()
                .map(UUID::toString)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Keys.change(people.stream()
                .map(person -> "('" + person + "')")
                .collect(Collectors.joining(",", "insert into holder (id) values ", "")));
        Keys.change(people.stream()
                .map(person -> "('%s', 1, 'second', decode('%s', 'hex'))"
                        .formatted(person, WrappedKeys.fresh(LedgerBackends.master(2), "second", person)))
                .collect(Collectors.joining(
                        ",", "insert into person_key (person, number, master, wrapped) values ", "")));
        Keys.change("""
                create function cut() returns trigger language plpgsql as $$
                begin
                    perform pg_terminate_backend(pg_backend_pid());
                    return new;
                end $$
                """);
        Keys.change("create trigger cut before update on person_key for each row when (new.person = '" + last
                + "') execute function cut()");
        UUID rotation;
        try {
            var begun = created("/key-rotations", Tokens.operator(), "");
            rotation = id(begun);
            assertEquals(450, begun.get("total").intValue());
            Book.eventually(
                    "two batches are wrapped",
                    () -> rotation(rotation).get("rewrapped").intValue() == 400);
            Book.eventually(
                    "the third fails", () -> health().path("failing").asText().equals("rotation"));
            assertEquals(503, given().get("/q/health/group/keys").statusCode());
            var stands = rotation(rotation);
            assertEquals("running", stands.get("state").textValue());
            assertEquals(400, stands.get("rewrapped").intValue(), "what was not committed is not counted");
            assertEquals(50, stands.at("/left/0/keys").intValue());
            assertEquals(0, stands.at("/left/0/damaged").intValue());

            created("/participants/" + ana + "/erasure", town.leadToken, ErasureTest.REQUESTED);
            Book.eventually(
                    "keys are destroyed all the same", () -> get("/participants/" + ana + "/erasure", town.leadToken)
                            .has("keyDestroyedAt"));
        } finally {
            Keys.change("drop trigger cut on person_key");
            Keys.change("drop function cut");
        }
        done(rotation);
        assertEquals(450, rotation(rotation).get("rewrapped").intValue(), "each once");
        Book.eventually(
                "all is well again", () -> given().get("/q/health/group/keys").statusCode() == 200);
        wrappedBySecond();
        assertEquals(0, Keys.number("select count(*) from damaged_key"), "all open");
        done(id(created("/key-rotations", Tokens.operator(), "")));
    }

    @Test
    void passesOverAKeyThatDoesNotOpenAndTriesItAgainWhenItIsAsked() {
        var town = Town.founded();
        var people = List.of(town.participant(), town.participant(), town.participant());
        people.forEach(person -> DetailsTest.put(person, town.leadToken, "0", "{\"name\":\"" + person + "\"}"));
        wrappedBySecond();
        var damaged = people.get(1);
        turnABit(damaged);
        UUID rotation;
        try {
            rotation = id(created("/key-rotations", Tokens.operator(), ""));
            for (int round = 0; round < 2; round++) {
                Book.eventually(
                        "it is found",
                        () -> rotation(rotation).at("/left/0/damaged").intValue() == 1);
                Book.eventually(
                        "all others are wrapped",
                        () -> rotation(rotation).at("/left/0/keys").intValue() == 1);
                var stands = rotation(rotation);
                assertEquals("running", stands.get("state").textValue());
                assertEquals(
                        stands.get("total").longValue() - 1,
                        stands.get("rewrapped").longValue());
                assertTrue(stands.at("/left/0/known").booleanValue());
                assertEquals(503, given().get("/q/health/group/keys").statusCode());
                assertEquals(1, health().get("damaged").intValue());
                assertEquals(0, health().get("unreadable").intValue());
                for (var person : people) {
                    var details = given().auth().oauth2(town.leadToken).get("/participants/" + person + "/details");
                    if (person.equals(damaged)) {
                        refused(503, "keys-unavailable", details);
                    } else {
                        assertEquals(200, details.statusCode(), details::asString);
                        assertEquals(
                                "first", Keys.rows(MASTER.formatted(person)).getFirst()[0]);
                    }
                }
                assertEquals(rotation, id(created("/key-rotations", Tokens.operator(), "")));
            }
        } finally {
            turnABit(damaged);
        }
        created("/key-rotations", Tokens.operator(), "");
        done(rotation);
        assertEquals(
                damaged.toString(),
                get("/participants/" + damaged + "/details", town.leadToken)
                        .at("/details/name")
                        .textValue());
        assertEquals(200, given().get("/q/health/group/keys").statusCode());
    }

    private static void turnABit(UUID person) {
        Keys.change("update person_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where person = '"
                + person + "'");
    }

    private static JsonNode rotation(UUID rotation) {
        return get("/key-rotations/" + rotation, Tokens.operator());
    }

    private static JsonNode health() {
        return Town.json(given().get("/q/health/group/keys")).at("/checks/0/data");
    }

    @Test
    void isTheOperatorsAndHasOneAnswerUnderOneKey() {
        var town = Town.founded();
        refused(403, "role-missing", post("/key-rotations", town.leadToken, ""));
        refused(403, "role-missing", given().auth().oauth2(town.leadToken).get("/key-rotations/" + UUID.randomUUID()));
        refused(404, "not-found", given().auth().oauth2(Tokens.operator()).get("/key-rotations/" + UUID.randomUUID()));
        var key = UUID.randomUUID().toString();
        var first = post("/key-rotations", Tokens.operator(), key, "");
        var again = post("/key-rotations", Tokens.operator(), key, "");
        assertEquals(201, first.statusCode(), first::asString);
        assertEquals(first.asString(), again.asString());
        assertEquals("true", again.header("Idempotency-Replayed"));
        done(id(Town.json(first)));
    }
}
