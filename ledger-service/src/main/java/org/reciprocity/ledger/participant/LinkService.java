package org.reciprocity.ledger.participant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/** Proposes which participants may be one person, links them and takes that back. */
@ApplicationScoped
class LinkService {
    /** Links of a community are made one after the other: each depends on those there are. */
    private static final String VERSION = "select version from participant where community_id = $1 and id = $2";

    private static final String LOCK = """
            with locked as materialized (
                select pg_advisory_xact_lock(hashtextextended('participant-links:' || $1::uuid::text, 0)) as held)
            select clock_timestamp() from locked
            """;

    /** While it is said who is one person, no outcomes are recorded of anybody: each depends on those of all linked ids. */
    private static final String LOCK_OUTCOMES = """
            with locked as materialized (
                select pg_advisory_xact_lock(hashtextextended('outcomes-people:' || $1::uuid::text, 0)) as held)
            select 1 from locked
            """;

    private static final String ONE_ALREADY = """
            select exists (
                select from participant_class a
                join participant_class b on b.community_id = a.community_id and b.class = a.class
                where a.community_id = $1 and a.participant_id = $2 and b.participant_id = $3)
            """;

    private static final String PUT = """
            insert into participant_link (community_id, id, one, other, agency_id, linked, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (community_id, one, other) do update
            set agency_id = excluded.agency_id, linked = excluded.linked, version = excluded.version,
                recorded_at = excluded.recorded_at
            """;

    /** All ids that are linked with $2, be it through others, and itself. */
    private static final String REACHED = """
            with recursive reached (id) as (
                select $2::uuid
                union
                select case when l.one = r.id then l.other else l.one end
                from reached r
                join participant_link l on l.community_id = $1 and l.linked and r.id in (l.one, l.other))
            select id from reached order by id
            """;

    private static final String ALONE =
            "delete from participant_class where community_id = $1 and participant_id = any($2::uuid[])";

    private static final String JOINED = """
            insert into participant_class (community_id, participant_id, class)
            select $1, m.id, $3 from unnest($2::uuid[]) as m(id)
            on conflict (community_id, participant_id) do update set class = excluded.class
            """;

    /** Those of one class with $2 whom the agency $3 sees, which leads if $4, and the link of the two: $5 number, $6 rows. */
    private static final String SAME = """
            select b.participant_id, l.agency_id, l.recorded_at, l.version, p.number
            from participant_class a
            join participant_class b on b.community_id = a.community_id and b.class = a.class
            join participant p on p.community_id = b.community_id and p.id = b.participant_id
            left join participant_link l on l.community_id = a.community_id and l.linked
                 and l.one = least(a.participant_id, b.participant_id) and l.other = greatest(a.participant_id, b.participant_id)
            where a.community_id = $1 and a.participant_id = $2 and b.participant_id <> $2 and p.number < $5
              and ($4 or exists (select from participant_sight s
                                 where s.community_id = b.community_id and s.participant_id = b.participant_id
                                   and s.agency_id = $3))
            order by p.number desc
            limit $6
            """;

    /** Pairs that agree, and are not one already: $1 community, $2 agency, $3 whether it leads, $4 and $5 cursor, $6 rows. */
    private static final String PROPOSED = """
            select b.participant_id, a.participant_id, a.by_birth, a.by_postcode, b.number, a.number
            from identity_digest b
            cross join lateral (
                select x.participant_id, x.number, bool_or(x.by_birth) as by_birth, bool_or(x.by_postcode) as by_postcode
                from (select d.participant_id, d.number, true as by_birth, false as by_postcode
                      from identity_digest d
                      where d.community_id = b.community_id and d.name_birth = b.name_birth
                      union all
                      select d.participant_id, d.number, false, true
                      from identity_digest d
                      where d.community_id = b.community_id and d.name_postcode = b.name_postcode) as x
                where x.number < b.number
                group by x.participant_id, x.number) as a
            where b.community_id = $1 and (b.number, a.number) < ($4, $5)
              and ($3 or (select count(distinct s.participant_id) from participant_sight s
                          where s.community_id = $1 and s.agency_id = $2
                            and s.participant_id in (a.participant_id, b.participant_id)) = 2)
              and not exists (
                  select from participant_class p
                  join participant_class q on q.community_id = p.community_id and q.class = p.class
                  where p.community_id = $1 and p.participant_id = a.participant_id
                    and q.participant_id = b.participant_id)
            order by b.number desc, a.number desc
            limit $6
            """;

