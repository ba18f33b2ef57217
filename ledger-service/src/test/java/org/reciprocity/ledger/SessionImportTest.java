package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.ledger.Imports.person;
import static org.reciprocity.ledger.Imports.report;
import static org.reciprocity.ledger.Imports.settled;
import static org.reciprocity.ledger.Imports.told;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions from CSV files: several lines that are one exchange. */
@LedgerTest
class SessionImportTest {
    @Test
    void makesOneExchangeOfTheLinesOfASession() {
        var town = settled();
        var csv = """
                session,date,skill,provider,receiver,minutes,confirmed,reference
                choir,2025-07-02,singing,T-1,,60,party,choir-1
                choir,,,,T-2,60,party,
                walk,2025-07-03,,T-2,,30,party,walk-1
                choir,2025-07-02,,,T-3,50,party,choir-1
                walk,,,,T-3,30,party,
                """;
        var report = report("exchanges", town, false, null, csv);
        assertEquals(2, report.get("recorded").intValue(), report::toString);
        assertEquals(5, report.get("lines").intValue());
        assertEquals(List.of("2", "4"), report.get("results").findValuesAsText("line"));
        assertEquals(List.of("settled", "settled"), report.get("results").findValuesAsText("state"));
        assertEquals(60, town.balance(person(town, "T-1")));
        assertEquals(-30, town.balance(person(town, "T-2")));
        assertEquals(-80, town.balance(person(town, "T-3")));
        assertEquals(
                50, town.account(town.community, "pot").get("balanceMinutes").longValue());
        assertEquals(
                2, report("exchanges", town, false, null, csv).get("existing").intValue());
    }

    @Test
    void saysWhichSessionHasAReferenceThatAnotherHasToo() {
        var town = settled();
        var report = report("exchanges", town, true, null, """
                session,date,provider,receiver,minutes,confirmed,reference
                a,2025-07-02,T-1,,60,party,S-1
                a,,,T-2,60,party,S-1
                b,2025-07-03,T-1,,60,party,
                b,,,T-2,60,party,S-1
                ,2025-07-04,T-1,T-2,60,party,S-1
                """);
        assertEquals("5 reference invalid-field\n6 reference invalid-field", told(report.get("errors")));
        assertEquals(1, report.get("recorded").intValue(), report::toString);
    }

    @Test
    void saysLineByLineWhatIsWrongWithSessions() {
        var town = settled();
        var report = report("exchanges", town, true, null, """
                session,date,provider,receiver,minutes,provider_role,receiver_role,confirmed
                a,2025-07-02,T-1,,60,,,party
                a,2025-07-03,,T-2,60,,,party
                b,2025-07-02,T-1,T-2,60,,,party
                b,,,T-3,60,,,party
                c,2025-07-02,T-1,,60,,,party
                c,,,,60,,,party
                d,2025-07-02,T-1,,60,,,party
                d,,,T-2,,,,party
                e,2025-07-02,T-1,,60,king,,party
                e,,,T-2,601,,,party
                f,2025-07-02,T-1,,60,,,party
                f,,,T-2,60,,king,party
                g,2025-07-02,T-1,,60,,,party
                g,,,T-2,601,,,party
                """);
        assertEquals("""
                3 date invalid-field
                4 provider invalid-field
                4 receiver invalid-field
                7 provider invalid-field
                9 minutes invalid-field
                10 provider_role invalid-field
                13 receiver_role invalid-field
                15 minutes leg-too-long""", told(report.get("errors")));
    }
}
