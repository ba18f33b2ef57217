package org.reciprocity.ledger.access;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/**
 * Looks things up for a caller. A community is visible to the agencies admitted to it and to operators; a participant to
 * the agency that registered it, to the agencies in whose programmes it is enrolled or to which it was referred, and to the
 * community's lead.
 */
public final class Access {
    private static final String COMMUNITY = """
            select c.lead_agency_id, a.roles
            from community c
            left join admission a on a.community_id = c.id and a.agency_id = $2
            where c.id = $1
            """;

    private static final String PARTICIPANT = """
            select p.community_id, p.agency_id, c.lead_agency_id, p.erased_at is not null
            from participant p
            join community c on c.id = p.community_id
            where p.id = $1
              and ($2 = c.lead_agency_id
                   or exists (select from participant_sight s
                              where s.community_id = p.community_id and s.participant_id = p.id and s.agency_id = $2))
            """;

    /** Which of $2 were erased. An erasure waits until the transaction ends, as this waits for one that has begun. */
    private static final String KEEP = """
            select erased_at is not null from participant
            where community_id = $1 and id = any($2::uuid[])
            order by id
            for share
            """;

    private static final String PROGRAMME = """
            select g.community_id, g.agency_id, c.lead_agency_id
            from programme g
            join community c on c.id = g.community_id
            join admission a on a.community_id = g.community_id and a.agency_id = $2
            where g.id = $1
            """;

    private static final String BEGIN = "select exists(select from event where stream = $1), clock_timestamp()";

    private static final String TIME_ZONE = "select time_zone from community where id = $1";

    private Access() {}

    /**
     * A community as the caller stands to it.
     *
     * @param id the community
     * @param lead its lead agency
     * @param roles the roles in which the caller's agency is admitted; empty for an operator of none
     */
    public record CommunityAccess(UUID id, UUID lead, Set<String> roles) {}

    /**
     * A thing of a community, visible to the caller.
     *
     * @param id the thing
     * @param community its community
     * @param agency the agency it belongs to
     * @param lead the community's lead agency
     */
    public record Thing(UUID id, UUID community, UUID agency, UUID lead) {}

    /**
     * The beginning of a stream.
     *
     * @param taken whether its id has been used
     * @param at the database's time
     */
    public record Beginning(boolean taken, Instant at) {}

    /** The community, if the caller's agency is admitted to it. */
    public static Uni<CommunityAccess> community(Sql sql, Caller caller, UUID community) {
        return sql.select(COMMUNITY, community, caller.agencyOrNone()).map(rows -> first(rows)
                .filter(row -> row[1] != null)
                .map(row -> communityAccess(community, row))
                .orElseThrow(() -> Problem.notFound("community").exception()));
    }

    /** The community, if the caller's agency is admitted to it, or the caller is an operator. */
    public static Uni<CommunityAccess> communityOrOperator(Sql sql, Caller caller, UUID community) {
        return sql.select(COMMUNITY, community, caller.agencyOrNone()).map(rows -> first(rows)
                .filter(row -> row[1] != null || caller.has(Roles.OPERATOR))
                .map(row -> communityAccess(community, row))
                .orElseThrow(() -> Problem.notFound("community").exception()));
    }

    private static CommunityAccess communityAccess(UUID community, Object[] row) {
        return new CommunityAccess(
                community, (UUID) row[0], row[1] == null ? Set.of() : Set.copyOf(Arrays.asList((String[]) row[1])));
    }

    /** The participant, if the caller may see it; refused with {@code participant-erased} when it has been erased. */
    public static Uni<Thing> participant(Sql sql, Caller caller, UUID participant) {
        return sql.select(PARTICIPANT, participant, caller.agencyOrNone()).map(rows -> {
            var row = first(rows)
                    .orElseThrow(() -> Problem.notFound("participant").exception());
            if ((Boolean) row[3]) {
                throw erased().exception();
            }
            return thing(participant, row);
        });
    }

