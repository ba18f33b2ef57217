package org.reciprocity.matching.feed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.match.Settlement.Leg;

/** Reads the ledger's events: unknown fields are skipped, a missing or misshapen one that is needed is an error. */
final class LedgerEvents {
    private static final String PREFIX = "org.reciprocity.";

    /** Types that say nothing this service has to know. */
    private static final Set<String> NOT_NEEDED = Set.of(
            PREFIX + "agency-registered.v1",
            PREFIX + "community-policy-set.v1",
            PREFIX + "exchange-cancelled.v1",
            PREFIX + "exchange-confirmed.v1",
            PREFIX + "exchange-disputed.v1",
            PREFIX + "exchange-lapsed.v1",
            PREFIX + "exchange-proposed.v1",
            PREFIX + "exchange-resolved.v1",
            PREFIX + "hold-captured.v1",
            PREFIX + "hold-expired.v1",
            PREFIX + "hold-placed.v1",
            PREFIX + "hold-released.v1",
            PREFIX + "participant-banded.v1",
            PREFIX + "redemption-offer-opened.v1",
            PREFIX + "redemption-offer-stock-set.v1",
            PREFIX + "redemption-offer-withdrawn.v1",
            PREFIX + "ticket-issued.v1",
            PREFIX + "ticket-used.v1",
            PREFIX + "ticket-voided.v1",
            PREFIX + "training-completed.v1",
            PREFIX + "training-withdrawn.v1",
            PREFIX + "transfer-limit-set.v1");

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private LedgerEvents() {}

    /** What a record says to this service. */
    sealed interface Read {
        /** Something to fold. */
        record Event(LedgerEvent event) implements Read {}

        /** A type that is known and of no concern here. */
        record NotNeeded() implements Read {}

        /** A type that this version of the service does not know; it is skipped and counted. */
        record Unknown() implements Read {}
    }

