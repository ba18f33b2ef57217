package org.reciprocity.local.issuer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIssuerTest {
    private static final String AGENCY = "0a2f5b1e-9a53-4f0a-8f2c-1d0e3b4c5d6e";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private DevelopmentIssuer issuer;

    @BeforeEach
    void start() {
        issuer = DevelopmentIssuer.start(0, folder.resolve("key.json"));
    }

    @AfterEach
    void stop() {
        issuer.close();
        http.close();
    }

    private HttpResponse<String> post(String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(issuer.address().resolve("/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(URI address) throws Exception {
        return new ObjectMapper()
                .readTree(http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private JwtClaims verified(String token) throws Exception {
        var configuration = get(issuer.address().resolve("/.well-known/openid-configuration"));
        assertEquals(issuer.address().toString(), configuration.path("issuer").asText());
        var keys = new JsonWebKeySet(
                get(URI.create(configuration.path("jwks_uri").asText())).toString());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer(issuer.address().toString())
                .setExpectedAudience("reciprocity")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }

    @Test
    void signsWhatItIsAskedFor() throws Exception {
        var answer = post("agency=" + AGENCY + "&roles=broker+steward&sub=taff&seconds=60");
        var body = new ObjectMapper().readTree(answer.body());
        var claims = verified(body.path("access_token").asText());

        assertEquals(200, answer.statusCode());
        assertEquals("Bearer", body.path("token_type").asText());
        assertEquals(60, body.path("expires_in").asInt());
        assertEquals(AGENCY, claims.getStringClaimValue("agency"));
        assertEquals(List.of("broker", "steward"), claims.getStringListClaimValue("roles"));
        assertEquals("taff", claims.getSubject());
        assertEquals(
                60, claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue());
    }

    @Test
    void saysWhoseOwnTokenItIs() throws Exception {
        var participant = UUID.randomUUID();
        var wanted = new TokenRequest(
                "app",
                Optional.of(UUID.fromString(AGENCY)),
                Optional.of(participant),
                List.of("agency"),
                Duration.ofMinutes(5));
        assertEquals(participant.toString(), verified(issuer.token(wanted)).getStringClaimValue("participant"));
        assertEquals(participant.toString(), wanted.form().get("participant"));

        var answer = post("agency=" + AGENCY + "&participant=" + participant);
        var token =
                new ObjectMapper().readTree(answer.body()).path("access_token").asText();
        assertEquals(participant.toString(), verified(token).getStringClaimValue("participant"));
        var nobodys = issuer.token(new TokenRequest(
                "app", Optional.of(UUID.fromString(AGENCY)), List.of("agency"), Duration.ofMinutes(5)));
        assertFalse(verified(nobodys).hasClaim("participant"));
    }

    @Test
    void leavesTheAgencyOutForAnOperator() throws Exception {
        var claims = verified(
                issuer.token(new TokenRequest("ops", Optional.empty(), List.of("operator"), Duration.ofMinutes(5))));

        assertFalse(claims.hasClaim("agency"));
    }

    @Test
    void publishesNoPrivateKey() throws Exception {
        var key = get(issuer.address().resolve("/jwks")).path("keys").get(0);

        assertEquals("RSA", key.path("kty").asText());
        assertFalse(key.has("d"));
        assertFalse(key.has("p"));
    }

    @Test
    void keepsItsKeyOverARestartForItsOwnerOnly() throws Exception {
        var token = issuer.token(new TokenRequest(
                "client", Optional.of(UUID.fromString(AGENCY)), List.of("agency"), Duration.ofMinutes(5)));
        int port = issuer.address().getPort();
        issuer.close();
        issuer = DevelopmentIssuer.start(port, folder.resolve("key.json"));

        assertEquals("client", verified(token).getSubject());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.json"))));
    }

    @Test
    void signsWithAKeyOfItsOwn() throws Exception {
        try (var other = DevelopmentIssuer.start(0, folder.resolve("other.json"))) {
            var token = other.token(
                    new TokenRequest("client", Optional.empty(), List.of("operator"), Duration.ofMinutes(5)));

            assertThrows(InvalidJwtException.class, () -> verified(token));
            assertNotEquals(
                    get(issuer.address().resolve("/jwks")), get(other.address().resolve("/jwks")));
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws Exception {
        for (var form : List.of(
                "roles=king",
                "agency=taff",
                "participant=ana",
                "seconds=0",
                "seconds=-1",
                "seconds=99999999999",
                "seconds=soon",
                "sub=%00",
                "sub=" + "a".repeat(65),
                "colour=blue",
                "sub=%")) {
            var answer = post(form);
            assertEquals(400, answer.statusCode(), form);
            assertTrue(answer.body().contains("invalid_request"), form);
        }
        assertEquals(413, post("sub=" + "a".repeat(20_000)).statusCode());
    }

    @Test
    void answersOnlyWhatIsAddressedToThisMachine() throws Exception {
        try (var socket = new Socket("localhost", issuer.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /jwks HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        }
    }

    @Test
    void startsInLocalModeOnly() {
        var was = System.clearProperty(DevelopmentIssuer.LOCAL_SWITCH);
        try {
            var refusal = assertThrows(
                    IllegalStateException.class, () -> DevelopmentIssuer.start(0, folder.resolve("never.json")));
            assertTrue(refusal.getMessage().contains("local mode"));
            assertFalse(Files.exists(folder.resolve("never.json")));
        } finally {
            System.setProperty(DevelopmentIssuer.LOCAL_SWITCH, was);
        }
    }
}
