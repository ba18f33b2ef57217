package org.reciprocity.ledger;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.backends.Backends;

/** Gives the service under test a database of its own, the test's broker, and the public key of the test's tokens. */
public class LedgerBackends implements QuarkusTestResourceLifecycleManager {

    /** The database of this run. */
    static final String DATABASE =
            "ledger_" + UUID.randomUUID().toString().substring(0, 8).replace("-", "");

    /** The database of this run's keys. */
    static final String KEYS_DATABASE = DATABASE.replace("ledger", "keys");

    /** The service's connection to its database, to be cut. */
    static Cable cable;

    /** The service's connection to the database of keys, to be cut. */
    static Cable keysCable;

    /** An agency that is answered few requests a second. */
    static final UUID SMALL_MEASURE = UUID.randomUUID();

    /** A community in which no bands may be told. */
    static final UUID WITHOUT_BANDS = UUID.randomUUID();

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
        postgres.createDatabase(KEYS_DATABASE);
        keysCable = new Cable(postgres.host(), postgres.port());
        settings.put("quarkus.datasource.keys.jdbc.url", postgres.jdbcUrl(KEYS_DATABASE));
        settings.put(
                "quarkus.datasource.keys.reactive.url",
                "postgresql://localhost:%d/%s".formatted(keysCable.port(), KEYS_DATABASE));
        settings.put("quarkus.datasource.keys.username", postgres.user());
        settings.put("quarkus.datasource.keys.password", postgres.password());
        settings.put("reciprocity.keys.master.first", key(1));
        settings.put("reciprocity.keys.master.second", key(2));
        settings.put("reciprocity.keys.current", "first");
        settings.put("reciprocity.keys.upkeep", "200ms");
        settings.put("reciprocity.exchanges.sweep", "200ms");
        settings.put("reciprocity.answers.sweep", "200ms");
        settings.put("quarkus.datasource.username", postgres.user());
        settings.put("quarkus.datasource.password", postgres.password());
        settings.put("kafka.bootstrap.servers", Backends.kafka().bootstrapServers());
        issuer = new TestIssuer(Tokens.publicKey(), Tokens.KEY_ID);
        Tokens.issuer = issuer.url();
        settings.put("quarkus.oidc.auth-server-url", issuer.url());
        settings.put("quarkus.http.test-port", "0");
        var small = "reciprocity.rate-limit.agencies.\"" + SMALL_MEASURE + "\".";
        settings.put(small + "requests-per-second", "5");
        settings.put(small + "burst", "5");
        settings.put("reciprocity.rate-limit.requests-per-second", "1000000");
        settings.put("reciprocity.rate-limit.burst", "10000000");
        settings.put("reciprocity.request.body-within", "8s");
        settings.put("reciprocity.bands.enabled", "true");
        settings.put("reciprocity.bands.communities.\"" + WITHOUT_BANDS + "\".enabled", "false");
        settings.put("reciprocity.bands.sweep", "200ms");
        return settings;
    }

    /** A master key of this byte alone: the same in every run, and nobody's. */
    private static String key(int value) {
        return Base64.getEncoder().encodeToString(master(value));
    }

    static byte[] master(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Override
    public void stop() {
        if (cable != null) {
            cable.close();
        }
        if (keysCable != null) {
            keysCable.close();
        }
        if (issuer != null) {
            issuer.stop();
        }
    }
}
