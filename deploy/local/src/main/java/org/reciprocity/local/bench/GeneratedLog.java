package org.reciprocity.local.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.system.Terminal;

/**
 * A ledger's log as its relay writes it, made up: communities of participants who each give to the same few others, and their
 * settled exchanges over a year; one in a hundred is reversed. The same numbers make the same log, but for the ids of events.
 */
final class GeneratedLog {
    private static final int COMMUNITIES = 5;
    private static final int PROGRAMMES = 2;
    private static final int PARTNERS = 8;
    private static final int REVERSED = 100;
    private static final Instant FROM = Instant.parse("2025-04-01T08:00:00Z");
    private static final int HOURS = 365 * 24;
    private static final List<String> SKILLS = List.of(
            "befriending",
            "gardening",
            "lifts",
            "tutoring",
            "cooking",
            "forms-and-letters",
            "digital-help",
            "language");

    private final String bootstrapServers;
    private final List<Community> communities = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private long events;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Community(
            byte[] header, UUID id, List<String> programmes, List<String> participants, List<String> accounts) {

        static Community of(int number, int participants) {
            var code = "bench-" + number;
            var id = Ids.community(code);
            return new Community(
                    LogWriter.bytes(id.toString()),
                    id,
                    IntStream.range(0, PROGRAMMES)
                            .mapToObj(programme ->
                                    Ids.programme(code, "hours-" + programme).toString())
                            .toList(),
                    ids("participant", code, participants),
                    ids("account", code, participants));
        }

        private static List<String> ids(String what, String code, int count) {
            return IntStream.range(0, count)
                    .mapToObj(
                            number -> Ids.of(what, code, String.valueOf(number)).toString())
                    .toList();
        }
    }

    GeneratedLog(String bootstrapServers, int participants) {
        this.bootstrapServers = bootstrapServers;
        for (int number = 0; number < COMMUNITIES; number++) {
            communities.add(Community.of(number, participants / COMMUNITIES));
        }
    }

    /** Creates the topics and writes the events; returns how many records the topic of exchanges has. */
    long write(long exchanges, int partitions, Terminal terminal) throws Exception {
        try (var log = new LogWriter(bootstrapServers, partitions, FROM)) {
            registry(log);
            for (long number = 0; number < exchanges; number++) {
                settled(log);
                if (number % (exchanges / 100 + 1) == 0) {
                    terminal.bar("Writing the log", number, exchanges, "%,d events".formatted(log.events()));
                }
            }
            terminal.bar("Writing the log", exchanges, exchanges, "%,d events".formatted(log.events()));
            events = log.events();
            return log.onExchanges();
        }
    }

    /** How many events there are. */
    long events() {
        return events;
    }

    private void registry(LogWriter log) {
        var agency = Ids.agency("bench-agency");
        for (int number = 0; number < COMMUNITIES; number++) {
            var community = communities.get(number);
            log.send(
                    LogWriter.REGISTRY,
                    community.header(),
                    community.id().toString(),
                    "community-founded",
                    "{\"code\":\"bench-" + number + "\",\"name\":\"Bench " + number + "\","
                            + "\"timeZone\":\"Europe/London\",\"leadAgency\":\"" + agency + "\",\"policy\":{"
                            + "\"participantFloorMinutes\":-600,\"participantCeilingMinutes\":6000,\"potFloorMinutes\":0,"
                            + "\"agencyFloorMinutes\":0,\"maxLegMinutes\":600,\"toleranceMinutes\":15,"
                            + "\"confirmation\":\"both\"}}");
            log.send(
                    LogWriter.REGISTRY,
                    community.header(),
                    community.id().toString(),
                    "agency-admitted",
                    "{\"agency\":\"" + agency + "\",\"roles\":[\"lead\"]}");
            for (int programme = 0; programme < PROGRAMMES; programme++) {
                log.send(
                        LogWriter.REGISTRY,
                        community.header(),
                        community.programmes().get(programme),
                        "programme-opened",
                        "{\"agency\":\"" + agency + "\",\"code\":\"hours-" + programme
                                + "\",\"name\":\"Hours\",\"design\":\"both\",\"delivery\":\"both\","
                                + "\"earnsCredit\":true,\"risk\":\"low\"}");
            }
            for (int person = 0; person < community.participants().size(); person++) {
                participant(log, community, agency, person);
            }
        }
    }

    private void participant(LogWriter log, Community community, UUID agency, int person) {
        var participant = community.participants().get(person);
        log.send(
                LogWriter.REGISTRY,
                community.header(),
                participant,
                "participant-registered",
                "{\"agency\":\"" + agency + "\",\"kind\":\"person\",\"size\":1,\"roles\":[\"member\"]}");
        log.send(
                LogWriter.REGISTRY,
                community.header(),
                Ids.of("enrolment", participant).toString(),
                "participant-enrolled",
                "{\"programme\":\"" + community.programmes().get(person % PROGRAMMES) + "\",\"participant\":\""
                        + participant + "\",\"role\":\"member\",\"arm\":\"participants\",\"from\":\"2025-04-01\"}");
        log.send(
                LogWriter.EXCHANGES,
                community.header(),
                community.accounts().get(person),
                "account-opened",
                "{\"kind\":\"participant\",\"owner\":\"" + participant + "\",\"floor\":-600,\"ceiling\":6000}");
    }

    private void settled(LogWriter log) {
        var community = communities.get(random.nextInt(COMMUNITIES));
        var people = community.participants();
        int giver = random.nextInt(people.size());
        int receiver = (giver + 1 + random.nextInt(PARTNERS)) % people.size();
        int minutes = 15 * (1 + random.nextInt(8));
        var key = log.id();
        var exchange = "\"kind\":\"service\",\"programme\":\""
                + community.programmes().get(giver % PROGRAMMES) + "\",\"occurredAt\":\""
                + FROM.plusSeconds(3600L * random.nextInt(HOURS)) + "\",\"skill\":\""
                + SKILLS.get(random.nextInt(SKILLS.size())) + "\",\"legs\":[{\"provider\":\"" + people.get(giver)
                + "\",\"receiver\":\"" + people.get(receiver) + "\",\"minutes\":" + minutes + "}],\"postings\":{\""
                + community.accounts().get(giver) + "\":";
        var between = ",\"" + community.accounts().get(receiver) + "\":";
        log.send(
                LogWriter.EXCHANGES,
                community.header(),
                key,
                "exchange-settled",
                "{" + exchange + minutes + between + -minutes + "}}");
        if (random.nextInt(REVERSED) == 0) {
            log.send(
                    LogWriter.EXCHANGES,
                    community.header(),
                    key,
                    "exchange-reversed",
                    "{\"reason\":\"recorded-twice\"," + exchange + -minutes + between + minutes + "}}");
        }
    }
}