    /** A proposed pair, and where it stands in the list. */
    record Proposed(DuplicateResource.DuplicateView view, DuplicateCursor cursor) {}

    Uni<Outcome> note(Sql sql, Call call, UUID participant, IdentityResource.NewIdentity request) {
        var details = new Identities.Details(request.name(), request.dateOfBirth(), request.postcode());
        return Access.participant(sql, call.caller(), participant)
                .chain(found -> sql.select(VERSION, found.community(), participant)
                        .invoke(rows -> Versions.require(call, (Long) rows.getFirst()[0]))
                        .chain(() -> Access.keep(sql, found.community(), participant))
                        .chain(() -> Identities.note(sql, found.community(), participant, details)))
                .map(noted -> noted.isEmpty()
                        ? Outcome.refused(Problem.field("name", "at least one word, beside dateOfBirth or postcode"))
                        : new Outcome(
                                Answer.ok(null, new IdentityResource.IdentityView(participant, noted)), List.of()));
    }

    Uni<Outcome> join(Sql sql, Call call, UUID participant, UUID other) {
        var caller = call.caller();
        return Access.participant(sql, caller, participant).chain(one -> Access.naming(
                        "participantId", Access.participant(sql, caller, other))
                .chain(two -> {
                    if (!one.community().equals(two.community())) {
                        return Uni.createFrom()
                                .item(Outcome.refused(Problem.of(
                                        ProblemType.LINK_ACROSS_COMMUNITIES, "Each community knows its own people.")));
                    }
                    var pair = Link.Pair.of(participant, other);
                    return locked(sql, one.community(), pair)
                            .call(() -> Access.keep(sql, one.community(), participant, other))
                            .chain(now -> sql.select(ONE_ALREADY, one.community(), pair.one(), pair.other())
                                    .chain(rows -> change(
                                            sql,
                                            one,
                                            pair,
                                            now,
                                            new LinkCommand.Join(caller.agency(), pair.one(), pair.other(), (Boolean)
                                                    rows.getFirst()[0]))));
                }));
    }

    Uni<Outcome> part(Sql sql, Call call, UUID participant, UUID other, String reason) {
        var caller = call.caller();
        return Access.participant(sql, caller, participant)
                .chain(one -> Access.participant(sql, caller, other).chain(two -> {
                    var pair = Link.Pair.of(participant, other);
                    return Access.another(sql, caller, participant)
                            .chain(() -> locked(sql, one.community(), pair))
                            .invoke(now -> Versions.require(call, now.stream().size()))
                            .chain(now -> change(sql, one, pair, now, new LinkCommand.Part(caller.agency(), reason)));
                }));
    }

    /** What is said of a pair, while nobody else says anything in its community. */
    private record Now(Instant at, List<StoredEvent> stream) {}

    private static Uni<Now> locked(Sql sql, UUID community, Link.Pair pair) {
        return sql.select(LOCK_OUTCOMES, community)
                .chain(() -> sql.select(LOCK, community))
                .chain(rows -> EventStore.read(sql, LinkEventCodec.stream(community, pair))
                        .map(stream -> new Now(Access.instant(rows.getFirst()[0]), stream)));
    }

