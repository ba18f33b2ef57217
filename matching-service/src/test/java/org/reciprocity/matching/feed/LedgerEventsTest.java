package org.reciprocity.matching.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.matching.feed.LedgerEvents.Read;
import org.reciprocity.matching.match.Settlement.Leg;
import org.reciprocity.matching.world.Contracts;

class LedgerEventsTest {
    private static final UUID COMMUNITY = id("c001");
    private static final UUID KEY = id("0001");
    private static final Set<String> NEEDED = new TreeSet<>(Set.of(
            "account-limits-set.v1",
            "account-status-set.v1",
            "clearance-recorded.v1",
            "clearance-withdrawn.v1",
            "consent-given.v1",
            "consent-withdrawn.v1",
            "participant-erased.v1",
            "participants-linked.v1",
            "participants-unlinked.v1",
            "account-opened.v1",
            "agency-admitted.v1",
            "agency-left.v1",
            "community-founded.v1",
            "enrolment-ended.v1",
            "exchange-reversed.v1",
            "exchange-settled.v1",
            "participant-described.v1",
            "participant-enrolled.v1",
            "participant-registered.v1",
            "programme-opened.v1"));

    @Test
    void readsEveryExampleOfTheTypesItNeeds() {
        var read = new TreeSet<String>();
        var onOthersTopics = new TreeSet<>(Contracts.typesOn("outcomes"));
        onOthersTopics.addAll(Contracts.typesOn("matches"));
        assertTrue(onOthersTopics.containsAll(Set.of("measure-scored.v1", "round-run.v1")), onOthersTopics.toString());
        Contracts.examples().forEach((file, body) -> {
            var type = Contracts.typeOf(file);
            if (NEEDED.contains(type)) {
                assertInstanceOf(Read.Event.class, read(type, body), file);
                read.add(type);
            } else if (!onOthersTopics.contains(type)) {
                assertInstanceOf(Read.NotNeeded.class, read(type, body), file);
            } else {
                assertInstanceOf(Read.Unknown.class, read(type, body), file);
            }
        });
        assertEquals(NEEDED, read);
    }

    @Test
    void readsWhatAnExampleSays() {
        assertEquals(
                new LedgerEvent.ExchangeSettled(
                        COMMUNITY,
                        KEY,
                        "service",
                        id("f001"),
                        id("d001"),
                        false,
                        List.of(new Leg(id("b001"), id("b002"), 90)),
                        Map.of(
                                UUID.fromString("5d1f0c3a-7b21-8e64-9a10-00000000e001"), 90L,
                                UUID.fromString("5d1f0c3a-7b21-8e64-9a10-00000000e002"), -90L),
                        false),
                event("exchange-settled.v1"));
        assertEquals(
                new LedgerEvent.Enrolled(KEY, id("d001"), id("b001"), LocalDate.of(2026, 12, 1)),
                event("enrolment-ended.v1"));
        assertEquals(
                new LedgerEvent.ParticipantRegistered(COMMUNITY, KEY, id("a001"), "grangetown"),
                event("participant-registered.v1"));
        assertEquals(
                new LedgerEvent.AccountOpened(COMMUNITY, KEY, "participant", id("b001"), 6000L),
                event("account-opened.v1"));
    }

    @Test
    void skipsFieldsThatItDoesNotKnow() throws IOException {
        for (var example : Contracts.examples().entrySet()) {
            var type = Contracts.typeOf(example.getKey());
            if (NEEDED.contains(type)) {
                var body = (ObjectNode) new ObjectMapper().readTree(example.getValue());
                body.putObject("addedLater").put("x", 1);
                assertEquals(
                        read(type, example.getValue()),
                        read(type, body.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{} {}",
                "{}",
                "{\"kind\":\"service\",\"postings\":{}}",
                "{\"kind\":\"service\",\"legs\":[],\"postings\":{}}",
                "{\"kind\":\"service\",\"legs\":[{}],\"postings\":{}}",
                "{\"kind\":\"service\",\"legs\":[{\"provider\":\"x\",\"minutes\":1}],\"postings\":{}}",
                "{\"kind\":\"service\",\"legs\":[{\"provider\":\"01997c10-0000-7000-8000-000000000001\",\"minutes\":1.5}],\"postings\":{}}",
                "{\"kind\":\"service\",\"legs\":[{\"provider\":\"01997c10-0000-7000-8000-000000000001\",\"minutes\":1}]}",
                "{\"kind\":\"service\",\"legs\":[{\"provider\":\"01997c10-0000-7000-8000-000000000001\",\"minutes\":1}],\"postings\":{\"x\":1}}",
                "{\"kind\":7,\"legs\":[{\"provider\":\"01997c10-0000-7000-8000-000000000001\",\"minutes\":1}],\"postings\":{}}",
                "{\"kind\":\"service\",\"match\":null,\"legs\":[{\"provider\":\"01997c10-0000-7000-8000-000000000001\",\"minutes\":1}],\"postings\":{}}"
            })
    void failsOnWhatItNeedsAndCannotRead(String body) {
        assertThrows(
                UnreadableRecordException.class,
                () -> read("exchange-settled.v1", body.getBytes(StandardCharsets.UTF_8)));
    }

    private static LedgerEvent event(String type) {
        return assertInstanceOf(
                        Read.Event.class, read(type, Contracts.examples().get(type + ".json")))
                .event();
    }

    private static Read read(String type, byte[] body) {
        return LedgerEvents.read("org.reciprocity." + type, KEY.toString(), COMMUNITY, body);
    }

    private static UUID id(String end) {
        return UUID.fromString("01997c10-0000-7000-8000-00000000" + end);
    }
}
