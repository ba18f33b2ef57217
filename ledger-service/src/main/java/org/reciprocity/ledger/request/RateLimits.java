package org.reciprocity.ledger.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.reciprocity.ledger.security.Caller;

/**
 * A token bucket for each agency, or for the client where a token names none, on this replica.
 *
 * <p>A bucket is one number: the time at which it will be full again (the generic cell rate algorithm of ITU-T I.371). A
 * request is admitted while the bucket holds one token at least; what turns out to be a batch is charged for its items
 * afterwards, and may leave the bucket owing, so that a batch larger than a bucket is answered, and paid for by waiting.
 */
@ApplicationScoped
public class RateLimits {
    /** Beyond so many buckets the full ones are dropped: one that is full is as good as none. */
    private static final int MANY = 10_000;

    /**
     * What is allowed.
     *
     * @param perSecond requests a second in the long run
     * @param burst requests at once
     */
    record Measure(int perSecond, int burst) {

        long nanosForOne() {
            return Math.max(1, TimeUnit.SECONDS.toNanos(1) / perSecond);
        }

        long nanosForAll() {
            return burst * nanosForOne();
        }
    }

    /**
     * A request beyond the measure.
     *
     * @param measure the measure
     * @param until how long until another is answered
     */
    record Exceeded(Measure measure, Duration until) {

        /** In whole seconds, as {@code Retry-After} takes it. */
        long seconds() {
            return Math.max(1, until.plusNanos(TimeUnit.SECONDS.toNanos(1) - 1).toSeconds());
        }
    }

    private final Measure usual;
    private final Map<UUID, Measure> own;
    private final LongSupplier nanos;
    private final Map<UUID, AtomicLong> fullAgain = new ConcurrentHashMap<>();

    @jakarta.inject.Inject
    RateLimits(RateLimitSettings settings) {
        this(new Measure(settings.perSecond(), settings.burst()), own(settings), System::nanoTime);
    }

    RateLimits(Measure usual, Map<UUID, Measure> own, LongSupplier nanos) {
        this.usual = usual;
        this.own = own;
        // Times are counted from the first one, so that no sum of them overflows.
        long start = nanos.getAsLong();
        this.nanos = () -> nanos.getAsLong() - start;
    }

    private static Map<UUID, Measure> own(RateLimitSettings settings) {
        return settings.agencies().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> Ids.parse(entry.getKey())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "reciprocity.rate-limit.agencies is by id; this is none: " + entry.getKey())),
                        entry -> new Measure(
                                entry.getValue().perSecond().orElse(settings.perSecond()),
                                entry.getValue().burst().orElse(settings.burst()))));
    }

    /** Takes one token for a request, or says why there is none. */
    Optional<Exceeded> admit(Caller caller) {
        var measure = measure(caller);
        long now = nanos.getAsLong();
        long room = now + measure.nanosForAll() - measure.nanosForOne();
        var bucket = bucket(caller.keyOwner(), now);
        while (true) {
            long full = bucket.get();
            if (full > room) {
                return Optional.of(new Exceeded(measure, Duration.ofNanos(full - room)));
            }
            if (bucket.compareAndSet(full, Math.max(full, now) + measure.nanosForOne())) {
                return Optional.empty();
            }
        }
    }

    /** Takes tokens for the items of a request that is admitted: one was taken for the request itself. */
    public void charge(Caller caller, int items) {
        if (items > 1) {
            long now = nanos.getAsLong();
            long cost = (items - 1) * measure(caller).nanosForOne();
            bucket(caller.keyOwner(), now).updateAndGet(full -> Math.max(full, now) + cost);
        }
    }

    private Measure measure(Caller caller) {
        return caller.actingFor().map(own::get).orElse(usual);
    }

    private AtomicLong bucket(UUID owner, long now) {
        var bucket = fullAgain.get(owner);
        if (bucket != null) {
            return bucket;
        }
        if (fullAgain.size() >= MANY) {
            fullAgain.values().removeIf(full -> full.get() <= now);
        }
        return fullAgain.computeIfAbsent(owner, first -> new AtomicLong(now));
    }

    /** How many buckets are kept. */
    int kept() {
        return fullAgain.size();
    }
}
