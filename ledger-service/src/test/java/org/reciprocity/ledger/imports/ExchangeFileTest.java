package org.reciprocity.ledger.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExchangeFileTest {
    private static final UUID COMMUNITY = new UUID(1, 0);
    private static final UUID ANA = new UUID(2, 1);
    private static final UUID BEN = new UUID(2, 2);
    private static final UUID SURGERY = new UUID(3, 1);
    private static final UUID NEIGHBOURS = new UUID(4, 1);
    private static final UUID DUTY = new UUID(5, 1);
    private static final Directory DIRECTORY = new Directory(
            COMMUNITY,
            ZoneId.of("Europe/London"),
            Map.of("T-1", ANA, "T-2", BEN),
            Map.of("surgery", SURGERY),
            Map.of("neighbours", NEIGHBOURS),
            Map.of("R-7", DUTY));

    private static List<Draft> drafts(String csv) {
        return ExchangeFile.drafts(
                CsvTable.read(csv.getBytes(StandardCharsets.UTF_8), ExchangeFile.COLUMNS, ExchangeFile.NEEDED),
                DIRECTORY);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.formatted(COMMUNITY, ANA, BEN, SURGERY, NEIGHBOURS, DUTY));
    }

    private static String errors(List<Draft> drafts) {
        return drafts.stream()
                .flatMap(draft -> draft.errors().stream())
                .map(error -> error.line() + " " + error.column())
                .collect(Collectors.joining(", "));
    }

    @Test
    void makesTheBodyThatAClientWouldPostOfALine() throws Exception {
        var drafts = drafts("""
                date,time,kind,programme,provider,receiver,minutes,provider_role,skill,confirmed,reference
                04/05/2025,9:30,,neighbours,T-1,T-2,60,volunteer,cooking,party,S-1
                2025-12-04,,contribution,,T-1,surgery,45,,,on-behalf,
                """);
        assertEquals("", errors(drafts));
        assertEquals(json("""
                {"communityId":"%1$s","kind":"service","occurredAt":"2025-05-04T09:30+01:00","programmeId":"%5$s",
                 "skill":"cooking","externalRef":"S-1",
                 "legs":[{"providerId":"%2$s","receiverId":"%3$s","minutes":60,"providerRole":"volunteer"}],
                 "confirmations":[{"participantId":"%2$s","how":"party"},{"participantId":"%3$s","how":"party"}]}
                """), drafts.get(0).body());
        assertEquals(json("""
                {"communityId":"%1$s","kind":"contribution","occurredAt":"2025-12-04T12:00Z",
                 "legs":[{"providerId":"%2$s","receiverId":"%4$s","minutes":45}],
                 "confirmations":[{"participantId":"%2$s","how":"on-behalf"}]}
                """), drafts.get(1).body());
    }

    @Test
    void readsTheCaseByItsReferenceOrId() throws Exception {
        var drafts = drafts("""
                date,kind,provider,receiver,minutes,case
                2025-12-04,contribution,T-1,community,60,R-7
                2025-12-04,contribution,T-1,community,60,00000000-0000-0005-0000-000000000001
                2025-12-04,contribution,T-1,community,60,R-8
                """);
        assertEquals("4 case", errors(drafts));
        assertEquals(json("""
                {"communityId":"%1$s","kind":"contribution","occurredAt":"2025-12-04T12:00Z","caseId":"%6$s",
                 "legs":[{"providerId":"%2$s","receiverId":"%1$s","minutes":60}],"confirmations":[]}
                """), drafts.get(0).body());
        assertEquals(drafts.get(0).body(), drafts.get(1).body());
    }

    @Test
    void makesASessionOfTheLinesThatNameIt() throws Exception {
        var drafts = drafts("""
                session,date,provider,receiver,minutes,provider_role,receiver_role,confirmed,reference
                choir,2025-12-04,T-1,,60,volunteer,,party,C-1
                walk,2025-12-05,T-2,,30,,,,
                choir,,,T-2,50,,family,party,
                """);
        assertEquals("", errors(drafts));
        assertEquals(2, drafts.size());
        assertEquals(json("""
                {"communityId":"%1$s","kind":"service","occurredAt":"2025-12-04T12:00Z","externalRef":"C-1",
                 "session":{"givers":[{"participantId":"%2$s","minutes":60,"role":"volunteer"}],
                            "receivers":[{"participantId":"%3$s","minutes":50,"role":"family"}]},
                 "confirmations":[{"participantId":"%2$s","how":"party"},{"participantId":"%3$s","how":"party"}]}
                """), drafts.get(0).body());
        assertEquals(
                List.of(2L, 4L),
                drafts.get(0).rows().stream().map(CsvTable.Row::line).toList());
    }

    @Test
    void namesTheLineAndTheColumnOfWhatItCannotRead() {
        assertEquals(
                "2 date, 3 provider, 3 receiver, 3 minutes, 4 confirmed, 5 provider, 6 minutes, 7 programme",
                errors(drafts("""
                        date,provider,receiver,minutes,confirmed,programme
                        45781,T-1,T-2,60,,
                        2025-05-04,T-8,T-9,an hour,,
                        2025-05-04,T-1,surgery,60,surely,
                        2025-05-04,,T-2,60,,
                        2025-05-04,T-1,T-2,,,
                        2025-05-04,T-1,T-2,60,,choirs
                        """)));
        assertEquals("3 date, 4 provider, 4 receiver, 7 provider, 9 minutes", errors(drafts("""
                        session,date,provider,receiver,minutes
                        a,2025-07-02,T-1,,60
                        a,2025-07-03,,T-2,60
                        b,2025-07-02,T-1,T-2,60
                        b,,,T-2,60
                        c,2025-07-02,T-1,,60
                        c,,,,60
                        d,2025-07-02,T-1,,60
                        d,,,T-2,
                        """)));
    }
}
