package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Imports.events;
import static org.reciprocity.ledger.Imports.person;
import static org.reciprocity.ledger.Imports.report;
import static org.reciprocity.ledger.Imports.settled;
import static org.reciprocity.ledger.Imports.told;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Scores and follow-ups from CSV files. */
@LedgerTest
class OutcomeImportTest {
    @Test
    void recordsScoresLineByLine() {
        var town = settled();
        var code = get("/programmes/" + town.programme(), town.leadToken)
                .get("code")
                .textValue();
        var csv = """
                Date;Programme;Participant;Instrument;Wave;Arm;Score;Raw;Items;Reference
                10/04/2026;%1$s;T-1;SWEMWBS;0;participants;;;3 3 4 3 3 3 3;M-1
                2026-04-10;%1$s;T-2;ucla-3;0;participants;;7;;M-2
                2026-05-10;%1$s;T-1;SWEMWBS;1;participants;20.73;;;M-3
                2026-05-10;%1$s;T-1;SWEMWBS;1;participants;20.73;;;M-4
                2026-05-10;%1$s;T-2;SWEMWBS;1;participants;20.73;;;M-5
                2026-05-10;%1$s;T-3;SWEMWBS;0;participants;21;;;M-6
                2026-05-10;%1$s;T-3;SWEMWBS;0;comparison;;;3 3 x;M-7
                31/04/2026;%1$s;T-9;SWEMWBS;0;both;a lot;;;M-8
                """.formatted(code);
        var wrong = """
                5 wave already-scored
                6 date baseline-missing
                7 score score-out-of-range
                8 items invalid-field
                9 participant invalid-field
                9 date invalid-field
                9 score invalid-field""";
        long before = events(town);
        var rehearsed = report("measures", town, true, null, csv);
        assertEquals(wrong, told(rehearsed.get("errors")));
        assertEquals(3, rehearsed.get("recorded").intValue());
        assertEquals(before, events(town), "a dry run changes nothing");

        var report = report("measures", town, false, "wave", csv);
        assertEquals(wrong, told(report.get("errors")));
        assertEquals(3, report.get("recorded").intValue());
        assertEquals(before + 3, events(town));
        var second = get("/measures/" + report.at("/results/1/id").textValue(), town.leadToken);
        assertEquals("UCLA-3", second.get("instrument").textValue());
        assertTrue(second.get("beyondCutOff").booleanValue());
        assertEquals(
                3, report("measures", town, false, "wave", csv).get("replayed").intValue());
        assertEquals(
                3, report("measures", town, false, null, csv).get("existing").intValue());

        created("/measures/" + id(second) + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        var after = report("measures", town, false, null, csv);
        assertEquals("3 reference external-ref-of-withdrawn\n" + wrong, told(after.get("errors")));
        assertEquals(2, after.get("existing").intValue());
    }

    @Test
    void takesAReferenceOfAnOutcomeOncePerFile() {
        var town = settled();
        var code = get("/programmes/" + town.programme(), town.leadToken)
                .get("code")
                .textValue();
        var scores = """
                date,programme,participant,instrument,wave,arm,raw,reference
                2026-04-10,%1$s,T-1,UCLA-3,0,participants,7,M-1
                2026-04-10,%1$s,T-2,UCLA-3,0,participants,5,M-1
                """.formatted(code);
        var followUps = """
                date,programme,participant,arm,window_months,event,outcome,reference
                2026-05-01,%1$s,T-1,participants,12,re-offended,lost,F-1
                2026-05-01,%1$s,T-2,participants,12,re-offended,yes,F-1
                """.formatted(code);

        for (var report : List.of(
                report("measures", town, false, null, scores), report("follow-ups", town, false, null, followUps))) {
            assertEquals("3 reference invalid-field", told(report.get("errors")));
            assertEquals(1, report.get("recorded").intValue());
            assertEquals(0, report.get("existing").intValue());
        }
    }

    @Test
    void recordsFollowUpsOfCasesAndParticipants() {
        var town = settled();
        var programme = town.programme();
        var code = get("/programmes/" + programme, town.leadToken).get("code").textValue();
        Town.created(
                "/cases",
                town.leadToken,
                CaseResourceTest.referral(person(town, "T-1"), programme)
                        .replaceFirst("\\{", "{\"externalRef\":\"R-7\","));
        Town.created("/enrolments", town.leadToken, VisibilityTest.enrolment(person(town, "T-3"), programme));
        var csv = """
                date,programme,participant,case,arm,window_months,event,outcome,reference
                2026-05-01,,,R-7,participants,12,re-offended,no,F-1
                2026-05-01,%1$s,T-2,,comparison,12,re-offended,lost,F-2
                2026-05-01,%1$s,T-1,,participants,12,re-offended,yes,F-3
                2026-05-01,,,R-8,participants,12,re-offended,no,F-4
                2026-05-01,,T-3,,participants,12,re-offended,maybe,F-5
                2026-05-01,%1$s,T-3,,participants,12,re-offended,no,F-6
                """.formatted(code);
        var report = report("follow-ups", town, false, null, csv);
        assertEquals(
                "4 event already-followed-up\n5 case invalid-field\n6 outcome invalid-field\n7 outcome window-open",
                told(report.get("errors")));
        assertEquals(2, report.get("recorded").intValue(), report::toString);
    }

    @Test
    void takesALineThatWasCorrectedUnderTheSameKey() {
        var town = settled();
        var programme = town.programme();
        var code = get("/programmes/" + programme, town.leadToken).get("code").textValue();
        Town.created("/enrolments", town.leadToken, VisibilityTest.enrolment(person(town, "T-3"), programme));
        var file = """
                date,programme,participant,arm,window_months,event,outcome,reference
                2026-05-01,%s,T-3,participants,12,re-offended,lost,F-7
                """;
        var key = UUID.randomUUID().toString();
        assertEquals(
                0,
                report("follow-ups", town, false, key, file.formatted(""))
                        .get("recorded")
                        .intValue());
        var corrected = report("follow-ups", town, false, key, file.formatted(code));
        assertEquals(1, corrected.get("recorded").intValue(), corrected::toString);
        var again = report("follow-ups", town, false, key, file.formatted(code));
        assertEquals(1, again.get("replayed").intValue(), again::toString);
    }
}
