package org.reciprocity.matching.match;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.score.Score;

/** Proposals as they are shown, to who may see the giver or the receiver. */
public final class ProposalReading {
    private static final String SELECT = """
            select m.id, m.community, m.round, m.offer, m.request, m.giver, m.receiver, m.skill, m.minutes, m.score_skill,
                   m.score_distance, m.score_give, m.score_ceiling, m.score_new_tie, m.score_isolation, m.state,
                   m.giver_accepted, m.receiver_accepted, m.declined_by, m.decline_reason, m.exchange,
                   m.fulfilled_minutes, m.recorded_at, m.version, m.score_overlap, m.score_continuity,
                   m.instead, %1$s, %2$s, o.shows, o.area, o.languages, o.availability,
                   r.shows, r.area, r.languages, r.availability
            from match m join offer o on o.id = m.offer join request r on r.id = m.request
            where (%1$s or %2$s)
            """;

    /** Of one participant, by who sees that side: of the other nothing is to be found out by asking for it. */
    private static final String OF_PARTICIPANT =
            " and ($4::uuid is null or (m.giver = $4 and %1$s) or (m.receiver = $4 and %2$s))";

    private static final Seen BY_BROKERS = new Seen(Visibility.seen("m.giver"), Visibility.seen("m.receiver"));

    private static final Seen BY_SYSTEMS =
            new Seen(Visibility.ofOwn("m.giver", "o.agency"), Visibility.ofOwn("m.receiver", "r.agency"));

    /** Where the columns begin by which is decided what of the other side is shown. */
    private static final int DISCLOSURE = 26;

    private ProposalReading() {}

    /**
     * The conditions by which the two sides are seen. Parameter 1 is the agency, and 2 whose own token it is.
     *
     * @param giver that the giver is
     * @param receiver that the receiver is
     */
    private record Seen(String giver, String receiver) {

        String in(String query) {
            return query.formatted(
                    giver + " and " + Visibility.ofBearer("m.giver"),
                    receiver + " and " + Visibility.ofBearer("m.receiver"));
        }
    }

    /** One proposal, in a list of its own; empty when it is unknown or not visible. */
    static Uni<List<ProposalView>> one(Sql sql, Caller caller, UUID id) {
        return sql.select(by(caller).in(SELECT) + " and m.id = $3", caller.agency(), caller.bearer(), id)
                .map(ProposalReading::views);
    }

    /** What a round proposed, as far as the agency may see it, by id. */
    public static Uni<List<ProposalView>> ofRound(Sql sql, UUID agency, UUID round) {
        return sql.select(BY_BROKERS.in(SELECT) + " and m.round = $3 order by m.offer, m.request", agency, null, round)
                .map(ProposalReading::views);
    }

    /** A page of a community's proposals. */
    static Uni<List<ProposalView>> page(
            Sql sql,
            Caller caller,
            UUID community,
            UUID participant,
            String state,
            UUID round,
            UUID request,
            Paging paging) {
        return sql.select(
                        by(caller).in(SELECT + OF_PARTICIPANT) + """
                                 and m.community = $3 and ($5::text is null or m.state = $5)
                                 and ($6::uuid is null or m.round = $6) and ($7::uuid is null or m.request = $7)
                                 and (m.recorded_at, m.id) < ($8, $9) order by m.recorded_at desc, m.id desc limit $10
                                """,
                        caller.agency(),
                        caller.bearer(),
                        community,
                        participant,
                        state,
                        round,
                        request,
                        paging.beforeTime(),
                        paging.beforeId(),
                        paging.rows())
                .map(ProposalReading::views);
    }

    private static Seen by(Caller caller) {
        return Visibility.of(caller, BY_BROKERS, BY_SYSTEMS);
    }

    private static List<ProposalView> views(List<Object[]> rows) {
        return rows.stream().map(ProposalReading::view).toList();
    }

    private static ProposalView view(Object[] row) {
        var score = new Score(
                (Integer) row[9],
                (Integer) row[24],
                (Integer) row[10],
                (Integer) row[11],
                (Integer) row[12],
                (Integer) row[13],
                (Integer) row[14],
                (Integer) row[25]);
        var full = new ProposalView(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (UUID) row[DISCLOSURE],
                (UUID) row[3],
                (UUID) row[4],
                (UUID) row[5],
                (UUID) row[6],
                (String) row[7],
                (Long) row[8],
                row[2] == null ? null : ProposalView.ScoreView.of(score),
                null,
                (String) row[15],
                (Boolean) row[16],
                (Boolean) row[17],
                row[18] == null ? null : new ProposalView.DeclineView((String) row[18], (String) row[19]),
                (UUID) row[20],
                (Long) row[21],
                Work.instant(row[22]),
                (Long) row[23]);
        return Disclosure.of(
                full,
                (Boolean) row[DISCLOSURE + 1],
                (Boolean) row[DISCLOSURE + 2],
                shown(row, DISCLOSURE + 3),
                shown(row, DISCLOSURE + 7));
    }

    private static Disclosure.Shown shown(Object[] row, int first) {
        return new Disclosure.Shown(
                Languages.split((String) row[first]),
                (String) row[first + 1],
                Languages.list(Languages.split((String) row[first + 2])),
                AvailabilityForm.from(AvailabilityForm.ofColumn((String) row[first + 3])));
    }
}