    /** The participant, if the caller may see it, whether it has been erased or not. */
    public static Uni<Thing> participantEvenErased(Sql sql, Caller caller, UUID participant) {
        return thing(sql, PARTICIPANT, caller, participant, "participant");
    }

    /**
     * Keeps participants from being erased until the transaction ends; refused with {@code participant-erased} when one has been
     * by now. To be called before anything is written that an erasure takes away: what was read before is old.
     */
    public static Uni<Void> keep(Sql sql, UUID community, UUID... participants) {
        return sql.select(KEEP, community, participants)
                .invoke(rows -> {
                    if (rows.stream().anyMatch(row -> (Boolean) row[0])) {
                        throw erased().exception();
                    }
                })
                .replaceWithVoid();
    }

    /** What is answered for a participant that was erased, to those who could see it. */
    public static Problem erased() {
        return Problem.of(
                ProblemType.PARTICIPANT_ERASED,
                "Nobody knows any more whose id this is. What it took part in is still there.");
    }

    /** What a field of the body names: a refusal because it is not there, or is no more, says which field that was. */
    public static <T> Uni<T> naming(String field, Uni<T> named) {
        return named.onFailure(ProblemException.class).transform(failure -> {
            var problem = failure.problem();
            return problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.PARTICIPANT_ERASED
                    ? problem.with("field", field).exception()
                    : failure;
        });
    }

    /** The programme, if the caller may see it. */
    public static Uni<Thing> programme(Sql sql, Caller caller, UUID programme) {
        return thing(sql, PROGRAMME, caller, programme, "programme");
    }

    private static Uni<Thing> thing(Sql sql, String query, Caller caller, UUID id, String what) {
        return sql.select(query, id, caller.agencyOrNone())
                .map(rows -> first(rows).map(row -> thing(id, row)).orElseThrow(() -> Problem.notFound(what)
                        .exception()));
    }

    private static Thing thing(UUID id, Object[] row) {
        return new Thing(id, (UUID) row[0], (UUID) row[1], (UUID) row[2]);
    }

    /** Whether a stream's id is free, and what time it is. */
    public static Uni<Beginning> begin(Sql sql, UUID stream) {
        return sql.select(BEGIN, stream).map(rows -> {
            var row = rows.getFirst();
            return new Beginning((Boolean) row[0], instant(row[1]));
        });
    }

    /** The day that a time falls on where the community is. */
    public static Uni<LocalDate> today(Sql sql, UUID community, Instant at) {
        return sql.select(TIME_ZONE, community)
                .map(rows -> at.atZone(ZoneId.of((String) rows.getFirst()[0])).toLocalDate());
    }

    /** Refuses a caller whose agency does not lead the community. */
    public static void lead(Caller caller, UUID lead) {
        if (!lead.equals(caller.agency())) {
            throw Problem.of(ProblemType.NOT_THE_LEAD, "Ask the community's lead agency.")
                    .exception();
        }
    }

    /** Refuses a caller whose own token it is to decide about themselves, under whichever id: their account, or their clearance. */
    public static Uni<Void> another(Sql sql, Caller caller, UUID owner) {
        return Persons.ids(sql, caller.participant())
                .invoke(own -> {
                    if (own.contains(owner)) {
                        throw Problem.of(
                                        ProblemType.SELF_CONFIRMATION,
                                        "Nobody decides about themselves: ask another broker or steward.")
                                .exception();
                    }
                })
                .replaceWithVoid();
    }

    /** Refuses a participant's own token that asks about another, as if there were no such participant. */
    public static void own(Caller caller, UUID participant) {
        if (caller.confined() && !participant.equals(caller.participant())) {
            throw Problem.notFound("participant").exception();
        }
    }

    /** The agency the caller acts for; a token without one may not do what only agencies do. */
    public static UUID agency(Caller caller) {
        return caller.actingFor().orElseThrow(() -> Problem.of(ProblemType.NO_AGENCY, "Only agencies do this.")
                .exception());
    }

    /** A column that holds a time. */
    public static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    private static Optional<Object[]> first(List<Object[]> rows) {
        return rows.stream().findFirst();
    }
}
