package org.reciprocity.eventlog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.kafka.KafkaLog;
import org.reciprocity.eventlog.postgres.PostgresSequenceStore;
import org.reciprocity.eventlog.relay.Progress;
import org.reciprocity.eventlog.relay.Sender;
import org.reciprocity.eventlog.relay.SequenceStore.Standing;
import org.reciprocity.eventlog.relay.Sequencer;
import org.reciprocity.eventlog.relay.Term;

/**
 * Gives committed events their sequence and sends them to Kafka, in that order and exactly once in effect. One relay of a
 * log leads at a time, whatever the number of replicas.
 *
 * <p>A log <em>halts</em> when Kafka has an event that the database does not have, because the database was restored to an
 * earlier time: appends fail with {@link LogHaltedException} and nothing is sent. It <em>stops</em> when a topic was replaced
 * or has other partitions than it had: appends go on and nothing is sent. Both last, over restarts too, until an operator
 * has understood the cause and goes on by {@link #resume(String)}, or in the database by {@code select log_resume('why')}.
 * An operator halts a log, before a restored database serves, by {@code update log_head set halted = 'why'}.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int BATCH = 2_000;
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);
    private static final Duration RECHECK_TOPICS = Duration.ofSeconds(10);
    private static final Duration LONGEST_LATER = Duration.ofSeconds(1);
    private static final Duration OBSERVE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final RelaySettings settings;
    private final AtomicReference<Term> lead = new AtomicReference<>();
    private final AtomicLong wakes = new AtomicLong();
    private final PostgresSequenceStore sequencingStore;
    private final Sequencer sequencer;
    private final Loop sequencing;
    private final Loop sending;
    private final StatusBoard board;

    private Term told;
    private boolean agreementTold;
    private long observeAt = System.nanoTime();

    private Relay(RelaySettings settings) {
        this.settings = settings;
        this.board = new StatusBoard(settings.log(), lead, wakes);
        var relay = EventIds.next().toString();
        var later = settings.lease().dividedBy(4);
        later = later.compareTo(LONGEST_LATER) < 0 ? later : LONGEST_LATER;

        this.sequencingStore = store();
        this.sequencer = new Sequencer(relay, sequencingStore, lead, settings.lease(), BATCH, System::nanoTime);
        this.sequencing = new Loop(
                settings.log(),
                "sequencing",
                settings.poll(),
                later,
                settings.gather(),
                this::sequence,
                sequencer::failed,
                () -> {
                    try {
                        sequencer.release();
                    } finally {
                        sequencingStore.close();
                    }
                });

        var sendingStore = store();
        var kafka = new KafkaLog(
                settings.log(),
                settings.topics(),
                settings.partitions(),
                settings.replication(),
                settings.chainHeader(),
                settings.kafka(),
                KAFKA_PATIENCE);
        var sender = new Sender(sendingStore, kafka, lead, BATCH, RECHECK_TOPICS, System::nanoTime);
        this.sending = new Loop(
                settings.log(),
                "sending",
                settings.poll(),
                later,
                settings.gather(),
                sender::step,
                sender::failed,
                () -> {
                    try {
                        sender.close();
                    } finally {
                        kafka.close();
                        sendingStore.close();
                    }
                });
    }

    /** Starts the relay's threads. It goes on through outages of PostgreSQL and Kafka by itself until it is closed. */
    public static Relay start(RelaySettings settings) {
        var relay = new Relay(settings);
        relay.sequencing.start();
        relay.sending.start();
        return relay;
    }

    /** Says that something was committed, so that it need not be found by polling. Cheap, from any thread. */
    public void wake() {
        wakes.incrementAndGet();
        sequencing.wake();
    }

    /** How it stands. Cheap: from memory, where the leader's figures are of this moment and a follower's of the last second. */
    public RelayStatus status() {
        return board.status();
    }

    /**
     * Lets a halted or stopped log go on, by an operator's decision: sequences that Kafka has and the database lost are
     * written down as a gap and never given again; topics are learnt anew as they are.
     *
     * @param decision why this is right, kept with the gap; no personal data
     * @throws org.reciprocity.eventlog.relay.LogUnavailableException when the database does not answer, or when it has
     *     another event than Kafka at the same sequence and there is no going on
     */
    public void resume(String decision) {
        try (var store = store()) {
            store.resume(decision);
        }
        LOG.warnf("relay log=%s state=resumed", settings.log());
    }

    /** Gives up the lead and stops the threads. */
    @Override
    public void close() {
        sending.close(CLOSING);
        sequencing.close(CLOSING);
    }

    private PostgresSequenceStore store() {
        return new PostgresSequenceStore(
                settings.log(), settings.jdbcUrl(), settings.user(), settings.password(), settings.lease());
    }

    private Progress sequence() {
        long seen = wakes.get();
        var progress = sequencer.step();
        if (sequencer.drained()) {
            board.drained(seen);
        }
        tell();
        if (progress == Progress.AGAIN || progress == Progress.GATHERING) {
            sending.wake();
        }
        if (System.nanoTime() - observeAt >= 0) {
            observe(seen);
        }
        return progress;
    }

    private void observe(long seen) {
        var term = lead.get();
        Standing standing = sequencingStore.standing(term == null ? 0 : term.sent());
        if (!standing.halted().equals(board.halted())) {
            standing.halted()
                    .ifPresentOrElse(
                            reason -> LOG.errorf("relay log=%s state=halted reason=\"%s\"", settings.log(), reason),
                            () -> LOG.infof("relay log=%s state=free", settings.log()));
        }
        board.observed(standing, seen);
        observeAt = System.nanoTime() + OBSERVE.toNanos();
    }

    /** One line at each turn of a term. */
    private void tell() {
        var term = lead.get();
        if (term != told) {
            if (told != null) {
                LOG.infof(
                        "relay log=%s state=following epoch=%d sequence=%d",
                        settings.log(), told.epoch(), told.sequence());
            }
            if (term != null) {
                LOG.infof(
                        "relay log=%s state=leading epoch=%d sequence=%d",
                        settings.log(), term.epoch(), term.sequence());
            }
            told = term;
            agreementTold = false;
        }
        if (term != null && term.agreed() && !agreementTold) {
            LOG.infof("relay log=%s state=sending epoch=%d sent=%d", settings.log(), term.epoch(), term.sent());
            agreementTold = true;
        }
    }
}
