package org.reciprocity.eventlog.simulation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.reciprocity.eventlog.relay.LogUnavailableException;
import org.reciprocity.eventlog.relay.Sender;
import org.reciprocity.eventlog.relay.Sequencer;
import org.reciprocity.eventlog.relay.Term;

/** A replica's relay: its own two sides, run by the scheduler instead of two threads. */
final class SimulatedRelay {
    static final long RECHECK = World.LEASE * 3;
    private static final int BATCH = 4;

    private final World world;
    private final Database database;
    private final Broker broker;
    private int incarnation;
    private final int number;

    private final AtomicReference<Term> lead = new AtomicReference<>();
    private DatabaseSession session;
    private Sequencer sequencer;
    private Sender sender;
    private long stoppedUntil;

    SimulatedRelay(World world, Database database, Broker broker, int number) {
        this.world = world;
        this.database = database;
        this.broker = broker;
        this.number = number;
        start();
    }

    private void start() {
        lead.set(null);
        var name = "relay " + number + "." + ++incarnation;
        session = new DatabaseSession(world, database, name);
        sequencer = new Sequencer(name, session, lead, Duration.ofMillis(World.LEASE), BATCH, this::nanoseconds);
        sender = new Sender(
                new DatabaseSession(world, database, name + " (sending)"),
                new BrokerClient(world, database, broker),
                lead,
                BATCH,
                Duration.ofMillis(RECHECK),
                this::nanoseconds);
    }

    private long nanoseconds() {
        return Duration.ofMillis(world.milliseconds).toNanos();
    }

    /** Leads and has found that the log and the database agree, or is just about to find out that it does not lead. */
    boolean leading() {
        var term = lead.get();
        return term != null && term.agreed() && term.epoch() == database.epoch;
    }

    /** One side does its next step. */
    void step() {
        if (world.milliseconds < stoppedUntil) {
            return;
        }
        if (world.chance(0.5)) {
            side(sequencer::step, sequencer::failed);
        } else {
            side(sender::step, sender::failed);
        }
    }

    private void side(Runnable step, Runnable failed) {
        try {
            step.run();
        } catch (LogUnavailableException e) {
            failed.run();
        } catch (Stopped e) {
            stop();
            failed.run();
        }
    }

    /** The process is stopped, and goes on where it was. */
    void stop() {
        stoppedUntil = world.milliseconds + world.random.nextLong(World.LEASE * 3);
    }

    void goOn() {
        stoppedUntil = 0;
    }

    /** The process dies and a new one is started; the database notices, or not before the transaction's time is up. */
    void crash() {
        if (world.chance(0.7)) {
            session.close();
        }
        stoppedUntil = 0;
        start();
    }
}
