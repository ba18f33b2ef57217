package org.reciprocity.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.reciprocity.backends.EmbeddedKafkaServer;
import org.reciprocity.backends.EmbeddedPostgresServer;
import org.reciprocity.local.issuer.DevelopmentIssuer;

/**
 * PostgreSQL, Kafka, the development issuer and the three services, running. Closing it stops the services first, then the
 * issuer, Kafka and PostgreSQL, whatever had been started by then.
 */
public final class LocalSystem implements AutoCloseable {
    /** Modest, and quick to start: the second compiler takes longer on two cores than it saves in a short run. */
    private static final List<String> USUAL_JVM = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger POSTGRES = Logger.getLogger("io.zonky.test.db.postgres");

    /** The database of the keys of persons. */
    private static final String KEYS = "keys";

    /** The file of the master keys that wrap them. */
    private static final String MASTER_KEYS = "master-keys";

    private final Path projectRoot;
    private final Ports ports;
    private final DataFolder data;
    private final Terminal terminal;
    private final Consumer<String> onDeath;
    private final Deque<Part> toStop = new ArrayDeque<>();
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private EmbeddedPostgresServer postgres;
    private EmbeddedKafkaServer kafka;
    private DevelopmentIssuer issuer;
    private LogFile log;
    private boolean closing;

    /**
     * Nothing runs yet.
     *
     * @param projectRoot the folder whose modules Maven packaged
     * @param data where everything is kept; still the caller's to close
     * @param onDeath told at once when a service ends by itself: which, how, and the end of its output
     */
    public LocalSystem(Path projectRoot, Ports ports, DataFolder data, Terminal terminal, Consumer<String> onDeath) {
        this.projectRoot = projectRoot;
        this.ports = ports;
        this.data = data;
        this.terminal = terminal;
        this.onDeath = onDeath;
    }

    /** Starts everything and waits until it is ready. After a failure {@link #close()} stops what had been started. */
    public void start() {
        requirePackaged(List.of(Service.values()));
        startServers();
        startServices(List.of(Service.values()), USUAL_JVM);
    }

    private void startPostgres() {
        postgres = EmbeddedPostgresServer.start(data.resolve("postgres"), ports.of(Port.POSTGRES));
    }

    private void startKafka() {
        kafka = EmbeddedKafkaServer.start(data.resolve("kafka"), ports.of(Port.KAFKA), ports.of(Port.CONTROLLER));
    }

    /** Lets PostgreSQL crash ({@code kill -9} of its first process), and starts it again on the same port and data once something is so. */
    public void withoutPostgresUntil(Runnable something) {
        data.killPostgres();
        postgres.close();
        something.run();
        whileOpen(this::startPostgres);
    }

    /** Stops Kafka, and starts it again on the same port and data once something is so. */
    public void withoutKafkaUntil(Runnable something) {
        kafka.close();
        something.run();
        whileOpen(this::startKafka);
    }

    private void requirePackaged(List<Service> wanted) {
        for (var service : wanted) {
            if (!Files.exists(service.packaged(projectRoot))) {
                throw new StartException("The " + service.shortName() + " service is not packaged: "
                        + service.packaged(projectRoot) + " is missing. ./dev run packages it.");
            }
        }
    }

    /** Starts PostgreSQL, Kafka and the issuer. */
    public void startServers() {
        data.stopLeftovers(terminal);
        ports.requireFree();
        logToFile();
        part("Starting PostgreSQL", () -> {
            startPostgres();
            started("PostgreSQL", () -> postgres.close());
            for (var service : Service.values()) {
                postgres.createDatabase(service.shortName());
            }
            postgres.createDatabase(KEYS);
            MasterKeyFile.keep(data.resolve(MASTER_KEYS));
        });
        part("Starting Kafka", () -> {
            startKafka();
            started("Kafka", () -> kafka.close());
        });
        part("Starting the development issuer", () -> {
            issuer = DevelopmentIssuer.start(ports.of(Port.ISSUER), data.resolve("issuer-key.json"));
            started("the development issuer", issuer::close);
        });
    }

    /**
     * Starts services once the servers run, and waits until they are ready.
     *
     * @param jvm options of their JVMs
     */
    public void startServices(List<Service> wanted, List<String> jvm) {
        startServices(wanted, jvm, ServiceProcess.READY_WITHIN);
    }

