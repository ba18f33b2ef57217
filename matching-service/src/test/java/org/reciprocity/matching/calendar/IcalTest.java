package org.reciprocity.matching.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IcalTest {
    private static final UUID SESSION = UUID.fromString("01997d33-0000-7000-8000-000000000001");

    @Test
    void writesASessionAsRfc5545HasIt() {
        var entry = new Ical.Entry(
                SESSION,
                "giver",
                "Giving: Lifts, by car",
                Instant.parse("2026-05-06T13:00:00Z"),
                90,
                "planned",
                Instant.parse("2026-05-01T09:00:00.123Z"),
                1);
        assertEquals(
                String.join(
                        "\r\n",
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "PRODID:-//Reciprocity//Matching//EN",
                        "CALSCALE:GREGORIAN",
                        "METHOD:PUBLISH",
                        "BEGIN:VEVENT",
                        "UID:" + SESSION + "-giver@reciprocity",
                        "DTSTAMP:20260501T090000Z",
                        "LAST-MODIFIED:20260501T090000Z",
                        "SEQUENCE:0",
                        "DTSTART:20260506T130000Z",
                        "DTEND:20260506T143000Z",
                        "SUMMARY:Giving: Lifts\\, by car",
                        "STATUS:CONFIRMED",
                        "CLASS:PRIVATE",
                        "END:VEVENT",
                        "END:VCALENDAR",
                        ""),
                Ical.of(List.of(entry)));
    }

    @Test
    void escapesWhatHasAMeaningOfItsOwn() {
        assertEquals("a\\\\b\\;c\\,d\\ne", Ical.escaped("a\\b;c,d\r\ne"));
    }

    @Property(tries = 500)
    void foldsLinesWithoutLosingACharacter(@ForAll String content) {
        var line = content.replaceAll("[\\r\\n]", "").replaceAll("\\p{Cs}", "");
        var text = new StringBuilder();
        Ical.line(text, line);
        for (var part : text.toString().split("\r\n", -1)) {
            assertTrue(part.getBytes(StandardCharsets.UTF_8).length <= 75, part);
        }
        assertEquals(line, text.toString().replace("\r\n ", "").replace("\r\n", ""));
    }
}
