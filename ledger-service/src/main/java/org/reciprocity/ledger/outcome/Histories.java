package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;

/**
 * What is known of people in a programme, and the locks under which it stays so. Whoever records of one person shares the
 * programme's lock and holds the person's, which is the same for all ids that are linked; whoever records of a group, or of
 * many people at once, holds the programme's alone. All of them share the lock of who is one person in the community, which
 * is held by whoever links: the last is known only once it is shared.
 */
final class Histories {
    private static final String SHARE_PEOPLE = """
            with locked as materialized (
                select pg_advisory_xact_lock_shared(hashtextextended('outcomes-people:' || $1::uuid::text, 0)) as held)
            select 1 from locked
            """;

    /** Those of $2 who were erased; the others are not before the transaction ends. */
    private static final String ERASED = """
            select id, erased_at is not null from participant
            where community_id = $1 and id = any($2::uuid[])
            order by id
            for key share
            """;

    private static final String SHARE_PROGRAMME = """
            with locked as materialized (
                select pg_advisory_xact_lock_shared(hashtextextended('outcomes:' || $1::uuid::text, 0)) as held)
            select 1 from locked
            """;

    private static final String HOLD_PROGRAMME = SHARE_PROGRAMME.replace("_shared", "");

    /** One of 256 locks, so that a file of ten thousand people needs no more: those who share one wait for each other. */
    private static final String HOLD_PERSON = """
            with person as materialized (
                select coalesce((select class from participant_class where community_id = $1 and participant_id = $3), $3) as id),
            locked as materialized (
                select pg_advisory_xact_lock(hashtextextended(
                    'outcomes:' || $2::uuid::text || ':' || (hashtext(person.id::text) & 255), 0)) as held
                from person)
            select 1 from locked
            """;

    /** The people asked for in $3, and all their ids. */
    private static final String PEOPLE = """
            with asked as materialized (
                select a.n, coalesce(c.class, a.participant) as person
                from unnest($3::uuid[]) with ordinality as a(participant, n)
                left join participant_class c on c.community_id = $1 and c.participant_id = a.participant),
            ids as materialized (
                select a.n, coalesce(c.participant_id, a.person) as id
                from asked a
                left join participant_class c on c.community_id = $1 and c.class = a.person)
            """;

    private static final String THEIRS =
            "x.community_id = $1 and x.programme_id = $2 and x.participant_id in (select i.id from ids i where i.n = a.n)";

    private static final String ARMS = """
            (select array_agg(distinct y.arm)
             from (select x.arm from enrolment x where :theirs
                   union all select x.arm from measure x where x.withdrawn is null and :theirs
                   union all select x.arm from service_use x where x.withdrawn is null and :theirs
                   union all select x.arm from follow_up x where x.withdrawn is null and :theirs) as y)
            """.replace(":theirs", THEIRS);

    private static final String OF_ARMS = PEOPLE + "select a.person, " + ARMS + " from asked a order by a.n";

    /** $4 the instrument, $5 the wave. */
    private static final String OF_SCORES = PEOPLE + "select a.person, " + ARMS + """
            , s.taken, s.begins, s.goes_on
            from asked a
            cross join lateral (
                select coalesce(bool_or(x.wave = $5), false) as taken,
                       min(x.measured_on) filter (where x.wave = 0) as begins,
                       min(x.measured_on) filter (where x.wave > 0) as goes_on
                from measure x where x.instrument = $4 and x.withdrawn is null and :theirs) as s
            order by a.n
            """.replace(":theirs", THEIRS);

    /** Of groups in $4 on the instrument $3: their baseline. */
    private static final String OF_GROUPS_SCORES = """
            select min(x.measured_on) from measure x
            where x.community_id = $1 and x.programme_id = $2 and x.participant_id is null and x.instrument = $3
              and x.arm = $4 and x.wave = 0 and x.withdrawn is null
            """;

    /** $4 the service, $5 the days before, $6 the days after. */
    private static final String OF_USES = PEOPLE + "select a.person, " + ARMS + """
            , exists (select from service_use x
                      where x.type = $4 and x.before_days = $5 and x.after_days = $6 and x.withdrawn is null and :theirs)
            from asked a order by a.n
            """.replace(":theirs", THEIRS);

    /**
     * $4 the event, $5 the months, $6 the case: what is of another case of the person is another follow-up. The months run from
     * the day of the case's referral where it is told; else from the first day of the first enrolment, or from the first baseline
     * of somebody who is not enrolled.
     */
    private static final String OF_FOLLOW_UPS = PEOPLE + "select a.person, " + ARMS + """
            , exists (select from follow_up x
                      where x.event = $4 and x.window_months = $5 and x.withdrawn is null
                        and (x.case_id is null or $6::uuid is null or x.case_id = $6) and :theirs),
              (select min(x.from_day) from enrolment x where :theirs),
              coalesce(
                  (select k.referred_on from case_file k where k.community_id = $1 and k.id = $6),
                  (select min(x.from_day) from enrolment x where :theirs),
                  (select min(x.measured_on) from measure x where x.wave = 0 and x.withdrawn is null and :theirs))
            from asked a order by a.n
            """.replace(":theirs", THEIRS);

    /** Of groups in $3, for the event $4 and the months $5: whether one was followed up on the day $6. */
    private static final String OF_GROUPS_FOLLOW_UPS = """
            select exists (select from follow_up x
                           where x.community_id = $1 and x.programme_id = $2 and x.participant_id is null and x.arm = $3
                             and x.event = $4 and x.window_months = $5 and x.observed_on = $6 and x.withdrawn is null)
            """;

