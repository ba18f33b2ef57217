package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
    void goesOnWhereItWasInterrupted() {
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