    /**
     * Reads a record.
     *
     * @throws UnreadableRecordException when its type is known and its body is not what that type has
     */
    static Read read(String type, String key, UUID community, byte[] body) {
        return switch (type) {
            case PREFIX + "community-founded.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.CommunityFounded(id(key), id(json, "leadAgency"), text(json, "timeZone")));
            }
            case PREFIX + "agency-admitted.v1" ->
                event(new LedgerEvent.AgencyAdmitted(community, id(json(body), "agency")));
            case PREFIX + "agency-left.v1" -> event(new LedgerEvent.AgencyLeft(community, id(json(body), "agency")));
            case PREFIX + "programme-opened.v1" ->
                event(new LedgerEvent.ProgrammeOpened(community, id(key), id(json(body), "agency")));
            case PREFIX + "participant-registered.v1", PREFIX + "participant-described.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.ParticipantRegistered(
                        community, id(key), id(json, "agency"), optionalText(json, "area")));
            }
            case PREFIX + "participant-enrolled.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.Enrolled(
                        id(key), id(json, "programme"), id(json, "participant"), optionalDay(json, "to")));
            }
            case PREFIX + "enrolment-ended.v1" -> {
                var json = json(body);
                text(json, "to");
                yield event(new LedgerEvent.Enrolled(
                        id(key), id(json, "programme"), id(json, "participant"), optionalDay(json, "to")));
            }
            case PREFIX + "participant-erased.v1" -> event(new LedgerEvent.ParticipantErased(id(key)));
            case PREFIX + "participants-linked.v1", PREFIX + "participants-unlinked.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.ParticipantsLinked(
                        id(json, "participant"), id(json, "sameAs"), type.equals(PREFIX + "participants-linked.v1")));
            }
            case PREFIX + "consent-given.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.ConsentGiven(
                        id(json, "consent"),
                        id(json, "participant"),
                        text(json, "purpose"),
                        day(json, "givenOn"),
                        optionalDay(json, "expiresOn")));
            }
            case PREFIX + "consent-withdrawn.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.ConsentWithdrawn(
                        id(json, "consent"), id(json, "participant"), text(json, "purpose"), day(json, "withdrawnOn")));
            }
            case PREFIX + "clearance-recorded.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.ClearanceRecorded(
                        id(json, "clearance"),
                        id(json, "participant"),
                        text(json, "role"),
                        text(json, "setting"),
                        text(json, "outcome"),
                        optionalDay(json, "expiresOn")));
            }
            case PREFIX + "clearance-withdrawn.v1" ->
                event(new LedgerEvent.ClearanceWithdrawn(id(json(body), "clearance")));
            case PREFIX + "account-status-set.v1" ->
                event(new LedgerEvent.AccountStatusSet(id(key), text(json(body), "status")));
            case PREFIX + "account-opened.v1" -> {
                var json = json(body);
                yield event(new LedgerEvent.AccountOpened(
                        community, id(key), text(json, "kind"), id(json, "owner"), optionalMinutes(json, "ceiling")));
            }
            case PREFIX + "account-limits-set.v1" ->
                event(new LedgerEvent.AccountLimitsSet(id(key), optionalMinutes(json(body), "ceiling")));
            case PREFIX + "exchange-settled.v1" -> event(exchange(key, community, json(body), false));
            case PREFIX + "exchange-reversed.v1" -> event(exchange(key, community, json(body), true));
            default -> NOT_NEEDED.contains(type) ? new Read.NotNeeded() : new Read.Unknown();
        };
    }

    private static Read event(LedgerEvent event) {
        return new Read.Event(event);
    }

    private static LedgerEvent exchange(String key, UUID community, JsonNode json, boolean reversal) {
        return new LedgerEvent.ExchangeSettled(
                community,
                id(key),
                text(json, "kind"),
                json.has("match") ? id(json, "match") : null,
                json.has("programme") ? id(json, "programme") : null,
                json.path("session").booleanValue(),
                legs(json),
                postings(json),
                reversal);
    }

    private static List<Leg> legs(JsonNode json) {
        var legs = new ArrayList<Leg>();
        var array = json.get("legs");
        if (array == null || !array.isArray() || array.isEmpty()) {
            throw new UnreadableRecordException("legs is not an array of at least one");
        }
        for (var leg : array) {
            legs.add(new Leg(
                    id(leg, "provider"), leg.has("receiver") ? id(leg, "receiver") : null, minutes(leg, "minutes")));
        }
        return legs;
    }

    private static Map<UUID, Long> postings(JsonNode json) {
        var postings = new LinkedHashMap<UUID, Long>();
        var object = json.get("postings");
        if (object == null || !object.isObject()) {
            throw new UnreadableRecordException("postings is not an object");
        }
        for (var account : object.properties()) {
            postings.put(id(account.getKey()), minutes(object, account.getKey()));
        }
        return postings;
    }

    private static JsonNode json(byte[] body) {
        if (body == null) {
            throw new UnreadableRecordException("there is no body");
        }
        try {
            JsonNode json = JSON.readValue(body);
            if (json == null || !json.isObject()) {
                throw new UnreadableRecordException("the body is no JSON object");
            }
            return json;
        } catch (IOException _) {
            throw new UnreadableRecordException("the body is not JSON");
        }
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new UnreadableRecordException("an id is none"));
    }

    private static UUID id(JsonNode json, String field) {
        return Ids.parse(text(json, field)).orElseThrow(() -> new UnreadableRecordException(field + " is no id"));
    }

    private static String text(JsonNode json, String field) {
        var value = json.get(field);
        if (value == null || !value.isTextual()) {
            throw new UnreadableRecordException(field + " is missing or no text");
        }
        return value.textValue();
    }

    private static String optionalText(JsonNode json, String field) {
        return json.has(field) ? text(json, field) : null;
    }

    private static LocalDate optionalDay(JsonNode json, String field) {
        if (!json.has(field)) {
            return null;
        }
        try {
            return LocalDate.parse(text(json, field));
        } catch (DateTimeParseException _) {
            throw new UnreadableRecordException(field + " is no day");
        }
    }

    private static LocalDate day(JsonNode json, String field) {
        text(json, field);
        return optionalDay(json, field);
    }

    private static long minutes(JsonNode json, String field) {
        var value = json.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new UnreadableRecordException(field + " is missing or no whole number");
        }
        return value.longValue();
    }

    private static Long optionalMinutes(JsonNode json, String field) {
        return json.has(field) ? Long.valueOf(minutes(json, field)) : null;
    }
}
