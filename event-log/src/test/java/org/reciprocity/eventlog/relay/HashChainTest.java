package org.reciprocity.eventlog.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final SequencedEvent FIRST = new SequencedEvent(
            1,
            UUID.fromString("01a2028f-5675-75a7-9073-cacd28537d01"),
            "example.things.v1",
            "7e57d004-2b97-4e7a-b45f-5387367791cd",
            "org.example.thing-happened.v1",
            UUID.fromString("7e57d004-2b97-4e7a-b45f-5387367791cd"),
            3,
            UUID.fromString("00000000-0000-0000-0000-0000000000aa"),
            Instant.parse("2026-05-01T10:00:00.123456Z"),
            "{\"name\":\"Gwaelod-y-Garth \u00e9\"}");

    private final HashChain chain = new HashChain("example");

    @Test
    void isWhatItsDescriptionSays() throws IOException, NoSuchAlgorithmException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(new byte[32]);
        for (var field : List.of(
                "example",
                "1",
                "01a2028f-5675-75a7-9073-cacd28537d01",
                "example.things.v1",
                "7e57d004-2b97-4e7a-b45f-5387367791cd",
                "org.example.thing-happened.v1",
                "7e57d004-2b97-4e7a-b45f-5387367791cd",
                "3",
                "00000000-0000-0000-0000-0000000000aa",
                "1777629600123456",
                "{\"name\":\"Gwaelod-y-Garth \u00e9\"}")) {
            out.writeInt(field.getBytes(UTF_8).length);
            out.write(field.getBytes(UTF_8));
        }

        assertEquals(
                hex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())),
                hex(chain.link(HashChain.beginning(), FIRST)));
        assertEquals(hex(bytes.toByteArray()), hex(chain.hashed(HashChain.beginning(), FIRST)));
    }

    @Test
    void staysWhatItWas() {
        var link = chain.link(HashChain.beginning(), FIRST);

        assertEquals("a465da54a43bec66e9c3f37ec18dd0999398a185bad5e78804c6da7cbf515146", hex(link));
        assertEquals(
                "c6cf31d69fd7cb78fabb9817098fce26d1c1f45355ebb6412c2f26c46609de4e",
                hex(chain.link(link, withBody("{}"))));
    }

    @Test
    void changesWithEveryField() {
        var links = new HashSet<String>();
        var changed = List.of(
                FIRST,
                change(2, FIRST.id(), FIRST.topic(), FIRST.key(), FIRST.type(), FIRST.stream(), 3, FIRST.chain(), 0),
                change(
                        1,
                        UUID.randomUUID(),
                        FIRST.topic(),
                        FIRST.key(),
                        FIRST.type(),
                        FIRST.stream(),
                        3,
                        FIRST.chain(),
                        0),
                change(1, FIRST.id(), "t", FIRST.key(), FIRST.type(), FIRST.stream(), 3, FIRST.chain(), 0),
                change(1, FIRST.id(), FIRST.topic(), "k", FIRST.type(), FIRST.stream(), 3, FIRST.chain(), 0),
                change(1, FIRST.id(), FIRST.topic(), FIRST.key(), "y", FIRST.stream(), 3, FIRST.chain(), 0),
                change(1, FIRST.id(), FIRST.topic(), FIRST.key(), FIRST.type(), UUID.randomUUID(), 3, FIRST.chain(), 0),
                change(1, FIRST.id(), FIRST.topic(), FIRST.key(), FIRST.type(), FIRST.stream(), 4, FIRST.chain(), 0),
                change(
                        1,
                        FIRST.id(),
                        FIRST.topic(),
                        FIRST.key(),
                        FIRST.type(),
                        FIRST.stream(),
                        3,
                        UUID.randomUUID(),
                        0),
                change(
                        1,
                        FIRST.id(),
                        FIRST.topic(),
                        FIRST.key(),
                        FIRST.type(),
                        FIRST.stream(),
                        3,
                        FIRST.chain(),
                        1_000),
                withBody("{}"));
        changed.forEach(event -> links.add(hex(chain.link(HashChain.beginning(), event))));
        links.add(hex(new HashChain("other").link(HashChain.beginning(), FIRST)));
        links.add(hex(chain.link(chain.link(HashChain.beginning(), FIRST), FIRST)));

        assertEquals(changed.size() + 2, links.size());
    }

    @Test
    void keepsFieldsApart() {
        var left = change(1, FIRST.id(), "ab", "c", FIRST.type(), FIRST.stream(), 3, FIRST.chain(), 0);
        var right = change(1, FIRST.id(), "a", "bc", FIRST.type(), FIRST.stream(), 3, FIRST.chain(), 0);

        assertNotEquals(hex(chain.link(HashChain.beginning(), left)), hex(chain.link(HashChain.beginning(), right)));
    }

    @Test
    void refusesWhatIsNoLink() {
        assertThrows(IllegalArgumentException.class, () -> chain.link(new byte[31], FIRST));
    }

    private static SequencedEvent withBody(String body) {
        return new SequencedEvent(
                FIRST.sequence(),
                FIRST.id(),
                FIRST.topic(),
                FIRST.key(),
                FIRST.type(),
                FIRST.stream(),
                FIRST.version(),
                FIRST.chain(),
                FIRST.recordedAt(),
                body);
    }

    private static SequencedEvent change(
            long sequence,
            UUID id,
            String topic,
            String key,
            String type,
            UUID stream,
            long version,
            UUID of,
            long laterByNanoseconds) {
        return new SequencedEvent(
                sequence,
                id,
                topic,
                key,
                type,
                stream,
                version,
                of,
                FIRST.recordedAt().plusNanos(laterByNanoseconds),
                FIRST.body());
    }

    private static String hex(byte[] link) {
        return HexFormat.of().formatHex(link);
    }
}
