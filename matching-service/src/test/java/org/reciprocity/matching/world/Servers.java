package org.reciprocity.matching.world;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.reciprocity.backends.Backends;

/**
 * A database of its own and the broker for a service under test, and a key pair whose public half it trusts. The argument
 * {@code world} names the database and sets the topics apart; they go with the service, so that the next begins with none.
 */
public class Servers implements QuarkusTestResourceLifecycleManager {
    private static final String MATCHES = "reciprocity.matches.v1";

    private String world = "matching";
    private Set<String> topics = Set.of();

    @Override
    public void init(Map<String, String> arguments) {
        world = arguments.getOrDefault("world", world);
    }

    @Override
    public Map<String, String> start() {
        var postgres = Backends.postgres();
        var database = world + "-" + UUID.randomUUID();
        postgres.createDatabase(database);
        var kafka = Backends.kafka().bootstrapServers();
        var registry = topic("reciprocity.registry.v1");
        var exchanges = topic("reciprocity.exchanges.v1");
        topics = Set.of(registry, exchanges);
        createTopics(kafka, topics);
        var keys = keys();
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
        settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(database));
        settings.put("quarkus.datasource.username", postgres.user());
        settings.put("quarkus.datasource.password", postgres.password());
        settings.put("kafka.bootstrap.servers", kafka);
        settings.put("mp.messaging.incoming.registry.topic", registry);
        settings.put("mp.messaging.incoming.exchanges.topic", exchanges);
        settings.put("mp.messaging.incoming.registry.group.id", world + "-registry");
        settings.put("mp.messaging.incoming.exchanges.group.id", world + "-exchanges");
        settings.put("mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "200");
        // Nobody waits for a test so long as in earnest.
        settings.put("quarkus.datasource.reactive.additional-properties.lock_timeout", "2000");
        settings.put("reciprocity.round.look", "200ms");
        settings.put("reciprocity.round.again", "1s");
        settings.put("quarkus.oidc.public-key", base64(keys.getPublic().getEncoded()));
        settings.put("quarkus.oidc.token.issuer", Tokens.ISSUER);
        settings.put(Tokens.PRIVATE_KEY, base64(keys.getPrivate().getEncoded()));
        return settings;
    }

    private String topic(String name) {
        return world.equals("matching") ? name : world + "." + name;
    }

    private static void createTopics(String kafka, Set<String> topics) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            for (var topic : topics) {
                try {
                    admin.createTopics(List.of(new NewTopic(topic, Optional.of(4), Optional.empty())))
                            .all()
                            .get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void stop() {
        // The servers stop with the JVM.
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            var mine = new HashSet<>(names(admin));
            mine.removeIf(topic -> !topic.equals(MATCHES) && !topics.contains(topic));
            admin.deleteTopics(mine).all().get();
            Eventually.eventually("the topics are gone", () -> Collections.disjoint(names(admin), mine));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> names(Admin admin) {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
