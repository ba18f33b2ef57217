package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is refused of outcomes, one after the other and at the same time. */
@LedgerTest
class OutcomeRulesTest {

    static String measure(UUID participant, UUID programme, int wave, String arm, String given, String day) {
        return "{\"participantId\":\"" + participant + "\",\"programmeId\":\"" + programme
                + "\",\"instrument\":\"SWEMWBS\",\"wave\":" + wave + ",\"arm\":\"" + arm + "\"," + given
                + ",\"measuredOn\":\"" + day + "\"}";
    }

    static String baseline(UUID participant, UUID programme) {
        return measure(participant, programme, 0, "participants", "\"score\":19.98", "2026-04-10");
    }

    static long events(Town town) {
        return Book.number("select count(*) from event where chain = '" + town.community + "'");
    }

    @Test
    void takesAScoreThatTheInstrumentCanGive() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        long before = events(town);
        for (var given : List.of("\"score\":20", "\"score\":-1", "\"raw\":6", "\"raw\":36", "\"items\":[1,2,3]")) {
            var refusal = refused(
                    422,
                    "score-out-of-range",
                    post(
                            "/measures",
                            town.leadToken,
                            measure(person, programme, 0, "participants", given, "2026-04-10")));
            assertEquals(
                    given.substring(1, given.indexOf("\":")),
                    refusal.get("field").textValue());
        }
        for (var given : List.of("\"score\":19.98,\"raw\":22", "\"raw\":22,\"items\":[3,3,4,3,3,3,3]")) {
            refused(
                    422,
                    "invalid-field",
                    post(
                            "/measures",
                            town.leadToken,
                            measure(person, programme, 0, "participants", given, "2026-04-10")));
        }
        refused(
                422,
                "unknown-instrument",
                post("/measures", town.leadToken, baseline(person, programme).replace("SWEMWBS", "mood")));
        assertEquals(before, events(town));

