package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

class EventStoreTest {
    private static TestLog log;
    private static Mutiny.SessionFactory sessions;

    @BeforeAll
    static void start() {
        log = TestLog.create("store");
        var configuration = new Configuration()
                .setProperty("jakarta.persistence.jdbc.url", Backends.postgres().jdbcUrl(log.name))
                .setProperty(
                        "jakarta.persistence.jdbc.user", Backends.postgres().user())
                .setProperty(
                        "jakarta.persistence.jdbc.password", Backends.postgres().password());
        sessions = configuration
                .buildSessionFactory(new ReactiveServiceRegistryBuilder()
                        .applySettings(configuration.getProperties())
                        .build())
                .unwrap(Mutiny.SessionFactory.class);
    }

    @AfterAll
    static void stop() {
        sessions.close();
        log.close();
    }

    @Test
    void readsAStreamBackAsItWasAppended() {
        var stream = UUID.randomUUID();
        var events = List.of(log.event(stream, 1), log.event(stream, 2));
        log.append(events.toArray(NewEvent[]::new));

        var read = log.inTransaction(sql -> EventStore.read(sql, stream));

        assertEquals(
                events.stream()
                        .map(e -> new StoredEvent(e.id(), e.type(), e.stream(), e.version(), e.recordedAt(), e.body()))
                        .toList(),
                read);
    }

    @Test
    void saysWhichStreamHasMovedOn() {
        var stream = UUID.randomUUID();
        log.append(log.event(stream, 1));

        var conflict = assertThrows(
                VersionConflictException.class,
                () -> log.append(log.event(UUID.randomUUID(), 1), log.event(stream, 1)));

        assertEquals("The stream " + stream + " has moved on", conflict.getMessage());
    }

    @Test
    void saysSoThroughHibernateToo() {
        var stream = UUID.randomUUID();
        inSession(sql -> EventStore.append(sql, List.of(log.event(stream, 1))));

        var conflict = assertThrows(
                VersionConflictException.class,
                () -> inSession(sql -> EventStore.append(sql, List.of(log.event(stream, 1)))));

        assertEquals("The stream " + stream + " has moved on", conflict.getMessage());
        assertEquals(1, inSession(sql -> EventStore.read(sql, stream)).size());
    }

    @Test
    void refusesAnIdTwice() {
        var first = log.event(UUID.randomUUID(), 1);
        log.append(first);
        var second = log.event(UUID.randomUUID(), 1);
        var same = new NewEvent(
                first.id(),
                second.topic(),
                second.key(),
                second.type(),
                second.stream(),
                second.version(),
                second.chain(),
                second.recordedAt(),
                second.body());

        assertThrows(DuplicateEventException.class, () -> log.append(same));
        assertThrows(DuplicateEventException.class, () -> inSession(sql -> EventStore.append(sql, List.of(same))));
    }

    @Test
    void refusesABodyOverTheLimitAndTakesOneAtIt() {
        var stream = UUID.randomUUID();

        assertThrows(EventTooLargeException.class, () -> log.append(withBody(stream, "é".repeat(128 * 1024) + "x")));
        log.append(withBody(stream, "é".repeat(128 * 1024)));
    }

    @Test
    void refusesEverythingWhileTheLogIsHalted() {
        try (var halted = TestLog.create("halted")) {
            var stream = UUID.randomUUID();
            halted.append(halted.event(stream, 1));
            halted.execute("insert into log_head (log, halted) values ('" + halted.name + "', 'restored')");

            var refused = assertThrows(LogHaltedException.class, () -> halted.append(halted.event(stream, 2)));

            assertEquals("The log " + halted.name + " is halted", refused.getMessage());
            assertEquals(1, halted.number("select count(*) from event"));
            assertEquals(1, halted.number("select count(*) from pending"));

            halted.execute("select log_resume('looked at it')");
            halted.append(halted.event(stream, 2));
        }
    }

    private static NewEvent withBody(UUID stream, String body) {
        var event = log.event(stream, 1);
        return new NewEvent(
                event.id(),
                event.topic(),
                event.key(),
                event.type(),
                event.stream(),
                event.version(),
                event.chain(),
                event.recordedAt(),
                body);
    }

    private static <T> T inSession(java.util.function.Function<Sql, Uni<T>> work) {
        return sessions.withTransaction(session -> work.apply(Sql.of(session)))
                .await()
                .atMost(TestLog.PATIENCE);
    }
}
