package org.reciprocity.local.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.system.Terminal;

/**
 * A ledger's log as its relay writes it, made up: communities of participants who each give to the same few others, and their
 * settled exchanges over a year, recorded with both parties' words; one in a hundred is reversed. The same numbers make the same log, but for the ids of events.
 */
final class GeneratedLog {
    /** How many communities there are, where nobody says otherwise. */
    static final int COMMUNITIES = 5;

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

    private static final String RECORDED_BY = "\"recordedBy\":\"" + agency() + "\",";

    private final String bootstrapServers;
    private final List<Community> communities = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] minutes;
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
        this(bootstrapServers, participants, COMMUNITIES);
    }

    /** Of participants who are spread evenly over so many communities. */
    GeneratedLog(String bootstrapServers, int participants, int communities) {
        this.bootstrapServers = bootstrapServers;
        minutes = new long[communities];
        for (int number = 0; number < communities; number++) {
            this.communities.add(Community.of(number, participants / communities));
        }
    }

    /** Creates the topics and writes the events; returns how many records the topic of exchanges has. */
    long write(long exchanges, int partitions, Terminal terminal) throws Exception {
        try (var log = open(partitions)) {
            write(log, exchanges, terminal);
            return log.onExchanges();
        }
    }

    /** Creates the topics. */
    LogWriter open(int partitions) throws Exception {
        return new LogWriter(bootstrapServers, partitions, FROM);
    }

    /** Writes the events. */
    void write(LogWriter log, long exchanges, Terminal terminal) {
        registry(log);
        for (long number = 0; number < exchanges; number++) {
            settled(log);
            if (number % (exchanges / 100 + 1) == 0) {
                terminal.bar("Writing the log", number, exchanges, "%,d events".formatted(log.events()));
            }
        }
        terminal.bar("Writing the log", exchanges, exchanges, "%,d events".formatted(log.events()));
        events = log.events();
    }

    /** The agency that leads all communities. */
    static UUID agency() {
        return Ids.agency("bench-agency");
    }

    /** A community's id, by its number from 0. */
    UUID community(int number) {
        return communities.get(number).id();
    }

    /** The id of a community's first programme. */
    String programme(int number) {
        return communities.get(number).programmes().getFirst();
    }

    /** Minutes of hours given in the community so far, less those that were reversed. */
    long minutes(int number) {
        return minutes[number];
    }

    /** How many events there are. */
    long events() {
        return events;
    }

    private void registry(LogWriter log) {
        var agency = agency();
        for (int number = 0; number < communities.size(); number++) {
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
        int number = random.nextInt(communities.size());
        var exchange = exchange(number, FROM.plusSeconds(3600L * random.nextInt(HOURS)));
        var unused = exchange.settle(log);
        if (random.nextInt(REVERSED) == 0) {
            exchange.reverse(log);
        }
    }

    /** Writes one settled exchange of a community that took place then. */
    Future<RecordMetadata> settled(LogWriter log, int number, Instant occurredAt) {
        return exchange(number, occurredAt).settle(log);
    }

    private Exchange exchange(int number, Instant occurredAt) {
        var community = communities.get(number);
        var people = community.participants();
        int giver = random.nextInt(people.size());
        int receiver = (giver + 1 + random.nextInt(PARTNERS)) % people.size();
        int length = 15 * (1 + random.nextInt(8));
        var occasion = "\"kind\":\"service\",\"programme\":\""
                + community.programmes().get(giver % PROGRAMMES) + "\",\"occurredAt\":\"" + occurredAt
                + "\",\"skill\":\"" + SKILLS.get(random.nextInt(SKILLS.size())) + "\",\"confirmed\":\"party\",";
        var legs = "\"legs\":[{\"provider\":\"" + people.get(giver) + "\",\"receiver\":\"" + people.get(receiver)
                + "\",\"minutes\":" + length + "}],\"postings\":{\""
                + community.accounts().get(giver) + "\":";
        var words = "\"confirmations\":[" + word(people.get(giver)) + "," + word(people.get(receiver)) + "]";
        return new Exchange(number, occasion, legs, ",\"" + community.accounts().get(receiver) + "\":", length, words);
    }

    private static String word(String participant) {
        return "{\"participant\":\"" + participant + "\",\"how\":\"party\"}";
    }

    /** An exchange that is written once or twice. */
    private final class Exchange {
        private final int community;
        private final String occasion;
        private final String legs;
        private final String receiver;
        private final int length;
        private final String words;
        private String key = "";

        Exchange(int community, String occasion, String legs, String receiver, int length, String words) {
            this.community = community;
            this.occasion = occasion;
            this.legs = legs;
            this.receiver = receiver;
            this.length = length;
            this.words = words;
        }

        Future<RecordMetadata> settle(LogWriter log) {
            key = log.id();
            minutes[community] += length;
            return send(
                    log,
                    "exchange-settled",
                    "{" + occasion + RECORDED_BY + legs + length + receiver + -length + "}," + words + "}");
        }

        void reverse(LogWriter log) {
            minutes[community] -= length;
            var unused = send(
                    log,
                    "exchange-reversed",
                    "{\"reason\":\"recorded-twice\"," + occasion + legs + -length + receiver + length + "}}");
        }

        private Future<RecordMetadata> send(LogWriter log, String type, String text) {
            return log.sent(LogWriter.EXCHANGES, communities.get(community).header(), key, type, text);
        }
    }
}
