package org.reciprocity.matching.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.FoldPositions;
import org.reciprocity.eventlog.FoldPositions.Partition;
import org.reciprocity.matching.command.Transactions;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.feed.FeedStops.Stop;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.match.MatchService.Outcome;
import org.reciprocity.matching.offer.OfferService;
import org.reciprocity.matching.request.RequestService;

/**
 * Folds the ledger's registry and exchanges into what this service knows of participants, and takes matches on. What a poll
 * brought is folded in one transaction together with its positions, so that it is folded once however often it is delivered.
 */
@ApplicationScoped
public class LedgerFeed {
    private static final Logger LOG = Logger.getLogger(LedgerFeed.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final OfferService offers;
    private final RequestService requests;
    private final MatchService matches;
    private final FeedStops stops;
    private final Counter batches;
    private final Counter folded;
    private final Counter duplicates;
    private final Counter unknown;
    private final Counter fulfilled;
    private final Counter unfulfillable;

    LedgerFeed(
            Transactions transactions,
            OfferService offers,
            RequestService requests,
            MatchService matches,
            FeedStops stops,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.offers = offers;
        this.requests = requests;
        this.matches = matches;
        this.stops = stops;
        this.batches = counter(metrics, "batches", "Transactions that took in what a poll of the ledger's log brought");
        this.folded = counter(metrics, "folded", "Records of the ledger folded");
        this.duplicates = counter(metrics, "duplicates", "Records of the ledger delivered again and skipped");
        this.unknown = counter(metrics, "unknown", "Records of types this version does not know, skipped");
        this.fulfilled = counter(metrics, "matches.taken.on", "Matches fulfilled or unfulfilled by an exchange");
        this.unfulfillable = counter(metrics, "matches.left", "Exchanges naming a match that they do not carry out");
        metrics.gauge("reciprocity.feed.stopped", stops, s -> s.all().size());
    }

    private static Counter counter(MeterRegistry metrics, String name, String description) {
        return Counter.builder("reciprocity.feed." + name)
                .description(description)
                .register(metrics);
    }

    /** What a poll of the registry brought. */
    @Incoming("registry")
    public Uni<Void> registry(ConsumerRecords<String, byte[]> records) {
        return fold(records);
    }

    /** What a poll of the exchanges brought. */
    @Incoming("exchanges")
    public Uni<Void> exchanges(ConsumerRecords<String, byte[]> records) {
        return fold(records);
    }

    /** Goes on trying while the database is away: nothing is lost by it, and nothing skipped. */
    private Uni<Void> fold(ConsumerRecords<String, byte[]> records) {
        var partitions = new TreeSet<Partition>();
        records.partitions().forEach(p -> partitions.add(new Partition(p.topic(), p.partition())));
        partitions.removeIf(partition -> stops.of(partition).isPresent());
        if (partitions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .run(work -> waiting(work)
                        .flatMap(_ -> FeedPositions.lock(work.sql(), partitions))
                        .flatMap(positions -> fold(work, positions, partitions, records)))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("feed=waiting cause=%s", failure.getClass().getSimpleName()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACK_OFF, LAST_BACK_OFF)
                .indefinitely()
                .invoke(this::tell)
                .replaceWithVoid();
    }

    /** A round holds the positions for as long as it takes: the feed waits for it, on a connection of its own. */
    private static Uni<?> waiting(Work work) {
        return work.sql().select("select set_config('lock_timeout', '0', true)");
    }

    private Uni<Batch> fold(
            Work work,
            FoldPositions positions,
            SortedSet<Partition> partitions,
            ConsumerRecords<String, byte[]> records) {
        var batch = new Batch(new FeedChanges(), new HashMap<>());
        for (var partition : partitions) {
            for (var record : records.records(new TopicPartition(partition.topic(), partition.partition()))) {
                if (!batch.take(partition, positions, record)) {
                    break;
                }
            }
        }
        return batch.changes
                .write(work, offers, requests, matches)
                .invoke(batch::outcomes)
                .flatMap(_ -> FeedPositions.store(work.sql(), positions))
                .replaceWith(batch);
    }

    /** After the commit. */
    private void tell(Batch batch) {
        batches.increment();
        folded.increment(batch.folded);
        duplicates.increment(batch.duplicates);
        unknown.increment(batch.unknown);
        fulfilled.increment(batch.takenOn);
        unfulfillable.increment(batch.left);
        batch.stops.forEach((partition, stop) -> {
            stops.stop(partition, stop);
            LOG.errorf(
                    "feed=stopped topic=%s partition=%d offset=%d event=%s reason=\"%s\"",
                    partition.topic(), partition.partition(), stop.offset(), stop.event(), stop.reason());
        });
    }

    /** What one transaction folds. */
    private static final class Batch {
        private final FeedChanges changes;
        private final Map<Partition, Stop> stops;
        private int folded;
        private int duplicates;
        private int unknown;
        private int takenOn;
        private int left;

        Batch(FeedChanges changes, Map<Partition, Stop> stops) {
            this.changes = changes;
            this.stops = stops;
        }

        /** Takes a record; false when it cannot be read, and nothing after it in its partition is to be. */
        boolean take(Partition partition, FoldPositions positions, ConsumerRecord<String, byte[]> record) {
            try {
                var envelope = Envelope.of(record);
                // Read before the position moves: a record that cannot be read is not passed.
                var read = LedgerEvents.read(envelope.type(), record.key(), envelope.community(), record.value());
                if (!positions.accept(
                        partition.topic(),
                        partition.partition(),
                        envelope.source(),
                        envelope.sequence(),
                        record.offset())) {
                    duplicates++;
                    return true;
                }
                switch (read) {
                    case LedgerEvents.Read.Event event -> {
                        changes.add(event.event());
                        folded++;
                    }
                    case LedgerEvents.Read.NotNeeded _ -> folded++;
                    case LedgerEvents.Read.Unknown _ -> unknown++;
                }
                return true;
            } catch (UnreadableRecordException | IllegalStateException e) {
                stops.put(partition, new Stop(record.offset(), Envelope.idOf(record), e.getMessage()));
                return false;
            }
        }

        void outcomes(List<Outcome> outcomes) {
            for (var outcome : outcomes) {
                switch (outcome) {
                    case CARRIED_OUT -> takenOn++;
                    case REFUSED, UNKNOWN -> left++;
                }
            }
        }
    }
}
