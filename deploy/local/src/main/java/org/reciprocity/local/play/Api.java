package org.reciprocity.local.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.system.Service;

/**
 * The services' API, called as an agency's own program would: JSON, a bearer token, an Idempotency-Key on every POST. A
 * call that was not answered, or with 503, is made again with the same key until it is, for a while.
 */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ONE_CALL = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Set<Integer> TRY_AGAIN = Set.of(502, 503, 504);
    private static final List<String> NOT_NOW = List.of("/problems/request-in-progress", "/problems/busy");

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"?next");

    private final Map<Service, URI> addresses;
    private final Function<Caller, String> issuer;
    private final Consumer<TakenCalls.Call> taken;
    private final Map<Caller, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong posts = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(Map<Service, URI> addresses, Function<Caller, String> issuer) {
        this(addresses, issuer, call -> {});
    }

    /**
     * The same.
     *
     * @param taken told of each call that records something, when it was answered 2xx
     */
    Api(Map<Service, URI> addresses, Function<Caller, String> issuer, Consumer<TakenCalls.Call> taken) {
        this.addresses = Map.copyOf(addresses);
        this.issuer = issuer;
        this.taken = taken;
    }

    /**
     * An answer of 2xx: its bytes, and what they say.
     *
     * @param next the next page of a list
     * @param replayed whether it was given before, to the same call
     */
    record Answer(int status, String text, JsonNode json, Optional<String> next, boolean replayed) {}

    /** How many calls were answered that record something. */
    long posts() {
        return posts.get();
    }

    /** How many calls had to be made again. */
    long repeats() {
        return repeats.get();
    }

    Answer get(Service service, String path, Caller caller) {
        return call(service, path, caller, Optional.empty(), Optional.empty());
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(Service service, String path, Caller caller) {
        var items = new ArrayList<JsonNode>();
        var next = Optional.of(path);
        while (next.isPresent()) {
            var page = get(service, next.get(), caller);
            page.json().path("items").forEach(items::add);
            next = page.next();
        }
        return items;
    }

    private static Optional<String> next(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Link")
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1));
    }

    Answer post(Service service, String path, Caller caller, String key, JsonNode body) {
        var answer = call(service, path, caller, Optional.of(key), Optional.of(body));
        posts.incrementAndGet();
        taken.accept(new TakenCalls.Call(service, path, caller, key, body, answer));
        return answer;
    }

    /** Sends a call again that was taken once. */
    Answer again(TakenCalls.Call call) {
        return call(call.service(), call.path(), call.caller(), Optional.of(call.key()), Optional.of(call.body()));
    }

    private Answer call(Service service, String path, Caller caller, Optional<String> key, Optional<JsonNode> body) {
        var request = HttpRequest.newBuilder(addresses.get(service).resolve(path))
                .timeout(ONE_CALL)
                .header("Authorization", "Bearer " + tokens.computeIfAbsent(caller, issuer))
                .header("Accept", "application/json");
        key.ifPresent(k -> request.header("Idempotency-Key", k));
        body.ifPresent(json -> request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.toString())));
        var what = (body.isPresent() ? "POST " : "GET ") + service.shortName() + " " + path;
        return answered(what, request.build());
    }

    private Answer answered(String what, HttpRequest request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var pause = Duration.ofMillis(20);
        while (true) {
            String complaint;
            try {
                var response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() / 100 == 2) {
                    return new Answer(
                            response.statusCode(),
                            response.body(),
                            json(what, response.body()),
                            next(response),
                            response.headers()
                                    .firstValue("Idempotency-Replayed")
                                    .isPresent());
                }
                complaint = response.statusCode() + " " + response.body();
                if (response.statusCode() == 503
                        && request.method().equals("POST")
                        && response.headers().firstValue("Retry-After").isEmpty()) {
                    throw new PlayException(what + " was not told when to come again: " + complaint + sent(request));
                }
                if (!TRY_AGAIN.contains(response.statusCode())
                        && NOT_NOW.stream().noneMatch(response.body()::contains)) {
                    throw new PlayException(what + " was refused: " + complaint + sent(request));
                }
            } catch (IOException e) {
                complaint =
                        e.toString(); // it cannot be known whether it was done: the key makes a second time harmless
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PlayException(what + " was interrupted", e);
            }
            if (System.nanoTime() > deadline) {
                throw new PlayException(what + " was not answered within " + PATIENCE.toSeconds() + " s: " + complaint);
            }
            repeats.incrementAndGet();
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static String sent(HttpRequest request) {
        return request.headers()
                .firstValue("Idempotency-Key")
                .map(key -> " (Idempotency-Key " + key + ")")
                .orElse("");
    }

    static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlayException("Interrupted", e);
        }
    }

    private static JsonNode json(String what, String body) {
        try {
            return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(what + " was not answered with JSON", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
