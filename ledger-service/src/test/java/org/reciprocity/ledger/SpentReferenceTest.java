package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.reciprocity.ledger.Imports.events;
import static org.reciprocity.ledger.Imports.person;
import static org.reciprocity.ledger.Imports.report;
import static org.reciprocity.ledger.Imports.told;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** References by which agencies knew who has been erased, and what they took part in: they stay taken. */
@LedgerTest
class SpentReferenceTest {
    private static final String YEAR = """
            session,date,provider,receiver,minutes,confirmed,reference
            s1,2025-05-04,T-1,,60,party,S-1
            s1,2025-05-04,,T-2,30,party,S-1
            s1,2025-05-04,,T-3,30,party,S-1
            ,2025-05-05,T-2,T-3,20,party,S-2
            ,2025-05-06,T-3,T-1,15,party,S-3
            """;

    private static void erase(Town town, UUID participant) {
        created("/participants/" + participant + "/erasure", town.leadToken, ErasureTest.REQUESTED);
    }

    static String with(String reference, String body) {
        return body.replaceFirst("\\{", "{\"externalRef\":\"" + reference + "\",");
    }

    private static void spent(Response response) {
        var problem = refused(409, "external-ref-of-erased", response);
        assertFalse(problem.has("existing"), problem::toString);
    }

    /** The address of each kind of thing about a person, and its body. */
    static Map<String, Function<UUID, String>> bodies(Town town, UUID other) {
        var programme = town.programme();
        var bodies = new LinkedHashMap<String, Function<UUID, String>>();
        bodies.put("/enrolments", person -> VisibilityTest.enrolment(person, programme));
        bodies.put("/measures", person -> VisibilityTest.measure(person, programme));
        bodies.put("/service-uses", person -> VisibilityTest.use(person, programme));
        bodies.put(
                "/follow-ups",
                person -> FollowUpRulesTest.followUp(person, programme, "participants", "no", "2026-05-01"));
        bodies.put("/cases", person -> CaseResourceTest.referral(person, programme));
        bodies.put("/consents", StandingResourceTest::consent);
        bodies.put("/clearances", StandingResourceTest::clearance);
        bodies.put("/training", StandingResourceTest::training);
        bodies.put("/exchanges", person -> town.proposal(person, other, 30));
        bodies.put("/holds", person -> Stall.hold(town, person, 60, ""));
        return bodies;
    }

    @Test
    void areTakenThoughWhatTheyNamedIsErased() {
        var town = Town.founded();
        var registration = "{\"communityId\":\"%s\",\"kind\":\"person\"}".formatted(town.community);
        var ana = id(created("/participants", town.leadToken, with("R-1", registration)));
        var ben = town.participant();
        var bodies = bodies(town, town.participant());
        bodies.forEach((path, body) -> {
            var made = id(created(path, town.leadToken, with("R-1", body.apply(ana))));
            if (path.equals("/holds")) {
                created(path + "/" + made + "/release", town.leadToken, "{\"reason\":\"other\"}");
            }
        });
        erase(town, ana);

        spent(post("/participants", town.leadToken, with("R-1", registration)));
        bodies.forEach((path, body) -> {
            spent(post(path, town.leadToken, with("R-1", body.apply(ben))));
            created(path, town.leadToken, with("R-2", body.apply(ben)));
        });
        var wave = """
                {"programmeId":"%s","instrument":"SWEMWBS","wave":1,"arm":"participants","measuredOn":"2026-05-10",
                 "scores":[{"participantId":"%s","score":20.73,"externalRef":"R-1"}]}
                """.formatted(
                        get("/measures?communityId=" + town.community, town.leadToken)
                                .at("/items/0/programmeId")
                                .textValue(),
                        ben);
        spent(post("/measures/waves", town.leadToken, wave));
        var held = id(created("/holds", town.leadToken, Stall.hold(town, ben, 30, "")));
        spent(post("/holds/" + held + "/capture", town.leadToken, "{\"minutes\":30,\"externalRef\":\"R-1\"}"));
        created("/holds/" + held + "/capture", town.leadToken, "{\"minutes\":30,\"externalRef\":\"R-3\"}");
        spent(post("/exchanges", town.leadToken, with("R-1", town.service(ben, town.participant(), 30))));
        spent(post(
                LiabilityResourceTest.path(town),
                town.leadToken,
                with("R-1", LiabilityResourceTest.retirement(town, 10, "reimbursed"))));
        created("/participants", town.partnerToken, with("R-1", registration));
    }