    private Histories() {}

    /**
     * A person, and what is known.
     *
     * @param id the same for all ids that are linked
     * @param before what is known
     */
    record Known(UUID id, OutcomeCommand.Before before) {}

    /** Holds the programme's lock until the transaction ends: nobody else records outcomes in it. */
    static Uni<Void> holdProgramme(Sql sql, UUID community, UUID programme) {
        return sql.select(SHARE_PEOPLE, community)
                .chain(() -> sql.select(HOLD_PROGRAMME, programme))
                .replaceWithVoid();
    }

    /** Holds the person's lock until the transaction ends: nobody else records outcomes of the person in the programme. */
    static Uni<Void> holdPerson(Sql sql, UUID community, UUID programme, UUID participant) {
        return sql.select(SHARE_PEOPLE, community)
                .chain(() -> sql.select(SHARE_PROGRAMME, programme))
                .chain(() -> sql.select(HOLD_PERSON, community, programme, participant))
                .replaceWithVoid();
    }

    /**
     * The same of a person who has not been erased by then, and is not until the transaction ends: what was read before the
     * lock was waited for is old.
     */
    static Uni<Void> holdLivingPerson(Sql sql, UUID community, UUID programme, UUID participant) {
        return holdPerson(sql, community, programme, participant)
                .chain(() -> keep(sql, community, new UUID[] {participant}))
                .invoke(erased -> {
                    if (!erased.isEmpty()) {
                        throw Access.erased().exception();
                    }
                })
                .replaceWithVoid();
    }

    /** Keeps people from being erased until the transaction ends, and tells which of them have been already. */
    static Uni<Set<UUID>> keep(Sql sql, UUID community, UUID[] participants) {
        return sql.select(ERASED, community, participants).map(rows -> rows.stream()
                .filter(row -> (Boolean) row[1])
                .map(row -> (UUID) row[0])
                .collect(Collectors.toSet()));
    }

    /** The arms in which somebody is. */
    static Uni<OutcomeCommand.Before> ofArms(Sql sql, UUID community, UUID programme, UUID participant) {
        return sql.select(OF_ARMS, community, programme, new UUID[] {participant})
                .map(rows -> new OutcomeCommand.Before(arms(rows.getFirst()[1]), false, null, null));
    }

    /** What is known for scores of several people, in their order. */
    static Uni<List<Known>> ofScores(
            Sql sql, UUID community, UUID programme, UUID[] participants, String instrument, int wave) {
        return sql.select(OF_SCORES, community, programme, participants, instrument, wave)
                .map(rows -> rows.stream()
                        .map(row -> new Known(
                                (UUID) row[0],
                                new OutcomeCommand.Before(
                                        arms(row[1]), (Boolean) row[2], (LocalDate) row[3], (LocalDate) row[4])))
                        .toList());
    }

    /** What is known for the mean score of a group. */
    static Uni<OutcomeCommand.Before> ofGroupsScores(
            Sql sql, UUID community, UUID programme, String instrument, OutcomeFact.Arm arm) {
        return sql.select(OF_GROUPS_SCORES, community, programme, instrument, arm.wire())
                .map(rows -> new OutcomeCommand.Before(Set.of(), false, (LocalDate) rows.getFirst()[0], null));
    }

    /** What is known for somebody's use of a service. */
    static Uni<OutcomeCommand.Before> ofUses(Sql sql, UUID community, UUID programme, OutcomeFact.ServiceUse use) {
        return sql.select(
                        OF_USES,
                        community,
                        programme,
                        new UUID[] {use.subject().participant()},
                        use.type(),
                        use.before().days(),
                        use.after().days())
                .map(rows ->
                        new OutcomeCommand.Before(arms(rows.getFirst()[1]), (Boolean) rows.getFirst()[2], null, null));
    }

    /** What is known for a follow-up of somebody, by a case or without one. */
    static Uni<OutcomeCommand.Before> ofFollowUps(
            Sql sql, UUID community, UUID programme, UUID participant, OutcomeFact.FollowUp followUp) {
        return sql.select(
                        OF_FOLLOW_UPS,
                        community,
                        programme,
                        new UUID[] {participant},
                        followUp.event(),
                        followUp.windowMonths(),
                        followUp.whose().caseFile())
                .map(rows -> {
                    var row = rows.getFirst();
                    return new OutcomeCommand.Before(
                            arms(row[1]), (Boolean) row[2], (LocalDate) row[3], null, (LocalDate) row[4]);
                });
    }

    /** What is known for a follow-up of a group. */
    static Uni<OutcomeCommand.Before> ofGroupsFollowUps(
            Sql sql, UUID community, UUID programme, OutcomeFact.FollowUp followUp) {
        return sql.select(
                        OF_GROUPS_FOLLOW_UPS,
                        community,
                        programme,
                        followUp.arm().wire(),
                        followUp.event(),
                        followUp.windowMonths(),
                        followUp.observedOn())
                .map(rows -> new OutcomeCommand.Before(Set.of(), (Boolean) rows.getFirst()[0], null, null));
    }

    /** Nothing is known: for what is refused for its form. */
    static OutcomeCommand.Before none() {
        return new OutcomeCommand.Before(Set.of(), false, null, null);
    }

    private static Set<OutcomeFact.Arm> arms(Object column) {
        return column == null
                ? Set.of()
                : Arrays.stream((String[]) column)
                        .map(OutcomeFact.Arm::of)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(OutcomeFact.Arm.class)));
    }
}
