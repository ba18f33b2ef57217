package org.reciprocity.reporting;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.reciprocity.backends.Backends;

/** PostgreSQL, Kafka and the key that tests sign tokens with. */
public final class TestServers implements QuarkusTestResourceLifecycleManager {
    static final String DATABASE = "reporting_http";

    @Override
    public Map<String, String> start() {
        var postgres = Backends.postgres();
        postgres.createDatabase(DATABASE);
        TestLog.createTopics();
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(DATABASE));
        settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(DATABASE));
        settings.put("quarkus.datasource.username", postgres.user());
        settings.put("quarkus.datasource.password", postgres.password());
        settings.put("kafka.bootstrap.servers", Backends.kafka().bootstrapServers());
        settings.put(
                "quarkus.oidc.public-key",
                Base64.getEncoder().encodeToString(Tokens.publicKey().getEncoded()));
        settings.put("quarkus.oidc.token.issuer", Tokens.ISSUER);
        return settings;
    }

    @Override
    public void stop() {
        // The servers end with the JVM.
    }
}
