package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.ledger.OutcomeRulesTest.baseline;
import static org.reciprocity.ledger.OutcomeRulesTest.events;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is refused when people are followed up, one after the other and at the same time. */
@LedgerTest
class FollowUpRulesTest {
    @Test
    void followsUpACaseAParticipantAndAGroupOnce() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var file = id(created("/cases", town.leadToken, CaseResourceTest.referral(person, programme)));
        var ofCase = "{\"caseId\":\"" + file + "\",\"arm\":\"participants\",\"windowMonths\":12,"
                + "\"event\":\"re-offended\",\"outcome\":\"no\",\"observedOn\":\"2026-05-01\"}";
        var first = created("/follow-ups", town.leadToken, ofCase);
        assertEquals(programme.toString(), first.get("programmeId").textValue());
        assertEquals(person.toString(), first.get("participantId").textValue());
        assertEquals(first, get("/follow-ups/" + id(first), town.leadToken));
        refused(409, "already-followed-up", post("/follow-ups", town.leadToken, ofCase));
        refused(
                409,
                "already-followed-up",
                post(
                        "/follow-ups",
                        town.leadToken,
                        followUp(person, programme, "participants", "yes", "2026-05-02")
                                .replace("\"windowMonths\":1,", "\"windowMonths\":12,")));
        created("/follow-ups", town.leadToken, ofCase.replace("\"windowMonths\":12", "\"windowMonths\":6"));
        var second = id(created("/cases", town.leadToken, CaseResourceTest.referral(person, programme)));
        created("/follow-ups", town.leadToken, ofCase.replace(file.toString(), second.toString()));

        var group = "{\"programmeId\":\"" + programme + "\",\"group\":{\"yes\":34,\"no\":66,\"lost\":12},"
                + "\"arm\":\"comparison\",\"windowMonths\":12,\"event\":\"re-offended\",\"observedOn\":\"2026-05-01\"}";
        assertEquals(
                66,
                created("/follow-ups", town.leadToken, group).at("/group/no").intValue());
        refused(409, "already-followed-up", post("/follow-ups", town.leadToken, group));
        refused(403, "not-yours", post("/follow-ups", town.partnerToken, group));
        refused(
                422,
                "invalid-field",
                post(
                        "/follow-ups",
                        town.leadToken,
                        group.replace("\"yes\":34,\"no\":66,\"lost\":12", "\"yes\":0,\"no\":0,\"lost\":0")));
        refused(
                422,
                "invalid-field",
                post("/follow-ups", town.leadToken, group.replaceFirst("\\{", "{\"outcome\":\"no\",")));
        refused(422, "in-the-future", post("/follow-ups", town.leadToken, group.replace("2026-05-01", "2199-05-01")));

        var listed =
                get("/follow-ups?communityId=" + town.community + "&event=re-offended&arm=comparison", town.leadToken);
        assertEquals(1, listed.get("items").size());
        var withdrawn =
                created("/follow-ups/" + id(first) + "/withdraw", town.leadToken, "{\"reason\":\"consent-withdrawn\"}");
        assertEquals("consent-withdrawn", withdrawn.get("withdrawnFor").textValue());
        created("/follow-ups", town.leadToken, ofCase);
        refused(
                404,
                "not-found",
                post("/follow-ups/" + id(first) + "/withdraw", town.partnerToken, "{\"reason\":\"duplicate\"}"));
    }

    @Test
    void followsUpNobodyBeforeTheEnrolment() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(person, programme));
        refused(
                422,
                "follow-up-before-enrolment",
                post("/follow-ups", town.leadToken, followUp(person, programme, "participants", "no", "2026-03-31")));
        var answers = AtOnce.run(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(i -> () -> post(
                                "/follow-ups",
                                town.leadToken,
                                followUp(person, programme, "participants", "yes", "2026-04-02"))
                        .statusCode())
                .toList());
        assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers::toString);
        assertEquals(5, answers.stream().filter(status -> status == 409).count(), answers::toString);
    }

    @Test
    void takesANoWhenTheWindowIsOver() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(person, programme));
        long before = events(town);
        var refusal = refused(
                422,
                "window-open",
                post("/follow-ups", town.leadToken, followUp(person, programme, "participants", "no", "2026-04-30")));
        assertEquals("outcome", refusal.get("field").textValue());
        assertEquals("2026-05-01", refusal.get("over").textValue());
        assertEquals(before, events(town));
        created(
                "/follow-ups",
                town.leadToken,
                followUp(person, programme, "participants", "lost", "2026-04-30")
                        .replace("re-offended", "in-work"));
        created("/follow-ups", town.leadToken, followUp(person, programme, "participants", "no", "2026-05-01"));

        var scored = town.participant();
        created("/measures", town.leadToken, baseline(scored, programme));
        refused(
                422,
                "window-open",
                post("/follow-ups", town.leadToken, followUp(scored, programme, "participants", "no", "2026-05-09")));
        created("/follow-ups", town.leadToken, followUp(scored, programme, "participants", "no", "2026-05-10"));
        created(
                "/follow-ups",
                town.leadToken,
                followUp(town.participant(), programme, "participants", "no", "2026-04-02"));
    }

    static String followUp(UUID participant, UUID programme, String arm, String outcome, String day) {
        return "{\"participantId\":\"" + participant + "\",\"programmeId\":\"" + programme + "\",\"arm\":\"" + arm
                + "\",\"windowMonths\":1,\"event\":\"re-offended\",\"outcome\":\"" + outcome + "\",\"observedOn\":\""
                + day + "\"}";
    }
}
