package org.reciprocity.reporting.release;

import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.Story.Leg;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Tokens;

/** Two communities of forty of which two editions each are released, shared by tests of what analysts see. */
final class ReleasedEditions {
    static final UUID AGENCY = Story.id(13_001);
    static final UUID STRANGER = Story.id(13_002);
    static final UUID COMMUNITY = Story.id(13_003);
    static final UUID GARDENS = Story.id(13_004);
    static final UUID VISITS = Story.id(13_005);
    static final UUID EMPTY = Story.id(13_006);
    static final UUID RESTATED = Story.id(13_008);
    static final UUID KITCHEN = Story.id(13_011);
    static final UUID CONTRACT = Story.id(13_007);
    private static final int PEOPLE = 40;
    private static final int ALONE = 10;
    private static boolean played;
    private static long next = 13_500;
    private static long other = 138_100;

    /** The edition through April. */
    static int first;

    /** The edition through May. */
    static int second;

    /** The edition of the other community through April. */
    static int restatedFirst;

    /** Its edition through May, after late entries of March. */
    static int restatedSecond;

    private ReleasedEditions() {}

    private static UUID person(int number) {
        return Story.id(13_100 + number);
    }

    /** Writes it, and waits until both editions are released; once. */
    static synchronized void play() {
        if (played) {
            return;
        }
        played = true;
        HttpWorld.ledger(
                Story.agency(AGENCY, "RELEASER"),
                Story.agency(STRANGER, "STRANGER-R"),
                Story.community(COMMUNITY, "RELEASES", "Europe/London", AGENCY),
                Story.community(EMPTY, "RELEASES-NOT", "Europe/London", AGENCY),
                Story.programme(COMMUNITY, GARDENS, AGENCY, "GARDENS"),
                Story.programme(COMMUNITY, VISITS, AGENCY, "VISITS"),
                TestLog.Entry.of(TestLog.OUTCOMES, "contract-let.v1", COMMUNITY, COMMUNITY, """
                        {"contract":"%s","code":"gardens-2025","commissioner":"%s","programmes":["%s"],"providers":["%s"],
                        "from":"2025-03-01","to":"2025-12-31","paidOn":"hours-given","counterFigure":"both","domains":[
                        {"domain":"participation","measuredBy":{"kind":"figure","code":"hours-given"}}]}""".formatted(
                                CONTRACT, AGENCY, GARDENS, AGENCY)));
        var entries = new ArrayList<TestLog.Entry>();
        for (int i = 0; i < PEOPLE; i++) {
            entries.add(Story.participant(COMMUNITY, person(i), AGENCY));
            entries.add(Story.enrolled(COMMUNITY, Story.id(next++), GARDENS, person(i), "2025-01-01"));
        }
        // In March and May all give to their neighbours. In April and May two visit each other, too.
        for (var month : List.of("2025-03", "2025-05")) {
            for (int i = 0; i < PEOPLE; i++) {
                entries.add(hours(GARDENS, month + "-10T10:00:00Z", i, (i + 1) % PEOPLE, 60));
            }
        }
        for (var month : List.of("2025-04", "2025-05")) {
            entries.add(hours(VISITS, month + "-12T10:00:00Z", 0, 1, 600));
            entries.add(hours(VISITS, month + "-13T10:00:00Z", 1, 0, 600));
        }
        HttpWorld.ledger(entries.toArray(TestLog.Entry[]::new));
        HttpWorld.awaitFolded();
        first = ReleasesOverHttpTest.release(AGENCY, "RELEASES", "2025-04", "releases-1");
        second = ReleasesOverHttpTest.release(AGENCY, "RELEASES", "2025-05", "releases-2");
        restate();
    }

