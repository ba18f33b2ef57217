package org.reciprocity.local.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Signs any token it is asked for, so that one machine needs no identity provider: {@code GET
 * /.well-known/openid-configuration}, {@code GET /jwks} and {@code POST /token} (form: agency, participant, roles, sub, seconds). It
 * listens on loopback only, answers only requests addressed to this machine, and starts only where the system property
 * {@code reciprocity.local} says that this is a local run. Its key is made at the first start and kept.
 */
public final class DevelopmentIssuer implements AutoCloseable {
    /** The system property without which it does not start. */
    public static final String LOCAL_SWITCH = "reciprocity.local";
    /** What its tokens are for. */
    public static final String AUDIENCE = "reciprocity";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY_BITS = 2048;
    private static final int MOST_FORM_BYTES = 16 * 1024;

    private final URI address;
    private final RsaJsonWebKey key;
    private final HttpServer server;
    private final ExecutorService threads;

    private DevelopmentIssuer(URI address, RsaJsonWebKey key, HttpServer server, ExecutorService threads) {
        this.address = address;
        this.key = key;
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts it.
     *
     * @param port the port to listen on, on loopback
     * @param keyFile where its key is kept, made when missing, readable by the owner only
     */
    public static DevelopmentIssuer start(int port, Path keyFile) {
        if (!Boolean.getBoolean(LOCAL_SWITCH)) {
            throw new IllegalStateException("The development issuer signs any token it is asked for. It starts in local"
                    + " mode only (-D" + LOCAL_SWITCH + "=true); an installation has an identity provider of its own.");
        }
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            var address = URI.create("http://localhost:" + server.getAddress().getPort());
            var issuer = new DevelopmentIssuer(address, key(keyFile), server, threads);
            server.setExecutor(threads);
            server.createContext("/", issuer::answer);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException("The development issuer did not start on port " + port, e);
        }
    }

    private static RsaJsonWebKey key(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                var key = RsaJwkGenerator.generateJwk(KEY_BITS);
                key.setUse("sig");
                key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
                key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
                Files.createDirectories(file.toAbsolutePath().getParent());
                var mine = Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        "key",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(mine, key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
                Files.move(mine, file);
            }
            return (RsaJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(file));
        } catch (JoseException e) {
            throw new IOException("The issuer's key " + file + " cannot be used; remove it to have a new one made", e);
        }
    }

    /** The {@code iss} of its tokens and where it answers. */
    public URI address() {
        return address;
    }

    /** A signed token. */
    public String token(TokenRequest wanted) {
        var now = NumericDate.now();
        var until = NumericDate.fromSeconds(now.getValue() + wanted.lifetime().toSeconds());
        var claims = new JwtClaims();
        claims.setIssuer(address.toString());
        claims.setAudience(AUDIENCE);
        claims.setSubject(wanted.subject());
        claims.setIssuedAt(now);
        claims.setExpirationTime(until);
        claims.setGeneratedJwtId();
        wanted.agency().ifPresent(agency -> claims.setStringClaim("agency", agency.toString()));
        wanted.participant().ifPresent(participant -> claims.setStringClaim("participant", participant.toString()));
        claims.setStringListClaim("roles", wanted.roles());
        var signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setHeader("typ", "JWT");
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signed.setKeyIdHeaderValue(key.getKeyId());
        signed.setKey(key.getPrivateKey());
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("Cannot sign a token", e);
        }
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            if (!isAddressedToThisMachine(http)) {
                send(http, 403, error("invalid_request", "addressed to another host than localhost"));
                return;
            }
            switch (http.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> get(http, configuration());
                case "/jwks" ->
                    get(http, Map.of("keys", List.of(key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))));
                case "/token" -> token(http);
                default -> send(http, 404, error("not_found", "there are /token, /jwks and the configuration"));
            }
        }
    }

    /** A page that a browser fetched from elsewhere must not reach it under a name of its own. */
    private static boolean isAddressedToThisMachine(HttpExchange http) {
        var host = http.getRequestHeaders().getFirst("Host");
        return host != null && host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");
    }

    private static void get(HttpExchange http, Map<String, Object> body) throws IOException {
        if (http.getRequestMethod().equals("GET")) {
            send(http, 200, body);
        } else {
            http.getResponseHeaders().set("Allow", "GET");
            send(http, 405, error("invalid_request", "GET only"));
        }
    }

    private void token(HttpExchange http) throws IOException {
        if (!http.getRequestMethod().equals("POST")) {
            http.getResponseHeaders().set("Allow", "POST");
            send(http, 405, error("invalid_request", "POST only"));
            return;
        }
        var body = http.getRequestBody().readNBytes(MOST_FORM_BYTES + 1);
        if (body.length > MOST_FORM_BYTES) {
            send(http, 413, error("invalid_request", "more than " + MOST_FORM_BYTES + " bytes"));
            return;
        }
        try {
            var wanted = TokenRequest.of(form(new String(body, StandardCharsets.UTF_8)));
            var answer = new LinkedHashMap<String, Object>();
            answer.put("access_token", token(wanted));
            answer.put("token_type", "Bearer");
            answer.put("expires_in", wanted.lifetime().toSeconds());
            http.getResponseHeaders().set("Cache-Control", "no-store");
            send(http, 200, answer);
        } catch (IllegalArgumentException e) {
            send(http, 400, error("invalid_request", e.getMessage()));
        }
    }

    private static Map<String, String> form(String body) {
        var fields = new HashMap<String, String>();
        for (var pair : body.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private Map<String, Object> configuration() {
        var configuration = new LinkedHashMap<String, Object>();
        configuration.put("issuer", address.toString());
        configuration.put("jwks_uri", address.resolve("/jwks").toString());
        configuration.put("token_endpoint", address.resolve("/token").toString());
        configuration.put("response_types_supported", List.of("token"));
        configuration.put("subject_types_supported", List.of("public"));
        configuration.put("id_token_signing_alg_values_supported", List.of(AlgorithmIdentifiers.RSA_USING_SHA256));
        return configuration;
    }

    private static Map<String, Object> error(String code, String description) {
        return Map.of("error", code, "error_description", description);
    }

    private static void send(HttpExchange http, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = bytes(body);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static byte[] bytes(Map<String, Object> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops answering. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
