package org.reciprocity.matching.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.availability.Recurrences;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Readiness;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.policy.MatchingPolicy;
import org.reciprocity.matching.policy.Policies;
import org.reciprocity.matching.skill.SkillList;

/**
 * Offers and requests as far as finding a match goes, with what is left of them. What is to be given out is locked in a
 * statement of its own: a statement that waits for a lock goes by the matches as they were before it waited.
 */
@ApplicationScoped
public class Openings {
    private static final String READY = """
            not p.erased and not exists (select from account a
                                         where a.owner = p.id and a.kind = 'participant' and a.status <> 'open'),
            consents(p.id, p.community),
            (select string_agg(c.role || '/' || c.setting, ' ') from clearance c
             where c.participant = p.id and not c.withdrawn and c.outcome in ('cleared', 'cleared-with-conditions')
               and (c.expires_on is null or c.expires_on >= (now() at time zone zone_of(p.community))::date)),
            selves(p.id)
            """;

    private static final String OFFERS = """
            select o.id, o.terms_version, o.participant, o.skill, o.area, o.reach, o.languages, o.from_time, o.until_time,
                   %s, o.availability, %s
            from offer o join participant p on p.id = o.participant and p.community = o.community
            """.formatted(Capacity.OF_OFFER, READY);

    private static final String REQUESTS = """
            select r.id, r.terms_version, r.participant, r.skill, r.accepts_group, r.area, r.languages, r.from_time,
                   r.until_time, %s, r.availability, r.reach, r.role, r.setting, r.risk, r.same_helper, r.community, %s
            from request r join participant p on p.id = r.participant and p.community = r.community
            """.formatted(Capacity.OF_REQUEST, READY);

    private final SkillList skills;

    Openings(SkillList skills) {
        this.skills = skills;
    }

    /** The community's open offers with capacity left, by id; nobody changes them until the transaction ends. */
    public Uni<List<Give>> gives(Sql sql, UUID community, Instant now) {
        return sql.select("""
                        select o.id from offer o
                        where o.community = $1 and not o.withdrawn and not o.lapsed
                          and (o.until_time is null or o.until_time > $2)
                        order by o.id for update
                        """, community, Work.parameter(now))
                .flatMap(locked ->
                        sql.select(OFFERS + "where o.id = any($1::uuid[]) order by o.id", (Object) ids(locked)))
                .map(rows -> rows.stream()
                        .map(row -> give(row, now))
                        .filter(give -> give.minutes() > 0)
                        .toList());
    }

    /** The community's open requests with need left, by id; nobody changes them until the transaction ends. */
    public Uni<List<Need>> needs(Sql sql, UUID community, Instant now) {
        return sql.select("""
                        select r.id from request r
                        where r.community = $1 and not r.withdrawn and not r.lapsed and r.until_time > $2
                        order by r.id for update
                        """, community, Work.parameter(now))
                .flatMap(locked ->
                        sql.select(REQUESTS + "where r.id = any($1::uuid[]) order by r.id", (Object) ids(locked)))
                .flatMap(rows -> Policies.of(sql, community).map(policy -> rows.stream()
                        .map(row -> need(row, policy, now))
                        .filter(need -> need.minutes() > 0)
                        .toList()));
    }

    /** The community's open offers as they are, with or without capacity left, by id. */
    public Uni<List<Give>> seenGives(Sql sql, UUID community, Instant now) {
        return sql.select(OFFERS + """
                                where o.community = $1 and not o.withdrawn and not o.lapsed order by o.id
                                """, community)
                .map(rows -> rows.stream().map(row -> give(row, now)).toList());
    }

    /** One request as it is, whatever its state. */
    public Uni<Optional<Need>> seenNeed(Sql sql, UUID request, Instant now) {
        return need(sql, REQUESTS + "where r.id = $1", request, now);
    }

    /** One offer, unless it is withdrawn or has lapsed; it does not change until the transaction ends. */
    public Uni<Optional<Give>> give(Sql sql, UUID offer, Instant now) {
        return sql.select("select id from offer where id = $1 for update", offer)
                .flatMap(_ -> sql.select(OFFERS + "where o.id = $1 and not o.withdrawn and not o.lapsed", offer))
                .map(rows -> rows.stream().map(row -> give(row, now)).findFirst());
    }

    /** One request, unless it is withdrawn or has lapsed; it does not change until the transaction ends. */
    public Uni<Optional<Need>> need(Sql sql, UUID request, Instant now) {
        return sql.select("select id from request where id = $1 for update", request)
                .flatMap(_ ->
                        need(sql, REQUESTS + "where r.id = $1 and not r.withdrawn and not r.lapsed", request, now));
    }

    private Uni<Optional<Need>> need(Sql sql, String select, UUID request, Instant now) {
        return sql.select(select, request)
                .flatMap(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : Policies.of(sql, (UUID) rows.getFirst()[16])
                                .map(policy -> Optional.of(need(rows.getFirst(), policy, now))));
    }

    private static UUID[] ids(List<Object[]> rows) {
        return rows.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new);
    }

    private Give give(Object[] row, Instant now) {
        var skill = (String) row[3];
        var window = new Window(Work.instant(row[7]), Work.instant(row[8]));
        return new Give(
                (UUID) row[0],
                (Long) row[1],
                (UUID) row[2],
                skill,
                skills.group(skill),
                (String) row[4],
                Reach.of((String) row[5]),
                Languages.split((String) row[6]),
                window,
                (Long) row[9],
                times(AvailabilityForm.ofColumn((String) row[10]), window, now),
                ready(row, 11));
    }

    private Need need(Object[] row, MatchingPolicy policy, Instant now) {
        var skill = (String) row[3];
        var window = new Window(Work.instant(row[7]), Work.instant(row[8]));
        return new Need(
                (UUID) row[0],
                (Long) row[1],
                (UUID) row[2],
                skill,
                skills.group(skill),
                (Boolean) row[4],
                (String) row[5],
                Languages.split((String) row[6]),
                window,
                (Long) row[9],
                times(AvailabilityForm.ofColumn((String) row[10]), window, now),
                Reach.of((String) row[11]),
                policy.asked((String) row[12], (String) row[13], "high".equals(row[14])),
                (Boolean) row[15],
                ready(row, 17),
                policy.nextTo((String) row[5]));
    }

    private static List<Window> times(Availability availability, Window window, Instant now) {
        if (availability == null) {
            return null;
        }
        var from = window.from() == null || window.from().isBefore(now) ? now : window.from();
        var ahead = from.plus(Recurrences.AHEAD);
        var until = window.until() == null || window.until().isAfter(ahead) ? ahead : window.until();
        return Recurrences.times(availability, from, until);
    }

    private static Readiness ready(Object[] row, int first) {
        return new Readiness(
                (Boolean) row[first],
                (Boolean) row[first + 1],
                Policies.clearances((String) row[first + 2]),
                selves((String) row[first + 3]));
    }

    private static Set<UUID> selves(String column) {
        return column == null
                ? Set.of()
                : List.of(column.split(" ", -1)).stream()
                        .map(id -> Ids.parse(id).orElseThrow())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
