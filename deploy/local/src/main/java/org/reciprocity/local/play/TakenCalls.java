package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.system.Service;

/** The calls that each service has taken, answered 2xx, since it was last asked whether it still knows them. */
final class TakenCalls {
    private final Map<Service, Queue<Call>> since = new EnumMap<>(Service.class);

    TakenCalls() {
        for (var service : Service.values()) {
            since.put(service, new ConcurrentLinkedQueue<>());
        }
    }

    /**
     * A call that records something.
     *
     * @param key its Idempotency-Key
     * @param answer what it was answered with
     */
    record Call(Service service, String path, Caller caller, String key, JsonNode body, Api.Answer answer) {}

    void note(Call call) {
        since.get(call.service()).add(call);
    }

    /** Those of a service that nobody has taken yet. */
    List<Call> take(Service service) {
        var calls = new ArrayList<Call>();
        var queue = since.get(service);
        for (var call = queue.poll(); call != null; call = queue.poll()) {
            calls.add(call);
        }
        return calls;
    }

    /** What is wrong with the answer to a call that was sent again: it has to be the first one, and known as such. */
    static Optional<String> wrong(Call call, Api.Answer again) {
        var what = "POST " + call.service().shortName() + " " + call.path() + " (Idempotency-Key " + call.key() + ") ";
        if (call.answer().json().isArray()) {
            for (var item : again.json()) {
                if (!item.path("replayed").asBoolean(false)) {
                    return Optional.of(what + "did again: " + item);
                }
            }
        } else if (!again.replayed()) {
            return Optional.of(what + "was done again: " + again.text());
        }
        return plain(again.json()).equals(plain(call.answer().json()))
                        && again.status() == call.answer().status()
                ? Optional.empty()
                : Optional.of(what + "was answered " + call.answer().text() + " and then " + again.text());
    }

    /** The answer without what tells a first one of a later one. */
    private static JsonNode plain(JsonNode answer) {
        var plain = answer.deepCopy();
        plain.forEach(item -> {
            if (item instanceof ObjectNode object) {
                object.remove("replayed");
            }
        });
        return plain;
    }
}
