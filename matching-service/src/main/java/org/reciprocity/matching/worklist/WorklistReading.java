package org.reciprocity.matching.worklist;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.policy.MatchingPolicy;
import org.reciprocity.matching.pool.Capacity;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.worklist.WorklistView.DueView;
import org.reciprocity.matching.worklist.WorklistView.LapsingView;
import org.reciprocity.matching.worklist.WorklistView.MatchView;
import org.reciprocity.matching.worklist.WorklistView.NeedView;
import org.reciprocity.matching.worklist.WorklistView.WaitingView;

/** Reads what a broker has to do, of participants whom the agency sees. */
final class WorklistReading {
    private static final String SEES_A_SIDE =
            "(%s or %s)".formatted(Visibility.seen("m.giver"), Visibility.seen("m.receiver"));

    private static final String NEEDS = """
            select r.id, r.participant, r.skill, %1$s, r.until_time, r.recorded_at from request r
            where %2$s and r.community = $2 and not r.withdrawn and not r.lapsed and r.until_time > now() and %1$s > 0
              and not exists (select from match m where m.request = r.id and m.state = 'proposed')
            order by r.until_time, r.id limit 100
            """.formatted(Capacity.OF_REQUEST, Visibility.seen("r.participant"));

    private static final String WAITING = """
            select m.id, m.skill, m.minutes, m.giver_accepted, m.receiver_accepted, m.changed_at from match m
            where %s and m.community = $2 and m.state = 'proposed' order by m.changed_at, m.id limit 100
            """.formatted(SEES_A_SIDE);

    private static final String DUE = """
            select m.id, m.match, m.starts_at, m.minutes, m.starts_at + m.minutes * interval '1 minute' <= now()
            from session m
            where %s and m.community = $2 and m.state = 'planned' and m.starts_at <= now() + interval '7 days'
            order by m.starts_at, m.id limit 100
            """.formatted(SEES_A_SIDE);

    private static final String QUIET = """
            select m.id, m.skill, m.minutes, m.changed_at from match m
            where %s and m.community = $2 and m.state = 'agreed'
              and m.changed_at < now() - $3::integer * interval '1 day'
              and not exists (select from session s
                              where s.match = m.id
                                and (s.changed_at >= now() - $3::integer * interval '1 day'
                                     or (s.state = 'planned' and s.starts_at >= now())))
            order by m.changed_at, m.id limit 100
            """.formatted(SEES_A_SIDE);

    private static final String NOT_CLEARED = """
            select m.id, m.skill, m.minutes, m.changed_at from match m join request r on r.id = m.request
            where %s and m.community = $2 and m.state = 'agreed' and r.role is not null and r.setting is not null
              and (r.risk = 'high'
                   or exists (select from matching_policy p
                              where p.community = m.community
                                and r.role || '/' || r.setting = any(string_to_array(p.clearances, ' '))))
              and not exists (select from clearance c
                              where c.participant = m.giver and c.role = r.role and c.setting = r.setting
                                and not c.withdrawn and c.outcome in ('cleared', 'cleared-with-conditions')
                                and (c.expires_on is null
                                     or c.expires_on >= (now() at time zone zone_of(m.community))::date))
            order by m.changed_at, m.id limit 100
            """.formatted(SEES_A_SIDE);

    private static final String LAPSING = """
            select o.id, o.participant, o.skill, o.lapses_at from offer o
            where %s and o.community = $2 and not o.withdrawn and not o.lapsed
              and o.lapses_at <= now() + $3::integer * interval '1 day'
            order by o.lapses_at, o.id limit 100
            """.formatted(Visibility.seen("o.participant"));

    private WorklistReading() {}

    static Uni<List<NeedView>> newNeeds(Sql sql, UUID agency, UUID community) {
        return sql.select(NEEDS, agency, community).map(rows -> rows.stream()
                .map(row -> new NeedView(
                        (UUID) row[0],
                        (UUID) row[1],
                        (String) row[2],
                        (Long) row[3],
                        Work.instant(row[4]),
                        Work.instant(row[5])))
                .toList());
    }

    static Uni<List<WaitingView>> waiting(Sql sql, UUID agency, UUID community) {
        return sql.select(WAITING, agency, community).map(rows -> rows.stream()
                .map(row -> new WaitingView(
                        (UUID) row[0],
                        (String) row[1],
                        (Long) row[2],
                        waitsFor((Boolean) row[3], (Boolean) row[4]),
                        Work.instant(row[5])))
                .toList());
    }

    private static String waitsFor(boolean giverAccepted, boolean receiverAccepted) {
        if (giverAccepted) {
            return "receiver";
        }
        return receiverAccepted ? "giver" : "both";
    }

    static Uni<List<DueView>> due(Sql sql, UUID agency, UUID community) {
        return sql.select(DUE, agency, community).map(rows -> rows.stream()
                .map(row -> new DueView(
                        (UUID) row[0], (UUID) row[1], Work.instant(row[2]), (Long) row[3], (Boolean) row[4]))
                .toList());
    }

    static Uni<List<MatchView>> quiet(Sql sql, UUID agency, UUID community, MatchingPolicy policy) {
        return sql.select(QUIET, agency, community, policy.quietDays()).map(WorklistReading::matches);
    }

    static Uni<List<MatchView>> notCleared(Sql sql, UUID agency, UUID community) {
        return sql.select(NOT_CLEARED, agency, community).map(WorklistReading::matches);
    }

    private static List<MatchView> matches(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new MatchView((UUID) row[0], (String) row[1], (Long) row[2], Work.instant(row[3])))
                .toList();
    }

    static Uni<List<LapsingView>> lapsing(Sql sql, UUID agency, UUID community, MatchingPolicy policy) {
        return sql.select(LAPSING, agency, community, policy.reminderDays()).map(rows -> rows.stream()
                .map(row -> new LapsingView((UUID) row[0], (UUID) row[1], (String) row[2], Work.instant(row[3])))
                .toList());
    }
}
