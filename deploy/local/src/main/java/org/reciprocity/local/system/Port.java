package org.reciprocity.local.system;

import java.util.Locale;

/** Every port that a local run listens on, with the one it takes unless told otherwise. */
public enum Port {
    LEDGER(8081, "the ledger service"),
    MATCHING(8082, "the matching service"),
    REPORTING(8083, "the reporting service"),
    ISSUER(8180, "the development issuer of tokens"),
    POSTGRES(54329, "PostgreSQL"),
    KAFKA(9092, "Kafka"),
    CONTROLLER(9093, "Kafka's controller");

    private final int usual;
    private final String owner;

    Port(int usual, String owner) {
        this.usual = usual;
        this.owner = owner;
    }

    /** The port number where none was chosen. */
    public int usual() {
        return usual;
    }

    /** Who listens there, for messages. */
    public String owner() {
        return owner;
    }

    /** The command line option that chooses it. */
    public String option() {
        return "--port-" + name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable that chooses it where the option is not given. */
    public String variable() {
        return "RECIPROCITY_PORT_" + name();
    }
}
