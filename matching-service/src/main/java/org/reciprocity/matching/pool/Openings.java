package org.reciprocity.matching.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.skill.SkillList;

/** Offers and requests as far as finding a match goes, with what is left of them. */
@ApplicationScoped
public class Openings {
    private static final String OFFERS = """
            select o.id, o.version, o.participant, o.skill, o.area, o.reach, o.languages, o.from_time, o.until_time,
                   o.minutes - (select coalesce(sum(m.minutes), 0)::bigint from match m
                                where m.offer = o.id and m.state <> 'declined')
            from offer o join participant p on p.id = o.participant and p.community = o.community
            """;

    private static final String REQUESTS = """
            select r.id, r.version, r.participant, r.skill, r.accepts_group, r.area, r.languages, r.from_time, r.until_time,
                   r.minutes - (select coalesce(sum(m.minutes), 0)::bigint from match m
                                where m.request = r.id and m.state <> 'declined')
            from request r join participant p on p.id = r.participant and p.community = r.community
            """;

    private final SkillList skills;

    Openings(SkillList skills) {
        this.skills = skills;
    }

    /** The community's open offers with capacity left, by id; nobody changes them until the transaction ends. */
    public Uni<List<Give>> gives(Sql sql, UUID community, Instant now) {
        return sql.select(OFFERS + """
                                where o.community = $1 and not o.withdrawn and (o.until_time is null or o.until_time > $2)
                                order by o.id for update of o
                                """, community, Work.parameter(now)).map(rows -> rows.stream()
                .map(this::give)
                .filter(give -> give.minutes() > 0)
                .toList());
    }

    /** The community's open requests with need left, by id; nobody changes them until the transaction ends. */
    public Uni<List<Need>> needs(Sql sql, UUID community, Instant now) {
        return sql.select(REQUESTS + """
                                where r.community = $1 and not r.withdrawn and r.until_time > $2
                                order by r.id for update of r
                                """, community, Work.parameter(now)).map(rows -> rows.stream()
                .map(this::need)
                .filter(need -> need.minutes() > 0)
                .toList());
    }

    /** One offer, unless it is withdrawn; it does not change until the transaction ends. */
    public Uni<Optional<Give>> give(Sql sql, UUID offer) {
        return sql.select(OFFERS + "where o.id = $1 and not o.withdrawn for share of o", offer)
                .map(rows -> rows.stream().map(this::give).findFirst());
    }

    /** One request, unless it is withdrawn; it does not change until the transaction ends. */
    public Uni<Optional<Need>> need(Sql sql, UUID request) {
        return sql.select(REQUESTS + "where r.id = $1 and not r.withdrawn for share of r", request)
                .map(rows -> rows.stream().map(this::need).findFirst());
    }

    private Give give(Object[] row) {
        var skill = (String) row[3];
        return new Give(
                (UUID) row[0],
                (Long) row[1],
                (UUID) row[2],
                skill,
                skills.group(skill),
                (String) row[4],
                Reach.of((String) row[5]),
                Languages.split((String) row[6]),
                new Window(Work.instant(row[7]), Work.instant(row[8])),
                (Long) row[9]);
    }

    private Need need(Object[] row) {
        var skill = (String) row[3];
        return new Need(
                (UUID) row[0],
                (Long) row[1],
                (UUID) row[2],
                skill,
                skills.group(skill),
                (Boolean) row[4],
                (String) row[5],
                Languages.split((String) row[6]),
                new Window(Work.instant(row[7]), Work.instant(row[8])),
                (Long) row[9]);
    }
}
