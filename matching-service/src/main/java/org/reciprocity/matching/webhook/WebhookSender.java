package org.reciprocity.matching.webhook;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sweep;
import org.reciprocity.matching.command.Transactions;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.http.Json;

/**
 * Sends reminders, each until its receiver has taken it with a 2xx, or too many attempts have failed. A replica first notes
 * when to try next, and then sends: whatever it dies of, a reminder is sent again, and so may come twice, under one id.
 * Redirects are not followed, and nothing of an answer but its status is looked at.
 */
@ApplicationScoped
public class WebhookSender {
    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_BACK_OFF = Duration.ofHours(6);

    /** No more than one of an agency: a receiver that is slow keeps its own reminders waiting and nobody else's. */
    private static final String DUE = """
            select r.id, r.kind, r.community, r.subject, r.subject_at, r.attempts, w.url, w.secret
            from reminder r join webhook w on w.agency = r.agency and w.url is not null
            where r.delivered_at is null and not r.given_up and r.next_at <= now()
              and r.id in (select distinct on (d.agency) d.id from reminder d
                           where d.delivered_at is null and not d.given_up and d.next_at <= now()
                           order by d.agency, d.next_at, d.id)
            order by r.next_at, r.id limit 20 for update of r skip locked
            """;

    private final Transactions transactions;
    private final WebhookService webhooks;
    private final WebhookSettings settings;
    private final HttpClient client;
    private final Counter delivered;
    private final Counter failed;
    private final Sweep sweep;

    WebhookSender(Transactions transactions, WebhookService webhooks, WebhookSettings settings, MeterRegistry metrics) {
        this.transactions = transactions;
        this.webhooks = webhooks;
        this.settings = settings;
        this.sweep = new Sweep(
                "reminders",
                settings.every(),
                () -> once() > 0,
                e -> LOG.warnf("reminders=retrying cause=%s", e.getClass().getSimpleName()));
        this.client = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.patience())
                .build();
        this.delivered = Counter.builder("reciprocity.reminders.delivered")
                .description("Reminders that their receiver took")
                .register(metrics);
        this.failed = Counter.builder("reciprocity.reminders.failed")
                .description("Attempts to deliver a reminder that failed")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) {
        sweep.start(settings.every());
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        sweep.close(PATIENCE);
        client.shutdownNow();
    }

    /** Notes what is due and sends some of it; says how many. */
    synchronized int once() {
        transactions.run(webhooks::remind).await().atMost(PATIENCE);
        var due = transactions.run(this::take).await().atMost(PATIENCE);
        try (var sending = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = due.stream()
                    .map(reminder -> CompletableFuture.runAsync(() -> deliver(reminder), sending))
                    .toList();
            sent.forEach(CompletableFuture::join);
        }
        return due.size();
    }

    private void deliver(Reminder reminder) {
        boolean taken = send(reminder);
        transactions.run(work -> note(work, reminder, taken)).await().atMost(PATIENCE);
        (taken ? delivered : failed).increment();
    }

    private Uni<List<Reminder>> take(Work work) {
        return work.sql()
                .select(DUE)
                .map(rows -> rows.stream().map(Reminder::of).toList())
                .call(due -> work.sql()
                        .update(
                                """
                                update reminder r set attempts = r.attempts + 1, next_at = now() + n.wait * interval '1 ms'
                                from unnest($1::uuid[], $2::bigint[]) as n(id, wait) where r.id = n.id
                                """,
                                due.stream().map(Reminder::id).toArray(UUID[]::new),
                                due.stream()
                                        .map(reminder ->
                                                lease(reminder.attempts()).toMillis())
                                        .toArray(Long[]::new)));
    }

    /** Nobody takes it anew while it is on its way. */
    private Duration lease(int attempts) {
        var way = settings.patience().multipliedBy(2);
        return backOff(attempts).compareTo(way) > 0 ? backOff(attempts) : way;
    }

    private Duration backOff(int attempts) {
        var wait = settings.backOff().multipliedBy(1L << Math.min(attempts, 20));
        return wait.compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : wait;
    }

    /** Whether the receiver took it. */
    private boolean send(Reminder reminder) {
        var now = Instant.now();
        var body = Json.write(new Body(
                reminder.id(), reminder.kind(), reminder.community(), reminder.subject(), reminder.subjectAt()));
        try {
            var uri = URI.create(reminder.url());
            if (!settings.allowPrivate() && !WebhookAddress.isPublic(uri)) {
                LOG.warnf("reminder=%s state=refused reason=\"not a public address\"", reminder.id());
                return false;
            }
            var request = HttpRequest.newBuilder(uri)
                    .timeout(settings.patience())
                    .header("Content-Type", "application/json")
                    .header("Reciprocity-Timestamp", Long.toString(now.getEpochSecond()))
                    .header("Reciprocity-Signature", Signature.of(reminder.secret(), now.getEpochSecond(), body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return isTaken(request);
        } catch (IOException | IllegalArgumentException | ExecutionException | TimeoutException e) {
            LOG.infof(
                    "reminder=%s state=failed cause=%s",
                    reminder.id(), e.getClass().getSimpleName());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The whole of it has its time: a receiver that sends without end is given up, too. */
    private boolean isTaken(HttpRequest request) throws InterruptedException, ExecutionException, TimeoutException {
        var answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            int status = answer.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
            return status >= 200 && status < 300;
        } finally {
            answer.cancel(true);
        }
    }

    private Uni<Integer> note(Work work, Reminder reminder, boolean taken) {
        return taken
                ? work.sql().update("update reminder set delivered_at = now() where id = $1", reminder.id())
                : work.sql()
                        .update(
                                """
                                update reminder set failed_at = now(), given_up = attempts >= $2,
                                       next_at = now() + $3 * interval '1 ms'
                                where id = $1
                                """,
                                reminder.id(),
                                settings.attempts(),
                                backOff(reminder.attempts()).toMillis());
    }

    /** What a receiver is told: codes, ids and a time; of whom it is, the agency knows itself. */
    @JsonPropertyOrder({"id", "type", "communityId", "subjectId", "at"})
    private record Body(UUID id, String type, UUID communityId, UUID subjectId, Instant at) {}

    private record Reminder(
            UUID id,
            String kind,
            UUID community,
            UUID subject,
            Instant subjectAt,
            int attempts,
            String url,
            String secret) {

        static Reminder of(Object[] row) {
            return new Reminder(
                    (UUID) row[0],
                    (String) row[1],
                    (UUID) row[2],
                    (UUID) row[3],
                    Work.instant(row[4]),
                    (Integer) row[5],
                    (String) row[6],
                    (String) row[7]);
        }
    }
}
