package org.reciprocity.local;

import java.util.EnumMap;
import java.util.Map;
import org.reciprocity.local.system.Port;
import org.reciprocity.local.system.StartException;
import picocli.CommandLine.Option;

/** The options that choose ports; where one is not given, an environment variable may, such as RECIPROCITY_PORT_LEDGER. */
final class PortOptions {
    @Option(names = "--port-ledger", paramLabel = "N", description = "the ledger service's port (8081)")
    private Integer ledger;

    @Option(names = "--port-matching", paramLabel = "N", description = "the matching service's port (8082)")
    private Integer matching;

    @Option(names = "--port-reporting", paramLabel = "N", description = "the reporting service's port (8083)")
    private Integer reporting;

    @Option(names = "--port-issuer", paramLabel = "N", description = "the development issuer's port (8180)")
    private Integer issuer;

    @Option(names = "--port-postgres", paramLabel = "N", description = "PostgreSQL's port (54329)")
    private Integer postgres;

    @Option(names = "--port-kafka", paramLabel = "N", description = "Kafka's port (9092)")
    private Integer kafka;

    @Option(names = "--port-controller", paramLabel = "N", description = "Kafka's controller's port (9093)")
    private Integer controller;

    /** Those that were chosen. */
    Map<Port, Integer> chosen() {
        var chosen = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var option = option(port);
            var variable = System.getenv(port.variable());
            if (option != null) {
                chosen.put(port, option);
            } else if (variable != null && !variable.isBlank()) {
                chosen.put(port, number(port, variable));
            }
        }
        return chosen;
    }

    private static int number(Port port, String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new StartException(port.variable() + " is a port number, not " + text + ".");
        }
        return Integer.parseInt(text);
    }

    private Integer option(Port port) {
        return switch (port) {
            case LEDGER -> ledger;
            case MATCHING -> matching;
            case REPORTING -> reporting;
            case ISSUER -> issuer;
            case POSTGRES -> postgres;
            case KAFKA -> kafka;
            case CONTROLLER -> controller;
        };
    }
}
