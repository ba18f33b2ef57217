package org.reciprocity.local.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.system.Terminal;

/**
 * The log of a year of Learning to Lead, made up: each pupil gives an hour to their school in each week of the school year,
 * as an exchange of its own. It holds the schools, their programmes and the exchanges.
 */
final class SchoolsLog {
    /** Pupils who took part, by the programme's own account. */
    static final int PUPILS = 681_573;

    /** Weeks of a school year. */
    static final int WEEKS = 39;

    /** An hour, in minutes. */
    static final int MINUTES = 60;

    private static final int PUPILS_OF_A_SCHOOL = 900;
    private static final Instant FROM = Instant.parse("2025-09-01T13:30:00Z");
    private static final List<int[]> TERMS = List.of(
            new int[] {0, 6}, new int[] {8, 14}, new int[] {17, 22}, new int[] {24, 29}, new int[] {32, 37}, new int[] {
                39, 45
            });
    private static final long PARTICIPANT = 0x0198_f000_0001_7000L;
    private static final long ACCOUNT = 0x0198_f000_0002_7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final List<School> schools = new ArrayList<>();
    private final int[] weeks = TERMS.stream()
            .flatMapToInt(term -> IntStream.rangeClosed(term[0], term[1]))
            .toArray();
    private long events;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record School(UUID id, String name, byte[] header, String programme, String pot) {
        static School of(int number) {
            var code = "school-" + number;
            var id = Ids.community(code);
            return new School(
                    id,
                    id.toString(),
                    LogWriter.bytes(id.toString()),
                    Ids.programme(code, "learning-teams").toString(),
                    Ids.of("account", code, "pot").toString());
        }
    }

    SchoolsLog() {
        for (int number = 0; number * PUPILS_OF_A_SCHOOL < PUPILS; number++) {
            schools.add(School.of(number));
        }
    }

    /** The schools' communities. */
    List<UUID> communities() {
        return schools.stream().map(School::id).toList();
    }

    /** The agency that leads them all. */
    UUID agency() {
        return Ids.agency("bench-agency");
    }

    /** How many events there are. */
    long events() {
        return events;
    }

    /** Creates the topics and writes so many exchanges, week by week. */
    void write(String bootstrapServers, long exchanges, int partitions, Terminal terminal) throws Exception {
        try (var log = new LogWriter(bootstrapServers, partitions, FROM)) {
            for (int number = 0; number < schools.size(); number++) {
                school(log, number);
            }
            for (long number = 0; number < exchanges; number++) {
                hour(log, (int) (number % PUPILS), (int) (number / PUPILS));
                if (number % (exchanges / 100 + 1) == 0) {
                    terminal.bar("Writing the log", number, exchanges, "%,d events".formatted(log.events()));
                }
            }
            terminal.bar("Writing the log", exchanges, exchanges, "%,d events".formatted(log.events()));
            events = log.events();
        }
    }

    private void school(LogWriter log, int number) {
        var school = schools.get(number);
        log.send(
                LogWriter.REGISTRY,
                school.header(),
                school.name(),
                "community-founded",
                "{\"code\":\"school-" + number + "\",\"name\":\"School " + number
                        + "\",\"timeZone\":\"Europe/London\",\"leadAgency\":\"" + agency() + "\",\"policy\":{"
                        + "\"participantFloorMinutes\":-600,\"participantCeilingMinutes\":6000,\"potFloorMinutes\":0,"
                        + "\"agencyFloorMinutes\":0,\"maxLegMinutes\":600,\"toleranceMinutes\":15,"
                        + "\"confirmation\":\"both\"}}");
        log.send(
                LogWriter.REGISTRY,
                school.header(),
                school.programme(),
                "programme-opened",
                "{\"agency\":\"" + agency() + "\",\"code\":\"learning-teams\",\"name\":\"Learning teams\","
                        + "\"design\":\"both\",\"delivery\":\"users\",\"earnsCredit\":true,\"risk\":\"low\"}");
    }

    private void hour(LogWriter log, int pupil, int week) {
        var school = schools.get(pupil / PUPILS_OF_A_SCHOOL);
        var at = FROM.plus(7L * weeks[week % WEEKS] + pupil % 5, ChronoUnit.DAYS);
        log.send(
                LogWriter.EXCHANGES,
                school.header(),
                log.id(),
                "exchange-settled",
                "{\"kind\":\"contribution\",\"programme\":\"" + school.programme() + "\",\"occurredAt\":\"" + at
                        + "\",\"skill\":\"learning-team\",\"legs\":[{\"provider\":\""
                        + new UUID(PARTICIPANT, VARIANT | pupil)
                        + "\",\"receiver\":\"" + school.name() + "\",\"minutes\":" + MINUTES + "}],\"postings\":{\""
                        + new UUID(ACCOUNT, VARIANT | pupil) + "\":" + MINUTES + ",\"" + school.pot() + "\":" + -MINUTES
                        + "}}");
    }
}
