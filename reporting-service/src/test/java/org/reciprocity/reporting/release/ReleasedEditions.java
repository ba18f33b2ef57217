package org.reciprocity.reporting.release;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.Story.Leg;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Tokens;

/** A community of forty of which two editions are released, shared by tests over HTTP of what analysts see. */
final class ReleasedEditions {
    static final UUID AGENCY = Story.id(13_001);
    static final UUID STRANGER = Story.id(13_002);
    static final UUID COMMUNITY = Story.id(13_003);
    static final UUID GARDENS = Story.id(13_004);
    static final UUID VISITS = Story.id(13_005);
    static final UUID EMPTY = Story.id(13_006);
    static final UUID CONTRACT = Story.id(13_007);
    private static final int PEOPLE = 40;
    private static boolean played;
    private static long next = 13_500;

    /** The edition through April. */
    static int first;

    /** The edition through May. */
    static int second;

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