    /** The same for services with so much to read first that they are ready only after that long. */
    public void startServices(List<Service> wanted, List<String> jvm, Duration readyWithin) {
        requirePackaged(wanted);
        for (var service : wanted) {
            whileOpen(() -> {
                var process = new ServiceProcess(
                        service,
                        ports.of(service.port()),
                        service.packaged(projectRoot),
                        jvm,
                        settings(service),
                        data,
                        died -> onDeath.accept(died.obituary()));
                services.put(service, process);
                started("the " + service.shortName() + " service", process::stop);
                process.start();
            });
        }
        for (var service : wanted) {
            terminal.step("Waiting for the " + service.shortName() + " service", () -> {
                services.get(service).awaitReady(readyWithin);
                return service;
            });
        }
    }

    /** Where Kafka's clients find it. */
    public String bootstrapServers() {
        return "localhost:" + ports.of(Port.KAFKA);
    }

    /** The service's process. */
    public ServiceProcess service(Service service) {
        return services.get(service);
    }

    /** Where a service answers. */
    public URI address(Service service) {
        return services.get(service).address();
    }

    /** The issuer of tokens. */
    public DevelopmentIssuer issuer() {
        return issuer;
    }

    /** The ports in use. */
    public Ports ports() {
        return ports;
    }

    private Map<String, String> settings(Service service) {
        var settings = new HashMap<String, String>();
        settings.put("QUARKUS_HTTP_HOST", "localhost");
        settings.put("QUARKUS_HTTP_PORT", String.valueOf(ports.of(service.port())));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.address().toString());
        var database = "postgresql://localhost:" + ports.of(Port.POSTGRES) + "/" + service.shortName();
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + database);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", database);
        settings.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        settings.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        if (service == Service.LEDGER) {
            var keys = "postgresql://localhost:" + ports.of(Port.POSTGRES) + "/" + KEYS;
            settings.put("QUARKUS_DATASOURCE_KEYS_JDBC_URL", "jdbc:" + keys);
            settings.put("QUARKUS_DATASOURCE_KEYS_REACTIVE_URL", keys);
            settings.put("QUARKUS_DATASOURCE_KEYS_USERNAME", "postgres");
            settings.put("QUARKUS_DATASOURCE_KEYS_PASSWORD", "postgres");
            settings.put("RECIPROCITY_KEYS_FILE", data.resolve(MASTER_KEYS).toString());
            // Nobody's real codes either. Elsewhere that is the operator's to decide.
            settings.put("RECIPROCITY_BANDS_ENABLED", "true");
        }
        if (service == Service.REPORTING) {
            // Nobody's real figures are here. Elsewhere it is a secret.
            settings.put("RECIPROCITY_REPORTING_DISCLOSURE_PERCENT", "10");
        }
        // One client plays all of an agency's people here, and a bench is a flood.
        settings.put("RECIPROCITY_RATE_LIMIT_REQUESTS_PER_SECOND", "1000000");
        settings.put("RECIPROCITY_RATE_LIMIT_BURST", "10000000");
        return settings;
    }

    private void part(String what, Runnable start) {
        terminal.step(what, () -> {
            whileOpen(start);
            return null;
        });
    }

    /** One step at a time, and none after the end has begun: so that what was started is known when it is stopped. */
    private synchronized void whileOpen(Runnable start) {
        if (closing) {
            throw new StartException("Stopped while starting.");
        }
        start.run();
    }

    /** What the servers in this JVM log, PostgreSQL's output among it, goes to a file. */
    private void logToFile() {
        try {
            for (var handler : ROOT.getHandlers()) {
                ROOT.removeHandler(handler);
            }
            log = new LogFile(data.log("backends"));
            ROOT.addHandler(log);
            ROOT.setLevel(Level.WARNING);
            POSTGRES.setLevel(Level.INFO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void started(String name, Runnable stop) {
        toStop.push(new Part(name, stop));
    }

    private record Part(String name, Runnable stop) {}

    /** Stops everything, the last started first. Goes on past what does not stop, and says so. */
    @Override
    public synchronized void close() {
        closing = true;
        while (!toStop.isEmpty()) {
            var part = toStop.pop();
            try {
                terminal.step("Stopping " + part.name(), () -> {
                    part.stop().run();
                    return part;
                });
            } catch (RuntimeException e) {
                terminal.line("  It did not stop cleanly: " + e);
            }
        }
        if (log != null) {
            ROOT.removeHandler(log);
            log.end();
        }
    }
}
