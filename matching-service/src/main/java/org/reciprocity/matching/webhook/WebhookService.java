package org.reciprocity.matching.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.IfMatch;

/** Where agencies take reminders, and which there are. */
@ApplicationScoped
public class WebhookService {
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String SELECT = """
            select w.url, w.version,
                   (select count(*) from reminder r
                    where r.agency = $1 and r.delivered_at is null and not r.given_up),
                   (select max(r.delivered_at) from reminder r where r.agency = $1),
                   (select max(r.failed_at) from reminder r where r.agency = $1),
                   (select count(*) from reminder r where r.agency = $1 and r.given_up)
            from webhook w where w.agency = $1
            """;

    private final WebhookSettings settings;

    WebhookService(WebhookSettings settings) {
        this.settings = settings;
    }

    /** {@code GET /webhook}. */
    static Uni<Answer> show(Sql sql, Caller caller) {
        return view(sql, caller.agency(), null).map(view -> Answer.ok(view.version(), view));
    }

    /** {@code PUT /webhook}: a new secret each time. */
    Uni<Answer> set(Work work, Caller caller, WebhookForm form, IfMatch ifMatch) {
        var fault = WebhookAddress.fault(form.url(), settings.allowHttp());
        if (fault.isPresent()) {
            throw Forms.invalid("url", fault.get());
        }
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return change(work, caller, ifMatch, form.url(), HexFormat.of().formatHex(bytes));
    }

    /** {@code DELETE /webhook}: what waits is not delivered any more. */
    Uni<Answer> remove(Work work, Caller caller, IfMatch ifMatch) {
        return change(work, caller, ifMatch, null, null);
    }

    private static Uni<Answer> change(Work work, Caller caller, IfMatch ifMatch, String url, String secret) {
        var sql = work.sql();
        return sql.select(
                        "select pg_advisory_xact_lock(hashtext('webhook'), hashtext($1))",
                        caller.agency().toString())
                .flatMap(_ -> view(sql, caller.agency(), null))
                .flatMap(present -> {
                    var outdated = ifMatch.refusal(present.version());
                    return outdated.isPresent()
                            ? Uni.createFrom().item(outdated.get())
                            : sql.update("""
                                            insert into webhook (agency, url, secret, version, recorded_at)
                                            values ($1, $2, $3, 1, now())
                                            on conflict (agency) do update
                                            set url = excluded.url, secret = excluded.secret,
                                                version = webhook.version + 1, recorded_at = excluded.recorded_at
                                            """, caller.agency(), url, secret)
                                    .flatMap(_ -> view(sql, caller.agency(), secret))
                                    .map(view -> Answer.ok(view.version(), view));
                });
    }

    private static Uni<WebhookView> view(Sql sql, UUID agency, String secret) {
        return sql.select(SELECT, agency).map(rows -> rows.stream()
                .map(row -> new WebhookView(
                        (String) row[0],
                        secret,
                        (Long) row[2],
                        Work.instant(row[3]),
                        Work.instant(row[4]),
                        (Long) row[5],
                        (Long) row[1]))
                .findFirst()
                .orElse(new WebhookView(null, null, 0, null, null, 0, 0)));
    }

    /**
     * Notes reminders that are due, each once: of offers that lapse within the policy's reminderDays, and of requests that end
     * within them with something left. They are for the agency that recorded the thing, if it takes any.
     *
     * @return how many
     */
    public Uni<Integer> remind(Work work) {
        return work.sql().update("""
                        insert into reminder (id, agency, kind, community, subject, subject_at, next_at, recorded_at)
                        select gen_random_uuid(), o.agency, 'offer-lapsing', o.community, o.id, o.lapses_at, now(), now()
                        from offer o join webhook w on w.agency = o.agency and w.url is not null
                             left join matching_policy p on p.community = o.community
                        where not o.withdrawn and not o.lapsed and o.lapses_at > now()
                          and o.lapses_at <= now() + coalesce(p.reminder_days, 14) * interval '1 day'
                          and not exists (select from reminder r where r.kind = 'offer-lapsing' and r.subject = o.id
                                                                     and r.subject_at = o.lapses_at)
                        limit 500 on conflict do nothing
                        """).flatMap(offers -> work.sql().update("""
                                insert into reminder (id, agency, kind, community, subject, subject_at, next_at, recorded_at)
                                select gen_random_uuid(), q.agency, 'request-ending', q.community, q.id, q.until_time, now(),
                                       now()
                                from request q join webhook w on w.agency = q.agency and w.url is not null
                                     left join matching_policy p on p.community = q.community
                                where not q.withdrawn and not q.lapsed and q.until_time > now()
                                  and q.until_time <= now() + least(coalesce(p.reminder_days, 14) * interval '1 day',
                                                                    (q.until_time - q.recorded_at) / 4)
                                  and q.minutes > (select coalesce(sum(m.minutes), 0) from match m
                                                   where m.request = q.id and m.state <> 'declined')
                                  and not exists (select from reminder r where r.kind = 'request-ending'
                                                                             and r.subject = q.id
                                                                             and r.subject_at = q.until_time)
                                limit 500 on conflict do nothing
                                """).map(requests -> offers + requests));
    }
}
