package org.reciprocity.matching.calendar;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.skill.Skill;
import org.reciprocity.matching.skill.SkillList;

/** Calendars of sessions, which whoever has the link may read until it is revoked. */
@ApplicationScoped
public class CalendarService {
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String SELECT =
            "select id, community, participant, revoked, recorded_at from calendar where agency = $1";

    /**
     * A participant's own sessions, as long as the calendar's agency ({@code $1}) may see them; or those of whom it registered,
     * as long as it is in the community. What is to come, the next first; and as much of the past as there is room for.
     */
    private static final String ENTRIES = """
            select s.id, s.skill, s.starts_at, s.minutes, s.state, s.changed_at, s.version, s.giver = q.id
            from calendar c
                 join participant q on q.community = c.community and not q.erased
                                       and (q.id = c.participant or (c.participant is null and q.agency = c.agency))
                 join session s on s.community = c.community and (s.giver = q.id or s.receiver = q.id)
            where c.agency = $1 and c.id = $2 and s.starts_at > now() - interval '92 days' and %s
            order by s.starts_at <= now(), abs(extract(epoch from s.starts_at - now())), s.id, 8 limit 2000
            """.formatted(Visibility.seen("q.id"));

    private final SkillList skills;

    CalendarService(SkillList skills) {
        this.skills = skills;
    }

    /** {@code POST /calendars}: the answer has the secret, and is not kept. */
    Uni<Answer> make(Work work, Caller caller, CalendarForm form) {
        return sees(work.sql(), caller, form)
                .flatMap(seen -> seen
                        ? work.time().flatMap(now -> insert(work, caller, form, now))
                        : Uni.createFrom().item(Answer.notFound()));
    }

    private static Uni<Boolean> sees(Sql sql, Caller caller, CalendarForm form) {
        if (form.participantId() == null && caller.confined()) {
            return Uni.createFrom().item(false);
        }
        return form.participantId() == null
                ? Visibility.seesCommunity(sql, caller.agency(), form.communityId())
                : Visibility.sees(sql, caller, form.communityId(), form.participantId(), null);
    }

    private static Uni<Answer> insert(Work work, Caller caller, CalendarForm form, Instant now) {
        var id = form.id() == null ? EventIds.next() : form.id();
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return work.sql()
                .update(
                        """
                        insert into calendar (id, community, agency, participant, digest, recorded_at)
                        values ($1, $2, $3, $4, $5, $6) on conflict do nothing
                        """,
                        id,
                        form.communityId(),
                        caller.agency(),
                        form.participantId(),
                        digest(secret),
                        Work.parameter(now))
                .map(inserted -> {
                    if (inserted == 0) {
                        return Answer.problem(
                                ProblemType.ID_IN_USE, "A calendar of this id was made before; choose another id.");
                    }
                    var view = new CalendarView(
                            id,
                            form.communityId(),
                            form.participantId(),
                            "/calendars/" + id + "/" + secret + ".ics",
                            "open",
                            now,
                            1);
                    return new Answer(201, Json.write(view), "/calendars/" + id, 1L, false);
                });
    }

    /** {@code POST /calendars/{id}/revocation}: whoever has the link reads it no more. */
    Uni<Answer> revoke(Work work, Caller caller, UUID id, IfMatch ifMatch) {
        return work.sql()
                .select(SELECT + " and id = $2 for update", caller.agency(), id)
                .flatMap(rows -> {
                    if (rows.isEmpty()) {
                        return Uni.createFrom().item(Answer.notFound());
                    }
                    var present = view(rows.getFirst());
                    var outdated = ifMatch.refusal(present.version());
                    if (outdated.isPresent()) {
                        return Uni.createFrom().item(outdated.get());
                    }
                    if (present.version() == 2) {
                        return Uni.createFrom()
                                .item(Answer.problem(
                                        ProblemType.ALREADY_WITHDRAWN, "The calendar was revoked before."));
                    }
                    return work.sql()
                            .update("update calendar set revoked = true, digest = '' where id = $1", id)
                            .flatMap(_ -> work.sql().select(SELECT + " and id = $2", caller.agency(), id))
                            .map(after -> Answer.created("/calendars/" + id, 2, view(after.getFirst())));
                });
    }

    /** One of the agency's calendars, in a list of its own. */
    static Uni<List<CalendarView>> one(Sql sql, Caller caller, UUID id) {
        return sql.select(SELECT + " and id = $2", caller.agency(), id).map(CalendarService::views);
    }

    /** A page of the agency's calendars in a community: of one participant, or all where that is null. */
    static Uni<List<CalendarView>> page(Sql sql, Caller caller, UUID community, UUID participant, Paging paging) {
        return sql.select(
                        SELECT + """
                                 and community = $2 and ($3::uuid is null or participant = $3)
                                and (recorded_at, id) < ($4, $5) order by recorded_at desc, id desc limit $6
                                """,
                        caller.agency(),
                        community,
                        participant,
                        paging.beforeTime(),
                        paging.beforeId(),
                        paging.rows())
                .map(CalendarService::views);
    }

    /** The calendar's text, for whoever has its secret. */
    Uni<Optional<String>> read(Sql sql, UUID id, String secret) {
        return sql.select("select digest, agency from calendar where id = $1 and not revoked", id)
                .flatMap(rows -> !rows.isEmpty() && isEqual((String) rows.getFirst()[0], digest(secret))
                        ? sql.select(ENTRIES, rows.getFirst()[1], id)
                                .map(entries -> Optional.of(Ical.of(entries.stream()
                                        .map(this::entry)
                                        .sorted(Comparator.comparing(Ical.Entry::startsAt))
                                        .toList())))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Ical.Entry entry(Object[] row) {
        var name = skills.find((String) row[1]).map(Skill::name).orElse((String) row[1]);
        return new Ical.Entry(
                (UUID) row[0],
                (Boolean) row[7] ? "giver" : "receiver",
                ((Boolean) row[7] ? "Giving: " : "Receiving: ") + name,
                Work.instant(row[2]),
                (Long) row[3],
                (String) row[4],
                Work.instant(row[5]),
                (Long) row[6]);
    }

    private static List<CalendarView> views(List<Object[]> rows) {
        return rows.stream().map(CalendarService::view).toList();
    }

    private static CalendarView view(Object[] row) {
        boolean revoked = (Boolean) row[3];
        return new CalendarView(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                null,
                revoked ? "revoked" : "open",
                Work.instant(row[4]),
                revoked ? 2 : 1);
    }

    /** SHA-256 is enough for a secret of 256 random bits: there is nothing to guess. */
    private static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
