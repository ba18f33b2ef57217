package org.reciprocity.matching.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** Sessions as an iCalendar object (RFC 5545): what and when, and of whom nothing. */
final class Ical {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE = 75;

    private Ical() {}

    /**
     * A session in a calendar.
     *
     * @param session its id
     * @param side giver or receiver: an agency's calendar may have a session once for each
     * @param summary what is done, in words
     * @param startsAt when it begins
     * @param minutes how long
     * @param state planned, held, missed or cancelled
     * @param changedAt when it last changed
     * @param version how often it changed
     */
    record Entry(
            UUID session,
            String side,
            String summary,
            Instant startsAt,
            long minutes,
            String state,
            Instant changedAt,
            long version) {}

    static String of(List<Entry> entries) {
        var text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Reciprocity//Matching//EN");
        line(text, "CALSCALE:GREGORIAN");
        line(text, "METHOD:PUBLISH");
        for (var entry : entries) {
            line(text, "BEGIN:VEVENT");
            line(text, "UID:" + entry.session() + "-" + entry.side() + "@reciprocity");
            line(text, "DTSTAMP:" + UTC.format(entry.changedAt()));
            line(text, "LAST-MODIFIED:" + UTC.format(entry.changedAt()));
            line(text, "SEQUENCE:" + (entry.version() - 1));
            line(text, "DTSTART:" + UTC.format(entry.startsAt()));
            line(text, "DTEND:" + UTC.format(entry.startsAt().plus(Duration.ofMinutes(entry.minutes()))));
            line(text, "SUMMARY:" + escaped(entry.summary()));
            line(text, "STATUS:" + (entry.state().equals("cancelled") ? "CANCELLED" : "CONFIRMED"));
            line(text, "CLASS:PRIVATE");
            line(text, "END:VEVENT");
        }
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    /** Section 3.3.11: backslash, semicolon, comma and line breaks. */
    static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n");
    }

    /** Section 3.1: lines of at most 75 octets, folded between characters, each ended by CR and LF. */
    static void line(StringBuilder text, String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            int character = content.codePointAt(i);
            var written = Character.toString(character);
            int size = written.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(written);
            octets += size;
            i += Character.charCount(character);
        }
        text.append("\r\n");
    }
}
