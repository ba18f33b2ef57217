package org.reciprocity.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.reciprocity.backends.Backends;

/**
 * How many exchanges a second the packaged service records and settles over REST, one each, with everything on this machine.
 * Not a test: run its main from the module's folder after packaging. Arguments: seconds, clients, participants.
 */
final class LoadCheck {
    private static final int PORT = 18_081;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;

    private LoadCheck(String token) {
        this.token = token;
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int clients = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 32;
        int participants = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
        Backends.postgres().createDatabase("load");
        var issuer = new TestIssuer(Tokens.publicKey(), Tokens.KEY_ID);
        Tokens.issuer = issuer.url();
        var service = start(issuer.url());
        try {
            run(seconds, clients, participants);
        } finally {
            service.destroy();
            service.waitFor();
            issuer.stop();
        }
        System.exit(0);
    }

    private static Process start(String issuer) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
        var environment = builder.environment();
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(PORT));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", Backends.postgres().jdbcUrl("load"));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", Backends.postgres().reactiveUrl("load"));
        environment.put("QUARKUS_DATASOURCE_USERNAME", Backends.postgres().user());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", Backends.postgres().password());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Backends.kafka().bootstrapServers());
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer);
        return builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "load-check.log").toFile())
                .start();
    }

    private static void run(int seconds, int clients, int participants) throws Exception {
        var operator = new LoadCheck(Tokens.operator());
        operator.awaitReady();
        var lead = UUID.randomUUID();
        var community = UUID.randomUUID();
        operator.post("/agencies", "{\"id\":\"%s\",\"code\":\"lead\",\"name\":\"Lead\"}".formatted(lead));
        operator.post("/communities", """
                {"id":"%s","code":"load","name":"Load","timeZone":"UTC","leadAgencyId":"%s",
                 "policy":{"participantFloorMinutes":-1000000,"participantCeilingMinutes":1000000}}
                """.formatted(community, lead));
        var agency = new LoadCheck(Tokens.of(lead, "agency", "broker"));
        var people = new ArrayList<UUID>();
        for (int i = 0; i < participants; i++) {
            people.add(UUID.randomUUID());
        }
        agency.drive(
                clients,
                Duration.ofHours(1),
                people.size(),
                i -> agency.post(
                        "/participants",
                        "{\"id\":\"%s\",\"communityId\":\"%s\",\"kind\":\"person\"}"
                                .formatted(people.get(i), community)));
        for (int round = 0; round < 4; round++) {
            agency.drive(clients, Duration.ofSeconds(seconds), Integer.MAX_VALUE, i -> {
                var random = RandomGenerator.getDefault();
                int a = random.nextInt(people.size());
                int b = (a + 1 + random.nextInt(people.size() - 1)) % people.size();
                return agency.post("/exchanges", """
                        {"communityId":"%s","kind":"service","occurredAt":"2026-05-04T10:00:00Z",
                         "legs":[{"providerId":"%s","receiverId":"%s","minutes":%d}],
                         "confirmations":[{"participantId":"%s","how":"party"},{"participantId":"%s","how":"party"}]}
                        """.formatted(
                        community, people.get(a), people.get(b), 1 + random.nextInt(90), people.get(a), people.get(b)));
            });
        }
        System.out.println(agency.get("/communities/" + community + "/invariants", operator.token));
        System.out.println(operator.get("/log", operator.token));
    }

    private interface Task {
        int run(int number) throws Exception;
    }

    private void drive(int clients, Duration time, int most, Task task) throws Exception {
        var latencies = new ConcurrentLinkedQueue<Long>();
        var failures = new AtomicInteger();
        var next = new AtomicInteger();
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> client = () -> {
                int number;
                while (System.nanoTime() - begun < time.toNanos() && (number = next.getAndIncrement()) < most) {
                    long start = System.nanoTime();
                    if (task.run(number) != 201) {
                        failures.incrementAndGet();
                    }
                    latencies.add(System.nanoTime() - start);
                }
                return null;
            };
            for (var done : threads.invokeAll(Collections.nCopies(clients, client))) {
                done.get();
            }
        }
        double elapsed = (System.nanoTime() - begun) / 1e9;
        var sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d in %.1f s: %.0f/s, p50 %.1f ms, p99 %.1f ms, refused %d%n",
                sorted.length,
                elapsed,
                sorted.length / elapsed,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                failures.get());
    }

    private void awaitReady() throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try {
                if (send(HttpRequest.newBuilder(uri("/q/health/ready")).build()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It is still starting.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("The service did not become ready");
    }

    private int post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private String get(String path, String as) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + as)
                        .build())
                .body();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + PORT + path);
    }
}