        var items = created(
                "/measures",
                town.leadToken,
                measure(person, programme, 0, "participants", "\"items\":[3,3,4,3,3,3,3]", "2026-04-10")
                        .replace("SWEMWBS", "swemwbs"));
        assertEquals("SWEMWBS", items.get("instrument").textValue());
        assertEquals("19.98", items.get("score").asText());
        assertEquals(22, items.get("raw").intValue());
        assertEquals("higher", items.get("better").textValue());
        assertFalse(items.has("beyondCutOff"));
        var lonely = created(
                "/measures",
                town.leadToken,
                measure(person, programme, 0, "participants", "\"items\":[2,2,3]", "2026-04-10")
                        .replace("SWEMWBS", "UCLA-3"));
        assertEquals("7", lonely.get("score").asText());
        assertFalse(lonely.has("raw"));
        assertTrue(lonely.get("beyondCutOff").booleanValue());
        assertEquals(lonely, get("/measures/" + id(lonely), town.leadToken));
        assertTrue(get("/measures?communityId=" + town.community + "&instrument=ucla-3", town.leadToken)
                .get("items")
                .valueStream()
                .toList()
                .contains(lonely));
    }

    @Test
    void scoresAPersonOnceAtAWaveByWhicheverId() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var other = town.participant();
        LinkResourceTest.link(town, person, other);
        var first = id(created("/measures", town.leadToken, baseline(person, programme)));
        refused(409, "already-scored", post("/measures", town.leadToken, baseline(person, programme)));
        refused(409, "already-scored", post("/measures", town.leadToken, baseline(other, programme)));
        refused(
                409,
                "already-scored",
                post(
                        "/measures/waves",
                        town.leadToken,
                        wave(
                                programme,
                                0,
                                "participants",
                                "2026-04-10",
                                score(town.participant(), 22),
                                score(other, 22))));

        var withdrawn =
                created("/measures/" + first + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        assertEquals("withdrawn", withdrawn.get("state").textValue());
        assertEquals("entered-in-error", withdrawn.get("withdrawnFor").textValue());
        assertEquals(2, withdrawn.get("version").intValue());
        assertEquals(withdrawn, get("/measures/" + first, town.leadToken));
        refused(
                409,
                "already-withdrawn",
                post("/measures/" + first + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}"));
        created("/measures", town.leadToken, baseline(other, programme));
    }

    @Test
    void scoresAPersonOnceThoughManyAskAtOnce() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var other = town.participant();
        LinkResourceTest.link(town, person, other);
        var single = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(
                        i -> () -> post("/measures", town.leadToken, baseline(i % 2 == 0 ? person : other, programme))
                                .statusCode());
        var waves = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(i -> () -> post(
                                "/measures/waves",
                                town.leadToken,
                                wave(
                                        programme,
                                        0,
                                        "participants",
                                        "2026-04-10",
                                        score(i % 2 == 0 ? person : other, 22)))
                        .statusCode());
        var answers = AtOnce.run(Stream.concat(single, waves).toList());
        assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers::toString);
        assertEquals(11, answers.stream().filter(status -> status == 409).count(), answers::toString);
        assertEquals(1, Book.number("select count(*) from measure where community_id = '" + town.community + "'"));
    }

    @Test
    void putsAPersonInOneArmThoughBothAreAskedForAtOnce() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var other = town.participant();
        LinkResourceTest.link(town, person, other);
        var tries = IntStream.range(0, 12).<Callable<Integer>>mapToObj(i -> () -> {
            var id = i % 2 == 0 ? person : other;
            var arm = i % 4 < 2 ? "participants" : "comparison";
            return switch (i % 3) {
                case 0 ->
                    post("/measures", town.leadToken, baseline(id, programme).replace("participants", arm))
                            .statusCode();
                case 1 ->
                    post(
                                    "/service-uses",
                                    town.leadToken,
                                    VisibilityTest.use(id, programme).replace("participants", arm))
                            .statusCode();
                default ->
                    post(
                                    "/enrolments",
                                    town.leadToken,
                                    VisibilityTest.enrolment(id, programme)
                                            .replaceFirst("\\{", "{\"arm\":\"" + arm + "\","))
                            .statusCode();
            };
        });
        var answers = AtOnce.run(tries.toList());
        assertTrue(answers.contains(201), answers::toString);
        assertTrue(answers.contains(409), answers::toString);
        assertEquals(1, Book.number("""
                        select count(distinct arm) from (
                            select arm from measure where community_id = ':c'
                            union select arm from service_use where community_id = ':c'
                            union select arm from enrolment where community_id = ':c') as arms
                        """.replace(":c", town.community.toString())));
    }

    @Test
    void keepsAPersonInTheArmOfTheEnrolmentAndOfWhatIsRecorded() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var enrolment = VisibilityTest.enrolment(person, programme);
        created("/enrolments", town.leadToken, enrolment);
        refused(
                409,
                "arm-changed",
                post("/measures", town.leadToken, baseline(person, programme).replace("participants", "comparison")));
        refused(
                409,
                "arm-changed",
                post(
                        "/service-uses",
                        town.leadToken,
                        VisibilityTest.use(person, programme).replace("participants", "comparison")));
        refused(
                409,
                "arm-changed",
                post(
                        "/follow-ups",
                        town.leadToken,
                        FollowUpRulesTest.followUp(person, programme, "comparison", "no", "2026-05-01")));
        refused(
                409,
                "arm-changed",
                post(
                        "/enrolments",
                        town.leadToken,
                        enrolment.replaceFirst("\\{", "{\"arm\":\"comparison\",\"role\":\"neighbour\",")));
        created("/measures", town.leadToken, baseline(person, programme));
        created("/measures", town.leadToken, baseline(person, town.programme()).replace("participants", "comparison"));

        var scored = town.participant();
        var first = id(created(
                "/measures", town.leadToken, baseline(scored, programme).replace("participants", "comparison")));
        refused(409, "arm-changed", post("/enrolments", town.leadToken, VisibilityTest.enrolment(scored, programme)));
        created("/measures/" + first + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(scored, programme));
    }

    @Test
    void takesAFollowUpWaveAfterItsBaseline() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var followUp = measure(person, programme, 1, "participants", "\"raw\":24", "2026-04-09");
        refused(422, "baseline-missing", post("/measures", town.leadToken, followUp));
        var first = id(created("/measures", town.leadToken, baseline(person, programme)));
        refused(422, "follow-up-before-baseline", post("/measures", town.leadToken, followUp));
        created("/measures", town.leadToken, followUp.replace("2026-04-09", "2026-04-20"));
        created("/measures/" + first + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        refused(
                422,
                "baseline-after-follow-up",
                post("/measures", town.leadToken, baseline(person, programme).replace("2026-04-10", "2026-04-21")));
        created("/measures", town.leadToken, baseline(person, programme));

        var group = baseline(person, programme)
                .replaceFirst("\"participantId\":\"[^\"]+\"", "\"groupSize\":24")
                .replace("19.98", "20.01");
        refused(422, "baseline-missing", post("/measures", town.leadToken, group.replace("\"wave\":0", "\"wave\":1")));
        created("/measures", town.leadToken, group);
        created("/measures", town.leadToken, group.replace("\"wave\":0", "\"wave\":1"));
    }

    @Test
    void recordsAWaveWhollyOrNotAtAll() {
        var town = Town.founded();
        var programme = town.programme();
        var a = town.participant();
        var b = town.participant();
        var foreign = Town.founded().participant();
        long before = events(town);
        var cases = List.of(
                List.of("score-out-of-range", score(b, 36)),
                List.of("already-scored", score(a, 22)),
                List.of("not-found", score(foreign, 22)),
                List.of("invalid-field", "{\"participantId\":\"" + b + "\"}"));
        for (var one : cases) {
            var status =
                    switch (one.getFirst()) {
                        case "already-scored" -> 409;
                        case "not-found" -> 404;
                        default -> 422;
                    };
            var refusal = refused(
                    status,
                    one.getFirst(),
                    post(
                            "/measures/waves",
                            town.leadToken,
                            wave(programme, 0, "participants", "2026-04-10", score(a, 22), one.getLast())));
            assertEquals(1, refusal.get("index").intValue(), refusal::toString);
        }
        refused(
                422,
                "unknown-instrument",
                post(
                        "/measures/waves",
                        town.leadToken,
                        wave(programme, 0, "participants", "2026-04-10", score(a, 22))
                                .replace("SWEMWBS", "mood")));
        assertEquals(before, events(town));

        var recorded = created(
                        "/measures/waves",
                        town.leadToken,
                        wave(programme, 0, "participants", "2026-04-10", score(a, 22), score(b, 23)))
                .get("measures");
        assertEquals(2, recorded.size());
        assertEquals(a.toString(), recorded.at("/0/participantId").textValue());
        assertEquals("20.73", recorded.at("/1/score").asText());
        assertEquals(before + 2, events(town));
        assertEquals(recorded.get(1), get("/measures/" + id(recorded.get(1)), town.leadToken));
        var late = refused(
                422,
                "baseline-missing",
                post(
                        "/measures/waves",
                        town.leadToken,
                        wave(programme, 1, "participants", "2026-04-20", score(a, 25), score(town.participant(), 25))));
        assertEquals(1, late.get("index").intValue());
        assertEquals("scores[1].measuredOn", late.get("field").textValue());
    }

    @Test
    void answersAWaveAgainThoughOneOfItsPeopleIsErased() {
        var town = Town.founded();
        var programme = town.programme();
        var a = town.participant();
        var key = "wave-" + UUID.randomUUID();
        var body = wave(programme, 0, "participants", "2026-04-10", score(a, 22), score(town.participant(), 23));
        var first = post("/measures/waves", town.leadToken, key, body);
        assertEquals(201, first.statusCode(), first::asString);
        created("/participants/" + a + "/erasure", town.leadToken, "{\"reason\":\"requested\"}");

        var again = post("/measures/waves", town.leadToken, key, body);
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(first.asString(), again.asString());
        var erased = refused(410, "participant-erased", post("/measures/waves", town.leadToken, body));
        assertEquals(0, erased.get("index").intValue());
    }

    @Test
    void takesAWaveOfAThousandAtMost() {
        var town = Town.founded();
        var scores = IntStream.range(0, 1001)
                .mapToObj(i -> score(UUID.randomUUID(), 22))
                .toArray(String[]::new);
        var refusal = refused(
                422,
                "invalid-field",
                post(
                        "/measures/waves",
                        town.leadToken,
                        wave(town.programme(), 0, "participants", "2026-04-10", scores)));
        assertEquals("scores", refusal.at("/errors/0/field").textValue());
    }

    @Test
    void recordsAUseOfAServiceOnceForAsManyDaysByWhicheverId() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var other = town.participant();
        LinkResourceTest.link(town, person, other);
        var use = VisibilityTest.use(person, programme);
        var key = "use-" + UUID.randomUUID();
        var first = post("/service-uses", town.leadToken, key, use);
        assertEquals(201, first.statusCode(), first::asString);
        String recorded = first.path("id");
        assertEquals(
                first.asString(),
                post("/service-uses", town.leadToken, key, use).asString());
        refused(409, "use-already-recorded", post("/service-uses", town.leadToken, use));
        var differing = refused(
                409,
                "use-already-recorded",
                post(
                        "/service-uses",
                        town.leadToken,
                        VisibilityTest.use(other, programme).replace("\"count\":9", "\"count\":8")));
        assertEquals("type", differing.get("field").textValue());
        created("/service-uses", town.leadToken, use.replace("gp-visit", "admission"));
        created("/service-uses", town.leadToken, use.replace("\"count\":6,\"days\":182", "\"count\":6,\"days\":365"));
        created("/service-uses", town.leadToken, VisibilityTest.use(person, town.programme()));

        created("/service-uses/" + recorded + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        var answers = AtOnce.run(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(i -> () -> post(
                                "/service-uses",
                                town.leadToken,
                                VisibilityTest.use(i % 2 == 0 ? person : other, programme))
                        .statusCode())
                .toList());
        assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers::toString);
        assertEquals(5, answers.stream().filter(status -> status == 409).count(), answers::toString);
    }

    @Test
    void letsWhoRecordedItAndTheLeadWithdraw() {
        var town = Town.founded();
        var programme = town.programme(town.partnerToken, true);
        var person = town.participant(town.partnerToken);
        created("/enrolments", town.partnerToken, VisibilityTest.enrolment(person, programme));
        var use = id(created("/service-uses", town.leadToken, VisibilityTest.use(person, programme)));
        refused(
                403,
                "not-yours",
                post("/service-uses/" + use + "/withdraw", town.partnerToken, "{\"reason\":\"duplicate\"}"));
        refused(
                422,
                "invalid-field",
                post("/service-uses/" + use + "/withdraw", town.leadToken, "{\"reason\":\"other\"}"));
        assertEquals(
                "duplicate",
                created("/service-uses/" + use + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}")
                        .get("withdrawnFor")
                        .textValue());
        var theirs = id(created("/measures", town.partnerToken, baseline(person, programme)));
        created("/measures/" + theirs + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}");
    }

    static String score(UUID participant, int raw) {
        return "{\"participantId\":\"" + participant + "\",\"raw\":" + raw + "}";
    }

    static String wave(UUID programme, int wave, String arm, String day, String... scores) {
        return "{\"programmeId\":\"" + programme + "\",\"instrument\":\"SWEMWBS\",\"wave\":" + wave + ",\"arm\":\""
                + arm + "\",\"measuredOn\":\"" + day + "\",\"scores\":[" + String.join(",", scores) + "]}";
    }
}
