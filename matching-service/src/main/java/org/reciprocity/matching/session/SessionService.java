package org.reciprocity.matching.session;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.match.MatchEnd;
import org.reciprocity.matching.pool.Openings;
import org.reciprocity.matching.registry.Visibility;

/** Plans sessions of agreed matches, and notes what became of them. Locks are taken in one order: match, session. */
@ApplicationScoped
public class SessionService implements MatchEnd {
    private static final String MATCH_ENDED = "match-ended";

    private final Openings openings;

    SessionService(Openings openings) {
        this.openings = openings;
    }

    /** {@code POST /sessions}: by who sees one of the two. */
    Uni<Answer> plan(Work work, Caller caller, SessionForm form) {
        // The lock has a statement of its own: one that waits for it goes by the sessions as they were before it
        // waited.
        return work.sql()
                .select("select id from match where id = $1 for update", form.proposalId())
                .flatMap(_ -> work.sql().select("""
                        select m.community, m.request, m.giver, m.receiver, m.skill, m.state,
                               m.minutes - (select coalesce(sum(s.minutes), 0)::bigint from session s
                                            where s.match = m.id and s.state in ('planned', 'held'))
                        from match m where m.id = $1
                        """, form.proposalId()))
                .flatMap(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Answer.notFound())
                        : sees(work, caller, form.proposalId())
                                .flatMap(seen -> seen
                                        ? work.time().flatMap(now -> plan(work, caller, form, rows.getFirst(), now))
                                        : Uni.createFrom().item(Answer.notFound())));
    }

    private Uni<Answer> plan(Work work, Caller caller, SessionForm form, Object[] row, Instant now) {
        var terms = new SessionTerms(
                form.proposalId(),
                (UUID) row[1],
                (UUID) row[2],
                (UUID) row[3],
                (String) row[4],
                form.startsAt(),
                form.minutes());
        var id = form.id() == null ? EventIds.next() : form.id();
        return openings.seenNeed(work.sql(), terms.request(), now)
                .map(need -> need.map(n -> n.clearance()))
                .flatMap(asked -> mayKnowOfClearance(work, caller, (UUID) row[0], terms, asked)
                        .flatMap(may -> may
                                ? cleared(work, terms, asked)
                                        .flatMap(cleared -> plan(work, caller, id, terms, row, cleared, now))
                                : Uni.createFrom()
                                        .item(Answer.problem(
                                                ProblemType.NOT_YOURS,
                                                "Where the request asks for clearance, a broker or steward plans who sees"
                                                        + " the giver."))));
    }

    private static Uni<Answer> plan(
            Work work, Caller caller, UUID id, SessionTerms terms, Object[] row, boolean cleared, Instant now) {
        return work.session().find(StoredSession.class, id).flatMap(found -> {
            var session = found == null ? new Session.Unplanned() : found.state();
            var command = new SessionCommand.Plan(terms, "agreed".equals(row[5]), (Long) row[6], cleared);
            return switch (SessionDecider.decide(command, session)) {
                case Decision.Rejected<SessionEvent, SessionRefusal> rejected ->
                    Uni.createFrom().item(refusal(rejected.refusal()));
                case Decision.Accepted<SessionEvent, SessionRefusal> accepted -> {
                    var event = accepted.events().getFirst();
                    var planned = (Session.Planned) SessionDecider.evolve(session, event);
                    var stored = StoredSession.planned(id, (UUID) row[0], caller.agency(), now, planned);
                    work.record(List.of(
                            SessionRecords.of(event, id, terms.match(), terms.request(), 1, (UUID) row[0], now)));
                    yield work.session().persist(stored).map(_ -> created(stored));
                }
            };
        });
    }

    /** By when a session is refused one could find out until when a helper is cleared: that is for who arranges and sees them. */
    private static Uni<Boolean> mayKnowOfClearance(
            Work work, Caller caller, UUID community, SessionTerms terms, Optional<Clearance> asked) {
        if (asked.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return caller.arranges()
                ? Visibility.participant(work.sql(), caller, community, terms.giver())
                        .map(Optional::isPresent)
                : Uni.createFrom().item(false);
    }

    /** Whether the giver is cleared on the session's day, where the community is, for what the request asks for. */
    private static Uni<Boolean> cleared(Work work, SessionTerms terms, Optional<Clearance> asked) {
        return asked.isEmpty()
                ? Uni.createFrom().item(true)
                : work.sql()
                        .select(
                                """
                                select from clearance c join participant p on p.id = c.participant
                                where c.participant = $1 and c.role = $2 and c.setting = $3 and not c.withdrawn
                                  and c.outcome in ('cleared', 'cleared-with-conditions')
                                  and (c.expires_on is null
                                       or c.expires_on >= ($4::timestamptz at time zone zone_of(p.community))::date)
                                """,
                                terms.giver(),
                                asked.get().role(),
                                asked.get().setting(),
                                Work.parameter(terms.startsAt()))
                        .map(rows -> !rows.isEmpty());
    }

    /** {@code POST /sessions/{id}/outcome}. */
    Uni<Answer> close(Work work, Caller caller, UUID id, OutcomeForm form, IfMatch ifMatch) {
        return work.session()
                .find(StoredSession.class, id, LockMode.PESSIMISTIC_WRITE)
                .flatMap(found -> found == null
                        ? Uni.createFrom().item(Answer.notFound())
                        : sees(work, caller, found.match())
                                .flatMap(seen -> seen
                                        ? work.time().map(now -> close(work, found, form.command(now), ifMatch, now))
                                        : Uni.createFrom().item(Answer.notFound())));
    }

    private static Answer close(Work work, StoredSession row, SessionCommand command, IfMatch ifMatch, Instant now) {
        var outdated = ifMatch.refusal(row.version());
        if (outdated.isPresent()) {
            return outdated.get();
        }
        return switch (SessionDecider.decide(command, row.state())) {
            case Decision.Rejected<SessionEvent, SessionRefusal> rejected -> refusal(rejected.refusal());
            case Decision.Accepted<SessionEvent, SessionRefusal> accepted -> {
                write(work, row, accepted.events(), now);
                yield created(row);
            }
        };
    }

    /** Calls off what is planned of a match that ends. */
    @Override
    public Uni<Void> ended(Work work, UUID match, Instant now) {
        return work.sql()
                .select("select id from session where match = $1 and state = 'planned' order by id for update", match)
                .flatMap(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> work.session()
                                .find(StoredSession.class, (UUID) row[0])
                                .invoke(found -> {
                                    if (SessionDecider.decide(new SessionCommand.Cancel(MATCH_ENDED), found.state())
                                            instanceof Decision.Accepted<SessionEvent, SessionRefusal> accepted) {
                                        write(work, found, accepted.events(), now);
                                    }
                                }))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private static void write(Work work, StoredSession row, List<SessionEvent> events, Instant now) {
        var session = row.state();
        for (var event : events) {
            session = SessionDecider.evolve(session, event);
            work.record(List.of(SessionRecords.of(
                    event, row.id(), row.match(), row.request(), session.version(), row.community(), now)));
        }
        row.become(session, now);
    }

    /** Who sees one of the two sides of the match, by the rule of reading it. */
    private static Uni<Boolean> sees(Work work, Caller caller, UUID match) {
        return work.sql().select("""
                        select m.community, m.giver, o.agency, m.receiver, r.agency
                        from match m join offer o on o.id = m.offer join request r on r.id = m.request where m.id = $1
                        """, match).flatMap(rows -> {
            var row = rows.getFirst();
            return Visibility.sees(work.sql(), caller, (UUID) row[0], (UUID) row[1], (UUID) row[2])
                    .flatMap(seen -> seen
                            ? Uni.createFrom().item(true)
                            : Visibility.sees(work.sql(), caller, (UUID) row[0], (UUID) row[3], (UUID) row[4]));
        });
    }

    private static Answer created(StoredSession row) {
        return Answer.created("/sessions/" + row.id(), row.version(), row.view());
    }

    private static Answer refusal(SessionRefusal refusal) {
        return switch (refusal) {
            case ALREADY_PLANNED ->
                Answer.problem(ProblemType.ID_IN_USE, "A session of this id was planned before; choose another id.");
            case NOT_PLANNED -> Answer.notFound();
            case MATCH_NOT_AGREED ->
                Answer.problem(ProblemType.MATCH_NOT_AGREED, "Only what both sides agreed to has sessions.");
            case MORE_THAN_AGREED ->
                Answer.problem(
                        ProblemType.MORE_THAN_AGREED,
                        "With the sessions planned and held it would be more than agreed.");
            case NOT_CLEARED ->
                Answer.problem(
                        ProblemType.CLEARANCE_MISSING,
                        "On that day the giver is not cleared for what the request asks for.");
            case NOT_BEGUN -> Answer.problem(ProblemType.SESSION_NOT_BEGUN, "It begins later; it can be cancelled.");
            case CLOSED -> Answer.problem(ProblemType.SESSION_CLOSED, "What became of it was said before.");
        };
    }
}
