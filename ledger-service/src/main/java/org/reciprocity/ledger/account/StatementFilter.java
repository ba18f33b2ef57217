package org.reciprocity.ledger.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reciprocity.ledger.request.Parameters;

/**
 * Which postings of an account a statement shows. The balance of each line is that of all postings up to it, shown or not.
 *
 * @param kind the kind of exchange; null for all
 * @param from only what occurred then or later; null for all
 * @param to only what occurred before that; null for all
 */
record StatementFilter(String kind, Instant from, Instant to) {
    private static final List<String> KINDS = List.of(
            "service",
            "contribution",
            "codesign",
            "redemption",
            "gift",
            "grant",
            "issuance",
            "retirement",
            "settlement",
            "transfer");

    /** The query parameters, each of which may be null. */
    static StatementFilter of(String kind, String from, String to) {
        return new StatementFilter(
                Parameters.oneOf(kind, "kind", KINDS), Parameters.time(from, "from"), Parameters.time(to, "to"));
    }

    /** The parameters that ask for the same again, after others. */
    Map<String, Object> parameters(Map<String, Object> others) {
        var parameters = new LinkedHashMap<>(others);
        parameters.put("kind", kind);
        parameters.put("from", from);
        parameters.put("to", to);
        return parameters;
    }

    OffsetDateTime earliest() {
        return from == null ? null : from.atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime end() {
        return to == null ? null : to.atOffset(ZoneOffset.UTC);
    }
}
