package org.reciprocity.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Port;
import org.reciprocity.local.system.Service;

/** Two neighbours of a community of its own in a running system, the calls of their agency, and what its databases have of them. */
final class Neighbours implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final UUID agency = UUID.randomUUID();
    final UUID community = UUID.randomUUID();
    final UUID giver = UUID.randomUUID();
    final UUID receiver = UUID.randomUUID();
    final String token;
    final String operator;
    private final LocalSystem system;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Neighbours(LocalSystem system) {
        this.system = system;
        this.operator = token(Optional.empty(), List.of("operator"));
        this.token = token(Optional.of(agency), List.of("agency", "broker", "steward"));
        created(operator, "/agencies", "{\"id\":\"%s\",\"code\":\"%s\",\"name\":\"Street\"}".formatted(agency, code()));
        created(operator, "/communities", """
                {"id":"%s","code":"%s","name":"Street","timeZone":"UTC","leadAgencyId":"%s",
                 "policy":{"participantFloorMinutes":-100000000,"participantCeilingMinutes":100000000}}
                """.formatted(community, code(), agency));
        for (var person : List.of(giver, receiver)) {
            register(person, "member-" + person);
        }
    }

    private String code() {
        return "street-" + community.toString().substring(0, 8);
    }

    private String token(Optional<UUID> of, List<String> roles) {
        return system.issuer().token(new TokenRequest("test", of, roles, Duration.ofHours(12)));
    }

    void register(UUID person, String reference) {
        created(token, "/participants", """
                {"id":"%s","communityId":"%s","kind":"person","externalRef":"%s"}
                """.formatted(person, community, reference));
    }

    /** An exchange between the two that settles at once. */
    String exchange(int minutes) {
        return exchange(giver, receiver, minutes);
    }

    String exchange(UUID provider, UUID taker, int minutes) {
        return """
                {"communityId":"%s","kind":"service","occurredAt":"2026-05-04T10:00:00Z",
                 "legs":[{"providerId":"%s","receiverId":"%s","minutes":%d}],
                 "confirmations":[{"participantId":"%s","how":"party"},{"participantId":"%s","how":"party"}]}
                """.formatted(community, provider, taker, minutes, provider, taker);
    }

    JsonNode created(String as, String path, String body) {
        return created(Service.LEDGER, as, path, body);
    }

    JsonNode created(Service service, String as, String path, String body) {
        var answer = post(service, as, path, UUID.randomUUID().toString(), body);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("POST " + path + " was answered " + answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    HttpResponse<String> post(Service service, String as, String path, String key, String body) {
        return send(request(service, as, path, Map.of("Idempotency-Key", key))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    JsonNode get(Service service, String as, String path) {
        return json(send(request(service, as, path, Map.of()).build()).body());
    }

    HttpRequest.Builder request(Service service, String as, String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(system.address(service).resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + as)
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return request;
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What somebody's account has, by the ledger. */
    long balance(UUID person) {
        return get(Service.LEDGER, token, "/accounts?communityId=" + community + "&ownerId=" + person)
                .at("/items/0/balanceMinutes")
                .longValue();
    }

    boolean invariantsHold() {
        return get(Service.LEDGER, token, "/communities/" + community + "/invariants")
                .path("holds")
                .asBoolean();
    }

    /** A database of the system, behind the services' backs. */
    Database database(String name) {
        return database(system, name);
    }

    static Database database(LocalSystem system, String name) {
        try {
            return new Database(DriverManager.getConnection(
                    "jdbc:postgresql://localhost:" + system.ports().of(Port.POSTGRES) + "/" + name,
                    "postgres",
                    "postgres"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection. */
    record Database(Connection connection) implements AutoCloseable {

        void change(String sql) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The first column of each row. */
        List<String> column(String sql) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                var column = new ArrayList<String>();
                while (rows.next()) {
                    column.add(rows.getString(1));
                }
                return column;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        long number(String sql) {
            return Long.parseLong(column(sql).getFirst());
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** All is in the log, and all have read it. */
    void allIsKnown() {
        Waits.allIsKnown((service, path) -> get(service, operator, path));
    }

    @Override
    public void close() {
        http.close();
    }
}
