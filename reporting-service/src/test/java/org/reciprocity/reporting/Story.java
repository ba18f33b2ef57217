package org.reciprocity.reporting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;

/** Bodies of events, as the ledger and the matching service write them. */
public final class Story {

    private Story() {}

    public static UUID id(long number) {
        return new UUID(0x01997c10_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    public static TestLog.Entry agency(UUID agency, String code) {
        return TestLog.Entry.of(
                TestLog.REGISTRY,
                "agency-registered.v1",
                TestLog.NOBODY,
                agency,
                "{\"code\":\"%s\",\"name\":\"Agency %s\"}".formatted(code, code));
    }

    public static TestLog.Entry community(UUID community, String code, String zone, UUID lead) {
        return TestLog.Entry.of(
                TestLog.REGISTRY, "community-founded.v1", community, community, """
                {"code":"%s","name":"Community %s","timeZone":"%s","leadAgency":"%s","policy":{"maxLegMinutes":600}}""".formatted(code, code, zone, lead));
    }

    public static TestLog.Entry admitted(UUID community, UUID agency) {
        return TestLog.Entry.of(
                TestLog.REGISTRY,
                "agency-admitted.v1",
                community,
                community,
                "{\"agency\":\"%s\",\"roles\":[\"partner\"]}".formatted(agency));
    }

    public static TestLog.Entry left(UUID community, UUID agency) {
        return TestLog.Entry.of(
                TestLog.REGISTRY,
                "agency-left.v1",
                community,
                community,
                "{\"agency\":\"%s\",\"reason\":\"contract-over\"}".formatted(agency));
    }

    public static TestLog.Entry programme(UUID community, UUID programme, UUID agency, String code) {
        return TestLog.Entry.of(
                TestLog.REGISTRY, "programme-opened.v1", community, programme, """
                {"agency":"%s","code":"%s","name":"Programme","design":"both","delivery":"users","earnsCredit":true,"risk":"low"}""".formatted(agency, code));
    }

    public static TestLog.Entry participant(UUID community, UUID participant, UUID agency) {
        return TestLog.Entry.of(
                TestLog.REGISTRY,
                "participant-registered.v1",
                community,
                participant,
                "{\"agency\":\"%s\",\"kind\":\"person\",\"size\":1,\"roles\":[\"member\"]}".formatted(agency));
    }

    /** What a person told, in so many seconds after the first word; bands as JSON. */
    public static TestLog.Entry banded(UUID community, UUID participant, long version, int seconds, String bands) {
        return new TestLog.Entry(
                TestLog.REGISTRY,
                "participant-banded.v1",
                community,
                participant,
                "{\"bands\":" + bands + "}",
                Instant.parse("2026-05-10T12:00:00Z").plusSeconds(seconds),
                version);
    }

    public static TestLog.Entry erased(UUID community, UUID participant) {
        return TestLog.Entry.of(TestLog.REGISTRY, "participant-erased.v1", community, participant, "{}");
    }

    public static TestLog.Entry enrolled(
            UUID community, UUID enrolment, UUID programme, UUID participant, String from) {
        return TestLog.Entry.of(TestLog.REGISTRY, "participant-enrolled.v1", community, enrolment, """
                {"programme":"%s","participant":"%s","role":"member","arm":"participants","from":"%s"}""".formatted(
                        programme, participant, from));
    }

    public static TestLog.Entry ended(UUID community, UUID enrolment, UUID programme, UUID participant, String to) {
        return TestLog.Entry.of(
                TestLog.REGISTRY,
                "enrolment-ended.v1",
                community,
                enrolment,
                "{\"programme\":\"%s\",\"participant\":\"%s\",\"to\":\"%s\"}".formatted(programme, participant, to));
    }

    /** A leg of an exchange. */
    public record Leg(UUID provider, UUID receiver, int minutes, String providerRole) {
        public static Leg of(UUID provider, UUID receiver, int minutes) {
            return new Leg(provider, receiver, minutes, "member");
        }
    }

    public static UUID account(UUID owner) {
        return new UUID(owner.getMostSignificantBits() ^ 0x5555, owner.getLeastSignificantBits());
    }

    private static String exchange(String kind, UUID programme, String occurredAt, List<Leg> legs, int sign) {
        var all = new StringJoiner(",");
        var postings = new ArrayList<String>();
        for (var leg : legs) {
            all.add("{\"provider\":\"%s\",\"receiver\":\"%s\",\"minutes\":%d%s}"
                    .formatted(
                            leg.provider(),
                            leg.receiver(),
                            leg.minutes(),
                            leg.providerRole().equals("member")
                                    ? ""
                                    : ",\"providerRole\":\"" + leg.providerRole() + "\""));
            if (!leg.providerRole().equals("professional")) {
                postings.add("\"%s\":%d".formatted(account(leg.provider()), sign * leg.minutes()));
                postings.add("\"%s\":%d".formatted(account(leg.receiver()), -sign * leg.minutes()));
            }
        }
        return "\"kind\":\"%s\",%s\"occurredAt\":\"%s\",\"skill\":\"gardening\",\"legs\":[%s],\"postings\":{%s}}"
                .formatted(
                        kind,
                        programme == null ? "" : "\"programme\":\"" + programme + "\",",
                        occurredAt,
                        all,
                        String.join(",", postings));
    }

    public static TestLog.Entry settled(
            UUID community, UUID exchange, String kind, UUID programme, String occurredAt, Leg... legs) {
        return TestLog.Entry.of(
                TestLog.EXCHANGES,
                "exchange-settled.v1",
                community,
                exchange,
                "{" + exchange(kind, programme, occurredAt, List.of(legs), 1));
    }

    public static TestLog.Entry reversed(
            UUID community, UUID exchange, String kind, UUID programme, String occurredAt, Leg... legs) {
        return TestLog.Entry.of(
                TestLog.EXCHANGES,
                "exchange-reversed.v1",
                community,
                exchange,
                "{\"reason\":\"recorded-twice\"," + exchange(kind, programme, occurredAt, List.of(legs), -1));
    }

    public static TestLog.Entry match(String type, UUID community, UUID key, String body) {
        return TestLog.Entry.of(TestLog.MATCHES, type, community, key, body);
    }

    /** An event of a match, recorded at a time. */
    public static TestLog.Entry match(String type, UUID community, UUID request, UUID match, String at) {
        return new TestLog.Entry(
                TestLog.MATCHES,
                type,
                community,
                request,
                "{\"match\":\"%s\",\"exchange\":\"%s\",\"minutes\":60}".formatted(match, id(103)),
                Instant.parse(at));
    }

    public static TestLog.Entry scored(
            UUID community, UUID programme, UUID measure, UUID participant, int wave, String score, String day) {
        return TestLog.Entry.of(TestLog.OUTCOMES, "measure-scored.v1", community, programme, """
                {"measure":"%s","participant":"%s","instrument":"SWEMWBS","wave":%d,"arm":"participants","score":%s,"measuredOn":"%s"}""".formatted(
                        measure, participant, wave, score, day));
    }

    /** Two ids are one person; the lower comes first. */
    public static TestLog.Entry linked(UUID community, UUID participant, UUID sameAs) {
        return link("participants-linked.v1", community, participant, sameAs, "");
    }

    /** They are not, after all. */
    public static TestLog.Entry unlinked(UUID community, UUID participant, UUID sameAs) {
        return link("participants-unlinked.v1", community, participant, sameAs, ",\"reason\":\"mistake\"");
    }

    private static TestLog.Entry link(String type, UUID community, UUID participant, UUID sameAs, String more) {
        return TestLog.Entry.of(
                TestLog.REGISTRY,
                type,
                community,
                participant,
                "{\"participant\":\"%s\",\"sameAs\":\"%s\",\"agency\":\"%s\"%s}"
                        .formatted(participant, sameAs, id(1), more));
    }

    /** An account of a participant. */
    public static TestLog.Entry opened(UUID community, UUID owner) {
        return TestLog.Entry.of(
                TestLog.EXCHANGES,
                "account-opened.v1",
                community,
                account(owner),
                "{\"kind\":\"participant\",\"owner\":\"%s\"}".formatted(owner));
    }
}
