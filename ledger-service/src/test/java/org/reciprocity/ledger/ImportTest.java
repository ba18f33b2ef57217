package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Imports.PEOPLE;
import static org.reciprocity.ledger.Imports.events;
import static org.reciprocity.ledger.Imports.person;
import static org.reciprocity.ledger.Imports.report;
import static org.reciprocity.ledger.Imports.send;
import static org.reciprocity.ledger.Imports.settled;
import static org.reciprocity.ledger.Imports.told;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Participants and exchanges from CSV files. */
@LedgerTest
class ImportTest {

    @Test
    void registersParticipantsOnceHoweverOftenTheFileIsSent() {
        var town = Town.founded();
        var rehearsed = report("participants", town, true, null, PEOPLE);
        assertEquals(3, rehearsed.get("recorded").intValue());
        assertNull(rehearsed.at("/results/0").get("id"));
        assertEquals(
                0,
                get("/participants?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());

        var first = report("participants", town, false, "people", PEOPLE);
        var again = report("participants", town, false, "people", PEOPLE);
        var other = report("participants", town, false, null, PEOPLE + "T-4,,,,\n");

        assertEquals(3, first.get("recorded").intValue(), first::toString);
        assertEquals(3, again.get("replayed").intValue(), again::toString);
        assertEquals(3, other.get("existing").intValue(), other::toString);
        assertEquals(1, other.get("recorded").intValue());
        assertEquals(
                first.get("results").findValuesAsText("id"),
                again.get("results").findValuesAsText("id"));
        assertEquals(
                4,
                get("/participants?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
        var household = get("/participants/" + person(town, "T-3"), town.leadToken);
        assertEquals("household", household.get("kind").textValue());
        assertEquals(4, household.get("size").intValue());
        assertEquals(
                List.of("member", "volunteer"),
                get("/participants/" + person(town, "T-2"), town.leadToken)
                        .get("roles")
                        .valueStream()
                        .map(JsonNode::textValue)
                        .toList());
    }

    @Test
    void saysLineByLineWhatIsWrongWithParticipants() {
        var town = Town.founded();
        var report = report("participants", town, false, null, """
                reference;kind;size;roles;area
                T-1;robot;;;
                ;person;;;
                T-3;person;two;;
                T-4;person;2;;
                T-5;person;;king;CF103AT
                T-6;;;;
                T-6;;;;
                T-8;;;;;x
                """);
        assertEquals("""
                2 kind invalid-field
                3 reference invalid-field
                4 size invalid-field
                5 size invalid-field
                6 area invalid-field
                6 roles invalid-field
                8 reference invalid-field
                9 - invalid-field""", told(report.get("errors")));
        assertEquals(8, report.get("lines").intValue());
        assertEquals(7, report.get("refused").intValue());
        assertEquals(7, report.at("/results/0/line").intValue());
    }

    @Test
    void recordsExchangesInTheOrderOfTheFile() {
        var town = settled();
        var programme = town.programme();
        var code = get("/programmes/" + programme, town.leadToken).get("code").textValue();
        var partner =
                get("/agencies/" + town.partner, town.leadToken).get("code").textValue();
        var csv = """
                Date;Time;Kind;Programme;Provider;Receiver;Minutes;Provider role;Skill;Confirmed;Reference\r
                04/05/2025;9:30;;%1$s;T-1;T-2;60;;cooking;party;S-1\r
                2025-05-05;;service;;T-2;T-3;90;volunteer;;party;S-2\r
                2025-05-05T10:00:00Z;;issuance;;community;;600;;;;S-3\r
                06/05/2025;;contribution;;T-3;community;30;;;on-behalf;S-4\r
                07/05/2025;;service;;%2$s;T-1;15;;;;S-5\r
                ;;;;;;;;;;\r
                """.formatted(code, person(town, "T-3"));
        long before = events(town);
        var rehearsed = report("exchanges", town, true, null, csv);
        assertEquals(5, rehearsed.get("recorded").intValue(), rehearsed::toString);
        assertEquals(
                List.of("settled", "settled", "settled", "settled", "proposed"),
                rehearsed.get("results").findValuesAsText("state"));
        assertEquals(before, events(town), "a dry run changes nothing");
        assertEquals(0, town.balance(person(town, "T-1")));

        var report = report("exchanges", town, false, "year", csv);

        assertEquals(5, report.get("recorded").intValue(), report::toString);
        assertEquals(List.of("2", "3", "4", "5", "6"), report.get("results").findValuesAsText("line"));
        assertEquals(60, town.balance(person(town, "T-1")));
        assertEquals(30, town.balance(person(town, "T-2")));
        assertEquals(-60, town.balance(person(town, "T-3")));
        var first = get("/exchanges/" + report.at("/results/0/id").textValue(), town.leadToken);
        assertEquals("2025-05-04T08:30:00Z", first.get("occurredAt").textValue());
        assertEquals(programme.toString(), first.get("programmeId").textValue());
        assertTrue(partner.startsWith("c-"));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void recordsDutyThatIsServedInACase() {
        var town = settled();
        var referred = Town.created(
                "/cases",
                town.leadToken,
                CaseResourceTest.referral(person(town, "T-1"), town.programme())
                        .replaceFirst("\\{", "{\"externalRef\":\"R-7\","));
        var report = report("exchanges", town, false, null, """
                date,kind,provider,receiver,minutes,case,confirmed
                2025-05-04,issuance,community,,60,,
                2025-05-05,contribution,T-1,community,60,R-7,on-behalf
                2025-05-06,contribution,T-2,community,60,R-7,on-behalf
                2025-05-06,contribution,T-2,community,60,R-8,on-behalf
                """);

        assertEquals("4 case case-of-another\n5 case invalid-field", told(report.get("errors")));
        assertEquals(2, report.get("recorded").intValue(), report::toString);
        assertEquals(
                referred.get("id").textValue(),
                get("/exchanges/" + report.at("/results/1/id").textValue(), town.leadToken)
                        .get("caseId")
                        .textValue());
    }

    @Test
    void recordsHundredsOfLinesInATransactionAndRehearsesThemAsOneFile() {
        var town = settled();
        var lines = IntStream.range(0, 1200)
                .mapToObj(i -> i % 2 == 0 ? "2025-05-04,T-1,T-2,60,party\n" : "2025-05-04,T-2,T-1,60,party\n")
                .collect(Collectors.joining("", "date,provider,receiver,minutes,confirmed\n", ""));
        var last = "2025-05-04,T-1,T-2,600,party\n".repeat(2);

        var rehearsed = report("exchanges", town, true, null, lines + last);
        assertEquals("1203 - insufficient-credit", told(rehearsed.get("errors")));
        var report = report("exchanges", town, false, null, lines + last);

        assertEquals("1203 - insufficient-credit", told(report.get("errors")));
        assertEquals(1201, report.get("recorded").intValue());
        assertEquals(600, town.balance(person(town, "T-1")));
        long transactions = Book.number("select count(distinct xmin::text) from event where chain = '" + town.community
                + "' and type = 'org.reciprocity.exchange-settled.v1'");
        assertTrue(transactions <= 5, () -> "1,201 exchanges were recorded in " + transactions + " transactions");
    }

    @Test
    void doublesNothingWhenAFileIsSentAgain() {
        var town = settled();
        var csv = """
                date,provider,receiver,minutes,confirmed,reference
                2025-05-04,T-1,T-2,60,party,A-1
                2025-05-04,T-1,T-2,60,party,
                """;
        var first = report("exchanges", town, false, "k", csv);
        var again = report("exchanges", town, false, "k", csv);
        assertEquals(2, first.get("recorded").intValue(), first::toString);
        assertEquals(2, again.get("replayed").intValue(), again::toString);
        assertEquals(
                first.get("results").findValuesAsText("id"),
                again.get("results").findValuesAsText("id"));
        assertEquals(120, town.balance(person(town, "T-1")));

        var otherKey = report("exchanges", town, false, "another", """
                date,provider,receiver,minutes,confirmed,reference
                2025-05-04,T-1,T-2,60,party,A-1
                """);
        assertEquals(1, otherKey.get("existing").intValue(), otherKey::toString);
        assertEquals(first.at("/results/0/id"), otherKey.at("/results/0/id"));
        assertEquals(120, town.balance(person(town, "T-1")));

        var changed = report("exchanges", town, false, "k", csv.replace("60,party,\n", "61,party,\n"));
        assertEquals("3 - idempotency-key-reused", told(changed.get("errors")));
        assertEquals(120, town.balance(person(town, "T-1")));
    }

    @Test
    void saysWhichLineHasAReferenceThatAnotherHasToo() {
        var town = settled();
        var csv = """
                date,provider,receiver,minutes,confirmed,reference
                2025-05-04,T-1,T-2,10,party,A-1
                2025-05-05,T-1,T-2,20,party,A-1
                2025-05-06,T-1,T-2,30,party,A-2
                2025-05-07,T-1,T-2,40,party,A-1
                """;
        for (boolean dryRun : List.of(true, false)) {
            var report = report("exchanges", town, dryRun, null, csv);
            assertEquals("3 reference invalid-field\n5 reference invalid-field", told(report.get("errors")));
            assertEquals(2, report.get("recorded").intValue(), report::toString);
            assertEquals(0, report.get("existing").intValue());
            assertEquals(2, report.get("refused").intValue());
        }
        assertEquals(40, town.balance(person(town, "T-1")));

        var later = report("exchanges", town, true, null, csv);
        assertEquals(2, later.get("existing").intValue(), later::toString);
        assertEquals(2, later.get("refused").intValue());
        assertEquals(2, later.get("results").findValuesAsText("id").size(), "what exists has its id");
    }

    @Test
    void rehearsesAFileThatBrokeOffAsItWouldBeResumed() {
        var town = settled();
        var begun = """
                date,provider,receiver,minutes,confirmed
                2025-05-04,T-1,T-2,300,party
                2025-05-04,T-1,T-2,250,party
                """;
        report("exchanges", town, false, "k", begun);
        var csv = begun.replace("250", "251") + """
                2025-05-04,T-1,T-2,50,party
                2025-05-04,T-1,T-2,1,party
                2025-05-04,T-1,T-1,1,party
                """;
        long before = events(town);
        var rehearsed = report("exchanges", town, true, "k", csv);
        assertEquals(before, events(town));
        assertEquals(1, rehearsed.get("replayed").intValue(), rehearsed::toString);
        assertEquals(1, rehearsed.get("recorded").intValue(), rehearsed::toString);
        assertEquals(
                "3 - idempotency-key-reused\n5 - insufficient-credit\n6 - same-party", told(rehearsed.get("errors")));
        assertEquals(List.of(), rehearsed.get("results").findValuesAsText("id"));
        assertEquals(List.of("replayed", "recorded"), rehearsed.get("results").findValuesAsText("how"));

        var report = report("exchanges", town, false, "k", csv);
        assertEquals(rehearsed.get("errors"), report.get("errors"));
        assertEquals(
                rehearsed.get("results").findValuesAsText("how"),
                report.get("results").findValuesAsText("how"));
        assertEquals(600, town.balance(person(town, "T-1")));

        report("participants", town, false, "people", "reference\nT-4\n");
        var people = report("participants", town, true, "people", "reference\nT-4\nT-5\n");
        assertEquals(1, people.get("replayed").intValue(), people::toString);
        assertEquals(1, people.get("recorded").intValue());
        assertEquals(0, people.get("existing").intValue());
    }

    @Test
    void knowsParticipantsAndCasesByReferencesThatHaveTheFormOfAnId() {
        var town = Town.founded();
        var reference = UUID.randomUUID().toString();
        var stranger = town.participant();
        var people = "reference\n" + reference + "\n" + stranger + "\n";
        assertEquals(
                2,
                report("participants", town, false, null, people)
                        .get("recorded")
                        .intValue());
        var referred = UUID.randomUUID().toString();
        Town.created(
                "/cases",
                town.leadToken,
                CaseResourceTest.referral(person(town, reference), town.programme())
                        .replaceFirst("\\{", "{\"externalRef\":\"" + referred + "\","));
        town.issue(town.community, 600);
        var report = report(
                "exchanges", town, false, null, """
                date,kind,provider,receiver,minutes,case,confirmed
                2025-05-04,,%1$s,%2$s,20,,party
                2025-05-05,contribution,%1$s,community,10,%3$s,on-behalf
                2025-05-06,contribution,%4$s,community,5,,on-behalf
                """.formatted(reference, stranger, referred, person(town, reference)));
        assertEquals("", told(report.get("errors")));
        assertEquals(3, report.get("recorded").intValue(), report::toString);
        assertEquals(35, town.balance(person(town, reference)));
        assertEquals(-20, town.balance(person(town, stranger.toString())), "a reference goes before an id");
        assertEquals(0, town.balance(stranger));
    }

    @Test
    void takesACorrectedLineUnderTheSameKey() {
        var town = settled();
        var csv = """
                date,provider,receiver,minutes,confirmed
                2025-05-04,T-1,T-2,60,party
                2025-05-04,T-1,T-1,60,party
                """;
        var first = report("exchanges", town, false, "k", csv);
        assertEquals("3 - same-party", told(first.get("errors")));
        var second = report("exchanges", town, false, "k", csv.replace("T-1,T-1", "T-1,T-3"));
        assertEquals(1, second.get("replayed").intValue());
        assertEquals(1, second.get("recorded").intValue(), second::toString);
        assertEquals(120, town.balance(person(town, "T-1")));
    }

    @Test
    void saysLineByLineWhatIsWrongWithExchanges() {
        var town = settled();
        var report = report("exchanges", town, true, null, """
                date,time,kind,programme,provider,receiver,minutes,provider_role,skill,confirmed,reference
                05/13/2025,,,,T-1,T-2,60,,,party,
                2025-05-04,9.30,,,T-1,T-2,60,,,party,
                2025-05-04,,swap,,T-1,T-2,60,,,party,
                2025-05-04,,,nothing,T-1,T-2,60,,,party,
                2025-05-04,,,,T-9,T-2,60,,,party,
                2025-05-04,,,,T-1,nobody,60,,,party,
                2025-05-04,,,,T-1,T-2,1h,,,party,
                2025-05-04,,,,T-1,T-2,,,,party,
                2025-05-04,,,,T-1,T-2,601,,,party,
                2025-05-04,,,,T-1,T-2,60,king,,party,
                2025-05-04,,,,T-1,T-2,60,,not a code,party,
                2025-05-04,,,,T-1,T-2,60,,,maybe,
                2199-05-04,,,,T-1,T-2,60,,,party,
                2025-05-04,,,,T-1,,60,,,party,
                2025-05-04,,,,,T-2,60,,,party,
                2025-05-04,,grant,,T-1,community,60,,,,
                """);
        assertEquals("""
                2 date invalid-field
                3 time invalid-field
                4 kind invalid-field
                5 programme invalid-field
                6 provider invalid-field
                7 receiver invalid-field
                8 minutes invalid-field
                9 minutes invalid-field
                10 minutes leg-too-long
                11 provider_role invalid-field
                12 skill invalid-field
                13 confirmed invalid-field
                14 date in-the-future
                15 receiver wrong-party
                16 provider invalid-field
                17 - insufficient-credit""", told(report.get("errors")));
        assertEquals(0, report.get("recorded").intValue());
    }

    @Test
    void looksAtLimitsInADryRunAsTheyWouldBeAfterTheLinesBefore() {
        var town = settled();
        var hours = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> "2025-05-04,T-1,T-2,60,party\n")
                .collect(Collectors.joining("", "date,provider,receiver,minutes,confirmed\n", ""));
        long before = events(town);
        var rehearsed = report("exchanges", town, true, null, hours);
        assertEquals("12 - insufficient-credit\n13 - insufficient-credit", told(rehearsed.get("errors")));
        assertEquals(before, events(town));
        var report = report("exchanges", town, false, null, hours);
        assertEquals(rehearsed.get("errors"), report.get("errors"));
        assertEquals(600, town.balance(person(town, "T-1")));
    }

    @Test
    void refusesFilesThatCannotBeRead() {
        var town = Town.founded();
        refused(400, "unreadable-csv", send("exchanges", town, true, null, ""));
        refused(400, "unreadable-csv", send("exchanges", town, true, null, "date,provider\n"));
        var named = refused(400, "unreadable-csv", send("participants", town, true, null, "reference,name\nT-1,x\n"));
        assertEquals(1, named.get("line").intValue());
        refused(400, "unreadable-csv", send("participants", town, true, null, "reference\n\"T-1\n"));
        refused(413, "too-large", send("participants", town, true, null, "reference\n" + "T-1\n".repeat(10_001)));
        refused(
                400,
                "malformed-request",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("text/csv")
                        .body("reference\nT-1\n")
                        .post("/imports/participants?dryRun=perhaps&communityId=" + town.community));
        refused(
                415,
                "unsupported-media-type",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .body("{}")
                        .post("/imports/participants?communityId=" + town.community));
        refused(
                404,
                "not-found",
                given().auth()
                        .oauth2(Town.founded().leadToken)
                        .contentType("text/csv")
                        .body("reference\nT-1\n")
                        .post("/imports/participants?communityId=" + town.community));
    }

    @Test
    void seesOnlyItsOwnReferences() {
        var town = settled();
        var csv = "date,provider,receiver,minutes\n2025-05-04,T-1,T-2,60\n";
        var partners = given().auth()
                .oauth2(town.partnerToken)
                .contentType("text/csv")
                .body(csv)
                .post("/imports/exchanges?dryRun=true&communityId=" + town.community);
        assertEquals(
                "2 provider invalid-field\n2 receiver invalid-field",
                told(Town.json(partners).get("errors")));
    }

    @Test
    void countsEachLineOfAFileAsARequest() {
        var csv = "reference\n"
                + IntStream.range(0, 50).mapToObj(i -> "T-" + i + "\n").collect(Collectors.joining());
        var flooder = Tokens.of(LedgerBackends.SMALL_MEASURE, "agency");
        Book.eventually(
                "the file is read",
                () -> given().auth()
                                .oauth2(flooder)
                                .contentType("text/csv")
                                .body(csv)
                                .post("/imports/participants?communityId=" + UUID.randomUUID())
                                .statusCode()
                        != 429);
        var next = given().auth().oauth2(flooder).get("/agencies/" + LedgerBackends.SMALL_MEASURE);
        refused(429, "too-many-requests", next);
        assertTrue(Integer.parseInt(next.header("Retry-After")) >= 5, next.header("Retry-After"));
    }
}
