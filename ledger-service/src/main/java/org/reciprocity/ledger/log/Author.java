package org.reciprocity.ledger.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.security.Caller;

/**
 * By whose token an event came about. A request's events are signed where they are appended, so that no feature can forget it;
 * those of exchanges, and what a hold is placed with, say it themselves, since it decides what may be done with them.
 *
 * @param agency the agency whose token it was; null for an operator's, who acts for none
 * @param actor the participant whose own token it was; null where it was nobody's in particular
 */
public record Author(UUID agency, UUID actor) {
    private static final String PREFIX = "org.reciprocity.";

    private static final Map<String, Names> NAMES = names();

    /** The fields in which an event names its author. */
    public enum Names {
        /** Of what is done: to something that is there, or by the agency that the event is about. */
        ACT("agency", "actor"),
        /** Of what is recorded, and wherever {@code agency} says something else. */
        RECORD("recordedBy", "bearer");

        private final String agency;
        private final String actor;

        Names(String agency, String actor) {
            this.agency = agency;
            this.actor = actor;
        }

        /** The field of the agency. */
        public String agency() {
            return agency;
        }

        /** The field of the participant. */
        public String actor() {
            return actor;
        }
    }

    private static Map<String, Names> names() {
        var acts = Stream.of(
                "community-policy-set",
                "programme-opened",
                "participant-registered",
                "participants-linked",
                "participants-unlinked",
                "consent-withdrawn",
                "clearance-withdrawn",
                "training-withdrawn",
                "participant-banded",
                "participant-erased",
                "enrolment-ended",
                "account-limits-set",
                "account-status-set",
                "transfer-limit-set",
                "redemption-offer-stock-set",
                "redemption-offer-withdrawn",
                "hold-captured",
                "hold-released",
                "ticket-used",
                "outcome-withdrawn",
                "contract-ended",
                "case-referred",
                "case-accepted",
                "case-declined",
                "case-agreed",
                "case-support-recorded",
                "case-closed");
        var records = Stream.of(
                "agency-admitted",
                "agency-left",
                "participant-described",
                "consent-given",
                "clearance-recorded",
                "training-completed",
                "participant-enrolled",
                "redemption-offer-opened",
                "measure-scored",
                "service-use-recorded",
                "follow-up-recorded",
                "instrument-registered",
                "cost-borne",
                "benefit-accrued",
                "unit-cost-published",
                "deflator-published",
                "contract-let",
                "appraisal-registered",
                "claim-registered");
        return Stream.concat(
                        acts.map(type -> Map.entry(type, Names.ACT)),
                        records.map(type -> Map.entry(type, Names.RECORD)))
                .collect(Collectors.toUnmodifiableMap(entry -> PREFIX + entry.getKey() + ".v1", Map.Entry::getValue));
    }

    /** Who sent a request. */
    public static Author of(Caller caller) {
        return new Author(caller.agency(), caller.participant());
    }

    /** The fields in which events of a type are signed; none for those that are not, or say it themselves. */
    public static Optional<Names> names(String type) {
        return Optional.ofNullable(NAMES.get(type));
    }

    /**
     * Events that name this author, where they are of a type that does.
     *
     * @param home the community of the actor, in whose events alone they are named; null for none
     */
    public List<NewEvent> sign(List<NewEvent> events, UUID home) {
        return events.stream()
                .map(event -> event.chain().equals(home) ? sign(event) : new Author(agency, null).sign(event))
                .toList();
    }

    /** An event that names this author, if it is of a type that does. */
    public NewEvent sign(NewEvent event) {
        var names = NAMES.get(event.type());
        if (names == null) {
            return event;
        }
        var body = EventBody.read(event.body());
        var added = new StringBuilder();
        add(added, body, names.agency(), agency);
        add(added, body, names.actor(), actor);
        return new NewEvent(
                event.id(),
                event.topic(),
                event.key(),
                event.type(),
                event.stream(),
                event.version(),
                event.chain(),
                event.recordedAt(),
                extended(event.body(), added));
    }

    /** What is there stays as it was written, to the digit. */
    private static String extended(String body, CharSequence fields) {
        var open = body.substring(0, body.length() - 1);
        return fields.isEmpty()
                ? body
                : open + (open.length() == 1 ? fields.subSequence(1, fields.length()) : fields) + "}";
    }

    private static void add(StringBuilder fields, JsonNode body, String field, UUID id) {
        if (id != null && !body.has(field)) {
            fields.append(",\"").append(field).append("\":\"").append(id).append('"');
        }
    }
}
