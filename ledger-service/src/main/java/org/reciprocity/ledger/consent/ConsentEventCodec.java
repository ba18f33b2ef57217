package org.reciprocity.ledger.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Consents' events as they are stored and published, under the key of their participant. */
public final class ConsentEventCodec {
    static final String PARTICIPANT = "participant";
    static final String SUPPORTER = "supporter";

    private static final String GIVEN = "org.reciprocity.consent-given.v1";
    private static final String WITHDRAWN = "org.reciprocity.consent-withdrawn.v1";

    private ConsentEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID consent, long version, Instant at, ConsentEvent event) {
        var participant =
                switch (event) {
                    case ConsentEvent.Given given -> given.terms().participant();
                    case ConsentEvent.Withdrawn withdrawn -> withdrawn.participant();
                };
        return new NewEvent(
                EventIds.next(),
                Topics.REGISTRY,
                participant.toString(),
                switch (event) {
                    case ConsentEvent.Given given -> GIVEN;
                    case ConsentEvent.Withdrawn withdrawn -> WITHDRAWN;
                },
                consent,
                version,
                community,
                at,
                body(consent, event));
    }

    private static String body(UUID consent, ConsentEvent event) {
        var body = EventBody.object().put("consent", consent);
        return switch (event) {
            case ConsentEvent.Given(Consent.Terms terms) ->
                word(body.put("participant", terms.participant()).put("purpose", terms.purpose()), terms.word())
                        .put("givenOn", terms.givenOn())
                        .put("expiresOn", terms.expiresOn())
                        .json();
            case ConsentEvent.Withdrawn withdrawn ->
                word(
                                body.put("participant", withdrawn.participant()).put("purpose", withdrawn.purpose()),
                                withdrawn.word())
                        .put("withdrawnOn", withdrawn.withdrawnOn())
                        .json();
        };
    }

    private static EventBody word(EventBody body, Consent.Word word) {
        return switch (word) {
            case Consent.Word.Own own -> body.put("by", PARTICIPANT);
            case Consent.Word.Supporters(UUID supporter, String authority) ->
                body.put("by", SUPPORTER).put("supporter", supporter).put("authority", authority);
        };
    }

    /** An event that was stored. */
    public static ConsentEvent read(String type, String body) {
        var json = EventBody.read(body);
        var participant = UUID.fromString(json.get("participant").textValue());
        var purpose = json.get("purpose").textValue();
        return switch (type) {
            case GIVEN ->
                new ConsentEvent.Given(new Consent.Terms(
                        participant,
                        purpose,
                        word(json),
                        LocalDate.parse(json.get("givenOn").textValue()),
                        json.has("expiresOn")
                                ? LocalDate.parse(json.get("expiresOn").textValue())
                                : null));
            case WITHDRAWN ->
                new ConsentEvent.Withdrawn(
                        participant,
                        purpose,
                        word(json),
                        LocalDate.parse(json.get("withdrawnOn").textValue()));
            default -> throw new IllegalStateException("Not a consent's event: " + type);
        };
    }

    private static Consent.Word word(JsonNode json) {
        return json.get("by").textValue().equals(PARTICIPANT)
                ? new Consent.Word.Own()
                : new Consent.Word.Supporters(
                        json.has("supporter")
                                ? UUID.fromString(json.get("supporter").textValue())
                                : null,
                        json.get("authority").textValue());
    }
}
