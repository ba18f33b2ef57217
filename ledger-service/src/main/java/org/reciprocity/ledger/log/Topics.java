package org.reciprocity.ledger.log;

import java.util.List;

/** The Kafka topics this service writes, and no other does. */
public final class Topics {
    /** Communities, agencies, programmes, participants and what stands of them, enrolments. */
    public static final String REGISTRY = "reciprocity.registry.v1";

    /** Accounts and exchanges. */
    public static final String EXCHANGES = "reciprocity.exchanges.v1";

    /** Measures, service use and cases. */
    public static final String OUTCOMES = "reciprocity.outcomes.v1";

    /** All of them. */
    public static final List<String> ALL = List.of(REGISTRY, EXCHANGES, OUTCOMES);

    private Topics() {}
}
