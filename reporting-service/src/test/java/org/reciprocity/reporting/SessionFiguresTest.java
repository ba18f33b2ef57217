package org.reciprocity.reporting;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several gave and received together, from the topic to figures over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SessionFiguresTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID AGENCY = Story.id(7_001);
    private static final UUID COMMUNITY = Story.id(7_002);
    private static final UUID TEACHER = Story.id(7_011);
    private static final UUID NURSE = Story.id(7_012);
    private static final UUID ANNA = Story.id(7_021);
    private static final UUID BEN = Story.id(7_022);
    private static final UUID CARLA = Story.id(7_023);

    private static final String CLASS_OF_THREE = """
            "kind":"service","occurredAt":"2026-05-04T13:00:00Z","skill":"cooking","session":true,"legs":[
            {"provider":"%2$s","receiver":"%1$s","minutes":50},
            {"provider":"%3$s","receiver":"%1$s","minutes":20,"providerRole":"professional"},
            {"provider":"%1$s","receiver":"%6$s","minutes":30},
            {"provider":"%1$s","receiver":"%4$s","minutes":50},
            {"provider":"%1$s","receiver":"%5$s","minutes":50}],"postings":{}}""".formatted(COMMUNITY, TEACHER, NURSE, ANNA, BEN, CARLA);

    @BeforeEach
    void play() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(AGENCY, "SCHOOL"),
                Story.community(COMMUNITY, "SESSIONS", "Europe/London", AGENCY),
                entry("exchange-settled.v1", 7_101, "{" + CLASS_OF_THREE),
                // Recorded twice, and taken back.
                entry("exchange-settled.v1", 7_102, "{" + CLASS_OF_THREE),
                entry("exchange-reversed.v1", 7_102, "{\"reason\":\"recorded-twice\"," + CLASS_OF_THREE),
                // A team plans with the school, and nobody receives.
                entry("exchange-settled.v1", 7_103, """
                        {"kind":"codesign","occurredAt":"2026-06-04T13:00:00Z","decision":"canteen","session":true,"legs":[
                        {"provider":"%2$s","receiver":"%1$s","minutes":60},
                        {"provider":"%3$s","receiver":"%1$s","minutes":60}],"postings":{}}""".formatted(COMMUNITY, ANNA, BEN)));
        HttpWorld.awaitFolded();
    }

    private static TestLog.Entry entry(String type, long id, String body) {
        return TestLog.Entry.of(TestLog.EXCHANGES, type, COMMUNITY, Story.id(id), body);
    }

    private static ValidatableResponse figure(String code, String period) {
        return HttpWorld.get(
                        "/figures/" + code + "?communityId=" + COMMUNITY + "&period=" + period, Tokens.steward(AGENCY))
                .then()
                .statusCode(200);
    }

    @Test
    void countsWhatGiversGaveAndWhatReceiversAttended() {
        figure("hours-given", "2026-05")
                .body("parts.minutes", equalTo(70))
                .body("parts.legs", equalTo(2))
                .body("parts.minutesByKind.service", equalTo(70));
        figure("hours-received", "2026-05").body("parts.minutes", equalTo(130));
        figure("exchanges", "2026-05").body("value", equalTo(1));
        figure("reversals", "2026-05").body("value", equalTo(1));
    }

    @Test
    void tiesEveryGiverToEveryReceiver() {
        figure("ties", "2026-05")
                .body("value", equalTo(6))
                .body("parts.participants", equalTo(5))
                .body("parts.minutes", equalTo(70));
    }

    @Test
    void knowsWhoGaveAndWhoReceived() {
        figure("active", "2026-05").body("value", equalTo(5)).body("parts.withoutProfessionals", equalTo(4));
        figure("givers-only", "2026-05").body("value", equalTo(2));
        figure("receivers-only", "2026-05").body("value", equalTo(3));
        figure("both", "all").body("value", equalTo(2));
    }

    @Test
    void takesASessionWithoutReceiversForAContribution() {
        figure("hours-given", "2026-06")
                .body("parts.minutes", equalTo(120))
                .body("parts.minutesByKind.codesign", equalTo(120));
        figure("hours-received", "2026-06").body("parts.minutes", equalTo(0));
        figure("active", "2026-06").body("value", equalTo(2));
        figure("givers-only", "2026-06").body("value", equalTo(2));
    }
}
