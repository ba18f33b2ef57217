package org.reciprocity.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.reciprocity.ledger.log.Author;

/** In which field each type of event names the agency whose token it came with, and what names none. */
final class Authorship {
    /** Those that say it themselves, since it is decided by whom it may be done. */
    static final Map<String, String> THEMSELVES = Map.of(
            "exchange-proposed.v1", "recordedBy",
            "exchange-settled.v1", "recordedBy",
            "exchange-confirmed.v1", "agency",
            "exchange-disputed.v1", "agency",
            "exchange-resolved.v1", "agency",
            "exchange-cancelled.v1", "agency",
            "exchange-reversed.v1", "agency",
            "hold-placed.v1", "recordedBy");

    /** Those that name nobody, and why. */
    static final Map<String, String> NOBODY = Map.of(
            "agency-registered.v1", "an operator does this, whose token acts for no agency",
            "community-founded.v1", "an operator does this, whose token acts for no agency",
            "account-opened.v1", "the registration, admission, founding or limit written with it says so",
            "exchange-lapsed.v1", "a schedule does this",
            "hold-expired.v1", "time does this; whoever meets the account next only writes it down",
            "ticket-issued.v1", "it names the exchange, whose event written with it says so",
            "ticket-voided.v1", "it names the exchange, whose reversal written with it says so");

    private Authorship() {}

    /** The field of the agency; none for a type that names nobody. */
    static Optional<String> field(String type) {
        return Author.names("org.reciprocity." + type)
                .map(Author.Names::agency)
                .or(() -> Optional.ofNullable(THEMSELVES.get(type)));
    }

    /** Whether an event of a type that names an agency needs to name none. */
    static boolean excused(String type, JsonNode body, String version) {
        return switch (type) {
            case "exchange-settled.v1" -> !version.equals("1"); // The word or the decision before it says so.
            case "exchange-confirmed.v1" -> body.path("how").asText().equals("auto"); // A schedule takes silence.
            case "agency-admitted.v1" -> version.equals("2"); // The lead, by the operator who founds the community.
            case "account-limits-set.v1" -> body.has("byPolicy"); // A schedule; the policy that was set says so.
            case "participant-banded.v1" -> body.path("bands").isEmpty(); // A schedule, when a consent has expired.
            default -> false;
        };
    }
}
