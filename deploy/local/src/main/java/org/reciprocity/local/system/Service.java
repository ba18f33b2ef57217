package org.reciprocity.local.system;

import java.nio.file.Path;
import java.util.Locale;

/** The three services, each a process of its own with a database of its own. */
public enum Service {
    LEDGER(Port.LEDGER),
    MATCHING(Port.MATCHING),
    REPORTING(Port.REPORTING);

    private final Port port;

    Service(Port port) {
        this.port = port;
    }

    /** Where it listens. */
    public Port port() {
        return port;
    }

    /** Its short name, which is its database's name too. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What Maven packaged of it. */
    public Path packaged(Path projectRoot) {
        return projectRoot.resolve(shortName() + "-service/target/quarkus-app/quarkus-run.jar");
    }
}