    /**
     * In March forty cook for each other, two by two, and in April twenty for the other twenty; ten more are enrolled and do nothing. The
     * programme was declared to be delivered by professionals. Forty requests of March are for shopping or for lifts; a half was caused by a
     * failure elsewhere, and twenty of shopping are fulfilled, while all lifts, of a Monday, lapse. Of March as much again is recorded late.
     */
    private static void restate() {
        HttpWorld.ledger(
                Story.community(RESTATED, "RESTATED", "Europe/London", AGENCY),
                TestLog.Entry.of(TestLog.REGISTRY, "programme-opened.v1", RESTATED, KITCHEN, """
                        {"agency":"%s","code":"KITCHEN","name":"Kitchen","design":"both","delivery":"professionals","earnsCredit":true,\
                        "risk":"low"}""".formatted(AGENCY)));
        var entries = new ArrayList<TestLog.Entry>();
        var requests = new ArrayList<TestLog.Entry>();
        for (int i = 0; i < PEOPLE; i++) {
            entries.add(Story.participant(RESTATED, cook(i), AGENCY));
            entries.add(Story.enrolled(RESTATED, Story.id(other++), KITCHEN, cook(i), "2025-01-01"));
            entries.add(cooked("2025-03-10T10:00:00Z", i, i ^ 1));
            if (i < PEOPLE / 2) {
                entries.add(cooked("2025-04-10T10:00:00Z", i, i + PEOPLE / 2));
            }
            var request = Story.id(other++);
            boolean isLift = i % 2 != 0;
            requests.add(new TestLog.Entry(
                    TestLog.MATCHES,
                    "request-made.v1",
                    RESTATED,
                    request,
                    """
                    {"participant":"%s","skill":"%s","minutes":60,"from":"%s","until":"%s",\
                    "failureElsewhere":%b,"couldGive":"not-yet"}""".formatted(
                                    cook(i),
                                    isLift ? "lifts" : "shopping",
                                    isLift ? "2025-03-17T08:00:00Z" : "2025-03-20T08:00:00Z",
                                    isLift ? "2025-03-17T18:00:00Z" : "2025-03-28T18:00:00Z",
                                    i % 4 < 2),
                    Instant.parse("2025-03-15T10:00:00Z")));
            if (!isLift) {
                requests.add(Story.match(
                        "match-fulfilled.v1", RESTATED, request, Story.id(other++), "2025-03-20T12:00:00Z"));
            }
        }
        for (int i = PEOPLE; i < PEOPLE + ALONE; i++) {
            entries.add(Story.participant(RESTATED, cook(i), AGENCY));
            entries.add(Story.enrolled(RESTATED, Story.id(other++), KITCHEN, cook(i), "2025-01-01"));
        }
        HttpWorld.ledger(entries.toArray(TestLog.Entry[]::new));
        HttpWorld.matching(requests.toArray(TestLog.Entry[]::new));
        HttpWorld.awaitFolded();
        restatedFirst = ReleasesOverHttpTest.release(AGENCY, "RESTATED", "2025-04", "restated-first");
        var late = new TestLog.Entry[PEOPLE];
        for (int i = 0; i < PEOPLE; i++) {
            late[i] = cooked("2025-03-11T10:00:00Z", i, i ^ 1);
        }
        HttpWorld.ledger(late);
        HttpWorld.awaitFolded();
        restatedSecond = ReleasesOverHttpTest.release(AGENCY, "RESTATED", "2025-05", "restated-second");
    }

    private static UUID cook(int number) {
        return Story.id(138_000 + number);
    }

    private static TestLog.Entry cooked(String at, int giver, int receiver) {
        return Story.settled(
                RESTATED, Story.id(other++), "service", KITCHEN, at, Leg.of(cook(giver), cook(receiver), 60));
    }

    private static TestLog.Entry hours(UUID programme, String at, int giver, int receiver, int minutes) {
        return Story.settled(
                COMMUNITY,
                Story.id(next++),
                "service",
                programme,
                at,
                Leg.of(person(giver), person(receiver), minutes));
    }

    static Response analyst(String path) {
        return HttpWorld.get(path, Tokens.analyst(AGENCY));
    }
}
