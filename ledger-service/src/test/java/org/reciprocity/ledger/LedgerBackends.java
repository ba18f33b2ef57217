package org.reciprocity.ledger;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.backends.Backends;

/** Gives the service under test a database of its own, the test's broker, and the public key of the test's tokens. */
public class LedgerBackends implements QuarkusTestResourceLifecycleManager {

    /** The database of this run. */
    static final String DATABASE =
            "ledger_" + UUID.randomUUID().toString().substring(0, 8).replace("-", "");

    /** The service's connection to its database, to be cut. */
    static Cable cable;

    private TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        var postgres = Backends.postgres();
        postgres.createDatabase(DATABASE);
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(DATABASE));
        cable = new Cable(postgres.host(), postgres.port());
        settings.put(
                "quarkus.datasource.reactive.url", "postgresql://localhost:%d/%s".formatted(cable.port(), DATABASE));
        settings.put("quarkus.datasource.username", postgres.user());
        settings.put("quarkus.datasource.password", postgres.password());
        settings.put("kafka.bootstrap.servers", Backends.kafka().bootstrapServers());
        issuer = new TestIssuer(Tokens.publicKey(), Tokens.KEY_ID);
        Tokens.issuer = issuer.url();
        settings.put("quarkus.oidc.auth-server-url", issuer.url());
        settings.put("quarkus.http.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        if (cable != null) {
            cable.close();
        }
        if (issuer != null) {
            issuer.stop();
        }
    }
}