    private static Uni<Outcome> change(
            Sql sql, Access.Thing participant, Link.Pair pair, Now now, LinkCommand command) {
        Link link = new Link.None();
        for (var event : now.stream()) {
            link = LinkDecider.evolve(link, LinkEventCodec.read(event.type(), event.body()));
        }
        return switch (LinkDecider.decide(link, command)) {
            case LinkDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal()));
            case LinkDecider.Decision.Accepted accepted ->
                changed(sql, participant, pair, now, accepted.events().getFirst());
        };
    }

    private static Uni<Outcome> changed(Sql sql, Access.Thing participant, Link.Pair pair, Now now, LinkEvent event) {
        var community = participant.community();
        long version = now.stream().size() + 1L;
        var id = LinkEventCodec.stream(community, pair);
        boolean linked =
                switch (event) {
                    case LinkEvent.Joined joined -> true;
                    case LinkEvent.Parted parted -> false;
                };
        var agency =
                switch (event) {
                    case LinkEvent.Joined joined -> joined.agency();
                    case LinkEvent.Parted parted -> parted.agency();
                };
        var at = now.at().atOffset(ZoneOffset.UTC);
        var other = participant.id().equals(pair.one()) ? pair.other() : pair.one();
        return sql.update(PUT, community, id, pair.one(), pair.other(), agency, linked, version, at)
                .chain(() -> classify(sql, community, pair.one()))
                .chain(() -> classify(sql, community, pair.other()))
                .replaceWith(new Outcome(
                        Answer.created(
                                "/participants/" + participant.id() + "/links",
                                version,
                                new LinkResource.LinkView(
                                        participant.id(), other, community, agency, linked, now.at(), version)),
                        List.of(LinkEventCodec.write(community, version, now.at(), event))));
    }

    /** Writes down anew of which class an id and those linked with it are. Whoever is alone is of none. */
    private static Uni<Void> classify(Sql sql, UUID community, UUID id) {
        return sql.select(REACHED, community, id).chain(rows -> {
            var members = rows.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new);
            return members.length == 1
                    ? sql.update(ALONE, community, members).replaceWithVoid()
                    : sql.update(JOINED, community, members, members[0]).replaceWithVoid();
        });
    }

    private static Outcome refused(LinkDecider.Refusal refusal) {
        return Outcome.refused(
                switch (refusal) {
                    case SAME_PARTICIPANT ->
                        Problem.of(ProblemType.SAME_PARTICIPANT, "Name another participant.")
                                .with("field", "participantId");
                    case ALREADY_LINKED ->
                        Problem.of(ProblemType.ALREADY_LINKED, "They are one person by the links there are.");
                    case NOT_LINKED ->
                        Problem.of(ProblemType.NOT_LINKED, "Read the links again for those that are in force.");
                });
    }

    /** One that is the same person, and where it stands in the list. */
    record Same(LinkResource.SameView view, long number) {}

    Uni<List<Same>> links(Sql sql, Caller caller, UUID participant, Page page) {
        return Access.participant(sql, caller, participant).chain(found -> sql.select(
                        SAME,
                        found.community(),
                        participant,
                        caller.agency(),
                        found.lead().equals(caller.agency()),
                        page.before(),
                        page.rows())
                .map(rows -> rows.stream().map(row -> same(found, row)).toList()));
    }

    private static Same same(Access.Thing participant, Object[] row) {
        var other = (UUID) row[0];
        var link = row[1] == null
                ? null
                : new LinkResource.LinkView(
                        participant.id(),
                        other,
                        participant.community(),
                        (UUID) row[1],
                        true,
                        Access.instant(row[2]),
                        (Long) row[3]);
        return new Same(new LinkResource.SameView(participant.id(), other, link), (Long) row[4]);
    }

    Uni<List<Proposed>> duplicates(Sql sql, Caller caller, UUID community, DuplicateCursor after, int rows) {
        return Access.community(sql, caller, community)
                .chain(found -> sql.select(
                        PROPOSED,
                        community,
                        caller.agency(),
                        found.lead().equals(caller.agency()),
                        after.newer(),
                        after.older(),
                        rows))
                .map(found -> found.stream().map(LinkService::proposed).toList());
    }

    private static Proposed proposed(Object[] row) {
        var agree = new ArrayList<String>();
        if ((Boolean) row[2]) {
            agree.add(Identities.Agreement.NAME_AND_BIRTH.wire());
        }
        if ((Boolean) row[3]) {
            agree.add(Identities.Agreement.NAME_AND_POSTCODE.wire());
        }
        return new Proposed(
                new DuplicateResource.DuplicateView(List.of((UUID) row[0], (UUID) row[1]), agree),
                new DuplicateCursor((Long) row[4], (Long) row[5]));
    }
}
