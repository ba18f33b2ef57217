package org.reciprocity.reporting.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

/** The scanner beside Jackson's databind, which is its oracle. */
class ExchangeScannerTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String BODY = """
            {"kind":"service","programme":"01997c10-0000-7000-8000-00000000d001","occurredAt":"2026-05-04T13:00:00Z",\
            "skill":"gardening","legs":[{"provider":"01997c10-0000-7000-8000-00000000b001",\
            "receiver":"01997c10-0000-7000-8000-00000000b002","minutes":90}],\
            "postings":{"5d1f0c3a-7b21-8e64-9a10-00000000e001":90,"5d1f0c3a-7b21-8e64-9a10-00000000e002":-90}}""";

    private static final String SPOILERS = "{}[]\",:x0-\\\u0001 é";

    private final ExchangeScanner scanner = new ExchangeScanner();

    private String settled(String body) throws UnreadableRecordException {
        var bytes = ("xx" + body + "yy").getBytes(UTF_8);
        scanner.settled(bytes, 2, bytes.length - 4);
        return scanned();
    }

    private String scanned() {
        var text = new StringBuilder(scanner.kind)
                .append('|')
                .append(scanner.hasProgramme ? new UUID(scanner.programmeHigh, scanner.programmeLow) : "none")
                .append('|')
                .append(scanner.occurredAt)
                .append('|')
                .append(scanner.skill)
                .append('|')
                .append(scanner.session);
        for (int i = 0; i < scanner.legs; i++) {
            text.append('|')
                    .append(new UUID(scanner.leg[i * 5], scanner.leg[i * 5 + 1]))
                    .append('>')
                    .append(scanner.hasReceiver[i] ? new UUID(scanner.leg[i * 5 + 2], scanner.leg[i * 5 + 3]) : "none")
                    .append(' ')
                    .append(scanner.leg[i * 5 + 4])
                    .append(scanner.providerRole[i])
                    .append(scanner.receiverRole[i]);
        }
        for (int i = 0; i < scanner.postings; i++) {
            text.append('|')
                    .append(new UUID(scanner.posting[i * 3], scanner.posting[i * 3 + 1]))
                    .append('=')
                    .append(scanner.posting[i * 3 + 2]);
        }
        return text.toString();
    }

    private static String oracle(String body) throws JsonProcessingException {
        JsonNode node = JSON.readTree(body);
        var text = new StringBuilder(node.get("kind").asText())
                .append('|')
                .append(
                        node.has("programme")
                                ? UUID.fromString(node.get("programme").asText())
                                : "none")
                .append('|')
                .append(Instant.parse(node.get("occurredAt").asText()).getEpochSecond())
                .append('|')
                .append(node.path("skill").asText(""))
                .append('|')
                .append(node.path("session").booleanValue());
        for (var leg : node.get("legs")) {
            text.append('|')
                    .append(UUID.fromString(leg.get("provider").asText()))
                    .append('>')
                    .append(
                            leg.has("receiver")
                                    ? UUID.fromString(leg.get("receiver").asText())
                                    : "none")
                    .append(' ')
                    .append(leg.get("minutes").longValue())
                    .append(leg.path("providerRole").asText("member"))
                    .append(leg.path("receiverRole").asText("member"));
        }
        node.get("postings").properties().forEach(posting -> text.append('|')
                .append(UUID.fromString(posting.getKey()))
                .append('=')
                .append(posting.getValue().longValue()));
        return text.toString();
    }

    @Test
    void readsAnExchange() throws Exception {
        assertEquals(oracle(BODY), settled(BODY));
    }

    @Property(tries = 500)
    void readsWhatDatabindReadsInAnyOrderWithUnknownFieldsAndBlanks(@ForAll long seed) throws Exception {
        var body = new RandomExchange(new Random(seed)).body();

        assertEquals(oracle(body), settled(body));
    }

    @Property(tries = 1_000)
    void refusesWhatIsCutOrSpoiltRatherThanReadItWrong(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var body = new StringBuilder(new RandomExchange(random).body());
        int place = random.nextInt(body.length());
        if (random.nextBoolean()) {
            body.setLength(place);
        } else {
            body.setCharAt(place, SPOILERS.charAt(random.nextInt(SPOILERS.length())));
        }
        String read;
        try {
            read = settled(body.toString());
        } catch (UnreadableRecordException e) {
            return;
        }
        assertEquals(oracle(body.toString()), read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "occurredAt", "legs", "postings", "provider", "minutes"})
    void refusesAMissingField(String field) {
        var body = BODY.replace("\"" + field + "\"", "\"not-" + field + "\"");

        assertThrows(UnreadableRecordException.class, () -> settled(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "\"x\"",
                "42",
                "{\"kind\":",
                "{\"kind\":1}",
                "{\"a\":tru}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\"}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":nul}"
            })
    void refusesWhatIsNoExchange(String body) {
        assertThrows(UnreadableRecordException.class, () -> settled(body));
    }

    @Test
    void refusesValuesOutsideTheContract() {
        for (var spoilt : List.of(
                BODY.replace(":90}", ":0}"),
                BODY.replace(":90}", ":-1}"),
                BODY.replace(":90}", ":1.5}"),
                BODY.replace(":90}", ":\"90\"}"),
                BODY.replace(":90}", ":9223372036854775808}"),
                BODY.replace("b001", "b00"),
                BODY.replace("b001", "b00g"),
                BODY.replace("b001", "b00é"),
                BODY.replace("2026-05-04T13", "2026-02-30T13"),
                BODY.replace("2026-05-04T13", "2026-05-04T24"),
                BODY.replace("13:00:00Z", "13:00:00+01:00"),
                BODY.replace("13:00:00Z", "13:00:00.Z"),
                BODY.replace("gardening", "garden ing"),
                BODY.replace("[{\"provider\"", "[],\"legs2\":[{\"provider\""),
                BODY + "x",
                BODY.replace("\"kind\":\"service\"", "\"kind\":null"))) {
            assertThrows(UnreadableRecordException.class, () -> settled(spoilt), spoilt);
        }
    }

    @Test
    void aReversalNeedsItsReason() throws Exception {
        var bytes = BODY.getBytes(UTF_8);
        assertThrows(UnreadableRecordException.class, () -> scanner.reversed(bytes, 0, bytes.length));

        var reversed =
                BODY.replaceFirst("\\{", "{\"reason\":\"recorded-twice\",").getBytes(UTF_8);
        scanner.reversed(reversed, 0, reversed.length);

        assertEquals(oracle(BODY), scanned());
    }

    @Test
    void refusesJsonDeeperThanAnyStack() {
        var deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThrows(UnreadableRecordException.class, () -> settled(deep));
    }

    /** Bodies of any shape that the contract allows. */
    private static final class RandomExchange {
        private static final List<String> ROLES = List.of("member", "family", "neighbour", "volunteer", "professional");
        private final Random random;

        RandomExchange(Random random) {
            this.random = random;
        }

        private String blank() {
            return random.nextInt(4) == 0 ? " \n\t".substring(0, random.nextInt(4)) : "";
        }

        private String id() {
            var id = new UUID(random.nextLong(), random.nextLong()).toString();
            return random.nextInt(10) == 0 ? id.toUpperCase(java.util.Locale.ROOT) : id;
        }

        private String object(List<String> members) {
            if (random.nextInt(3) == 0) {
                members.add(unknown());
            }
            java.util.Collections.shuffle(members, random);
            return blank() + "{" + blank() + String.join(blank() + "," + blank(), members) + blank() + "}" + blank();
        }

        private String unknown() {
            return "\"new" + random.nextInt(100) + "\":" + blank()
                    + switch (random.nextInt(7)) {
                        case 0 -> "null";
                        case 1 -> "-12.5e-3";
                        case 2 -> "[1,\"]\",{\"}\":[]},[[]]]";
                        case 3 -> "{\"kind\":\"service\",\"deep\":{\"legs\":[]}}";
                        case 4 -> "\"a \\\"quoted\\\" \\u00e9 \\\\ text é\"";
                        case 5 -> "true";
                        default -> "{}";
                    };
        }

        private String member(String name, String value) {
            var written =
                    random.nextInt(20) == 0 ? "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1) : name;
            return "\"" + written + "\"" + blank() + ":" + blank() + value;
        }

        private String text(String value) {
            return "\"" + value + "\"";
        }

        String body() {
            var members = new ArrayList<String>();
            members.add(member(
                    "kind",
                    text(List.of("service", "contribution", "redemption").get(random.nextInt(3)))));
            members.add(member(
                    "occurredAt",
                    text(Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(3) * 500_000_000L)
                            .toString())));
            if (random.nextBoolean()) {
                members.add(member("programme", text(id())));
            }
            if (random.nextBoolean()) {
                members.add(member("skill", text("skill-" + random.nextInt(60))));
            }
            if (random.nextBoolean()) {
                members.add(member("session", String.valueOf(random.nextBoolean())));
            }
            var legs = new ArrayList<String>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                var leg = new ArrayList<String>();
                leg.add(member("provider", text(id())));
                leg.add(member("minutes", String.valueOf(1 + random.nextInt(10_080))));
                if (random.nextInt(5) > 0) {
                    leg.add(member("receiver", text(id())));
                }
                if (random.nextBoolean()) {
                    leg.add(member("providerRole", text(ROLES.get(random.nextInt(5)))));
                }
                if (random.nextBoolean()) {
                    leg.add(member("receiverRole", text(ROLES.get(random.nextInt(5)))));
                }
                legs.add(object(leg));
            }
            members.add(member("legs", "[" + String.join(",", legs) + "]"));
            var postings = new ArrayList<String>();
            for (int i = random.nextInt(20); i > 0; i--) {
                postings.add(text(id()) + ":" + (random.nextInt(20_000) - 10_000));
            }
            members.add(member("postings", "{" + String.join(",", postings) + "}"));
            return object(members);
        }
    }
}