    @Test
    void areTakenOnBothSidesOfATransfer() {
        var pair = TransferTest.Pair.agreed();
        var sender = pair.from().participant();
        var recipient = pair.to().participant(pair.token());
        created("/transfers", pair.token(), with("M-1", pair.body(sender, recipient, 60)));
        erase(pair.to(), recipient);
        spent(post("/transfers", pair.token(), with("M-1", pair.body(sender, null, 60))));
    }

    /** Who looked before the first was there, and records after it was erased, is kept back by the database. */
    @Test
    void areKeptByTheDatabaseToo() {
        var town = Town.founded();
        var ana = town.participant();
        var ben = town.participant();
        created("/training", town.leadToken, with("R-1", StandingResourceTest.training(ana)));
        created("/training", town.leadToken, with("R-2", StandingResourceTest.training(ben)));
        erase(town, ana);
        var failure = assertThrows(IllegalStateException.class, () -> Book.change("""
                        insert into training (community_id, id, participant_id, course, completed_on, recorded_by, external_ref,
                                              version, recorded_at)
                        select community_id, gen_random_uuid(), participant_id, course, completed_on, recorded_by, 'R-1', 1,
                               recorded_at
                        from training where participant_id = '%s'
                        """.formatted(ben)));
        assertEquals("23505", ((SQLException) failure.getCause()).getSQLState());
    }

    /** The digest is what HMAC-SHA-256 gives under the key that the table has. */
    @Test
    void areKeptAsKeyedDigestsAlone() {
        assertEquals(List.of("digest"), columnsOf("spent_reference"));
        assertEquals(
                "64 64 5c",
                Book.text("select octet_length(inner_pad) || ' ' || octet_length(outer_pad) || ' '"
                        + " || encode(substring(outer_pad from 64), 'hex') from reference_key"));
        assertEquals(
                "32", Book.text("select octet_length(reference_digest('exchange', gen_random_uuid(), 'R'))::text"));
        assertNull(Book.text("select encode(reference_digest('exchange', gen_random_uuid(), null), 'hex')"));
    }

    private static List<String> columnsOf(String table) {
        return Book.rows("select column_name::text from information_schema.columns where table_name = '" + table + "'")
                .stream()
                .map(row -> (String) row[0])
                .toList();
    }

    /** The nightly list of members and the year's sessions are sent again, under keys of the next day. */
    @Test
    void keepFilesThatAreSentAgainFromDoublingAnything() {
        var town = Imports.settled();
        var code = get("/programmes/" + town.programme(), town.leadToken)
                .get("code")
                .textValue();
        var scores = """
                date,programme,participant,instrument,wave,arm,score,reference
                2026-04-10,%1$s,T-1,SWEMWBS,0,participants,20.73,M-1
                2026-04-10,%1$s,T-2,SWEMWBS,0,participants,20.73,M-2
                """.formatted(code);
        assertEquals(
                3,
                report("exchanges", town, false, "year", YEAR).get("recorded").intValue());
        assertEquals(
                2,
                report("measures", town, false, "wave", scores).get("recorded").intValue());
        var second = person(town, "T-2");
        var third = person(town, "T-3");
        erase(town, person(town, "T-1"));
        long before = events(town);
        long had = town.balance(second);

        for (var key : List.of("next-night", "the-night-after")) {
            for (boolean dryRun : List.of(true, false)) {
                var people = report("participants", town, dryRun, "people-" + key, Imports.PEOPLE);
                assertEquals(3, people.get("existing").intValue(), people::toString);
                assertFalse(people.at("/results/0").has("id"));
                assertEquals(second.toString(), people.at("/results/1/id").textValue());
                var sessions = report("exchanges", town, dryRun, "year-" + key, YEAR);
                assertEquals(3, sessions.get("existing").intValue(), sessions::toString);
                assertEquals(
                        List.of(2, 5, 6),
                        sessions.get("results").findValues("line").stream()
                                .map(line -> line.intValue())
                                .toList());
                assertEquals("", told(sessions.get("errors")));
                var wave = report("measures", town, dryRun, "wave-" + key, scores);
                assertEquals(2, wave.get("existing").intValue(), wave::toString);
            }
        }
        assertEquals(before, events(town));
        assertEquals(had, town.balance(second));
        assertEquals(-30 - 20 + 15, town.balance(third));
        assertEquals(
                "2 provider invalid-field",
                told(report("exchanges", town, false, null, """
                        date,provider,receiver,minutes,reference
                        2025-06-05,T-1,T-2,20,S-9
                        """).get("errors")));
    }
}
