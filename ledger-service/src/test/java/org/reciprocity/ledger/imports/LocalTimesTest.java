package org.reciprocity.ledger.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalTimesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static Instant at(String date, String time) throws LocalTimes.NotATime {
        return OffsetDateTime.parse(LocalTimes.instant(date, time, LONDON)).toInstant();
    }

    private static String wrongColumn(String date, String time) {
        return assertThrows(LocalTimes.NotATime.class, () -> at(date, time)).column();
    }

    @Test
    void readsDaysAsTheyAreWrittenWithTheDayFirst() throws Exception {
        var noon = Instant.parse("2025-05-04T11:00:00Z");
        for (var day : List.of("2025-05-04", "04/05/2025", "4/5/2025", "04.05.2025", "4.5.2025")) {
            assertEquals(noon, at(day, null), day);
        }
        assertEquals(Instant.parse("2025-05-04T08:30:00Z"), at("04/05/2025", "9:30"));
        assertEquals(Instant.parse("2025-05-04T13:05:10Z"), at("2025-05-04", "14:05:10"));
        assertEquals(Instant.parse("2025-05-04T13:05:00Z"), at("04/05/2025 14:05", null));
        assertEquals(Instant.parse("2025-05-04T13:05:00Z"), at("2025-05-04T14:05", null));
        assertEquals(Instant.parse("2025-05-04T14:05:00Z"), at("2025-05-04T14:05:00Z", null));
        assertEquals(Instant.parse("2025-05-04T12:05:00Z"), at("2025-05-04T14:05:00+02:00", null));
    }

    @Test
    void refusesWhatCouldMeanSomethingElse() {
        for (var day :
                List.of("05/13/2025", "45781", "4/5/25", "2025-02-30", "31.04.2025", "May 4", "2025-05-04T", "x")) {
            assertEquals("date", wrongColumn(day, null), day);
        }
        assertEquals("date", wrongColumn("2025-05-04T10:00", "10:00"));
        for (var time : List.of("25:00", "9.30", "9", "9:30 pm", "x")) {
            assertEquals("time", wrongColumn("2025-05-04", time), time);
        }
    }

    @Test
    void knowsTheHourThatIsNotThereAndTheOneThatIsThereTwice() throws Exception {
        assertEquals("time", wrongColumn("2025-03-30", "1:30"));
        assertEquals(Instant.parse("2025-10-26T00:30:00Z"), at("2025-10-26", "1:30"), "the first of the two");
    }
}
