package org.reciprocity.ledger.community;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/** Founds communities, admits agencies and shows both. */
@ApplicationScoped
class CommunityService {
    private static final String FACTS = """
            select exists(select from agency where id = $1), exists(select from community where code = $2),
                   (select id from community where recorded_by = $3 and external_ref = $4)
            """;

    /**
     * What {@link Redeeming} of a partner there is: $1 community, $2 the partner's redemption account, $3 the partner.
     * Its account is locked, so that what is being spent there is counted; and before that its admission, so that whoever relies on
     * the role has been done, or waits.
     */
    private static final String REDEEMS = """
            with owed as materialized (select balance from account where id = $2 and community_id = $1 for update)
            select coalesce((select balance from owed), 0),
                   exists(select from hold h where h.community_id = $1 and h.agency_id = $3 and h.state = 'held'),
                   exists(select from redemption_offer o
                          where o.community_id = $1 and o.agency_id = $3 and o.state = 'open'),
                   exists(select from exchange e
                          where e.community_id = $1 and e.state in ('proposed', 'disputed') and e.kind = 'redemption'
                            and $3 = any(e.parties)),
                   clock_timestamp()
            """;

    static final String LOCK_ADMISSION =
            "select 1 from admission where community_id = $1 and agency_id = $2 for update";

    private static final String HAD = "select id from account where id = any($1::uuid[])";

    private static final String AGENCY = "select exists(select from agency where id = $1)";

    /** The community's stream is locked by its row, to which others may refer meanwhile. */
    static final String LOCK = """
            with locked as materialized (select id from community where id = $1 for no key update)
            select clock_timestamp() from locked
            """;

    static final String VERSION = "update community set version = $2 where id = $1";

    private static final String LIST = """
            from CommunityRow c
            where c.number < :before
              and (:all = true or exists (select 1 from AdmissionRow m where m.community = c.id and m.agency = :agency))
            order by c.number desc
            """;

    private static final String ADMISSIONS = """
            select m.agency_id, m.roles, m.recorded_at, m.number
            from admission m
            where m.community_id = $1 and m.number < $2
            order by m.number desc
            limit $3
            """;

    Uni<Outcome> found(Write write, Caller caller, CommunityResource.NewCommunity request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.begin(write.sql(), id).chain(beginning -> write.sql()
                .select(FACTS, request.leadAgencyId(), request.code(), caller.keyOwner(), request.externalRef())
                .chain(rows -> {
                    var facts = rows.getFirst();
                    if (beginning.taken()) {
                        return Uni.createFrom().item(refused(CommunityDecider.Refusal.ID_IN_USE));
                    }
                    if (!(Boolean) facts[0]) {
                        return Uni.createFrom().item(Outcome.refused(Problem.notFound("agency", "leadAgencyId")));
                    }
                    return found(write, caller, id, beginning.at(), request, facts);
                }));
    }

    private static Uni<Outcome> found(
            Write write, Caller caller, UUID id, Instant at, CommunityResource.NewCommunity request, Object[] facts) {
        var referenceOf = (UUID) facts[2];
        var command = new CommunityCommand.Found(
                request.code(),
                request.name(),
                request.timeZone(),
                request.leadAgencyId(),
                CommunityResource.policy(request.policy()),
                (Boolean) facts[1],
                referenceOf != null);
        return switch (CommunityDecider.decide(new Community.None(), command)) {
            case CommunityDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal(), referenceOf));
            case CommunityDecider.Decision.Accepted accepted -> {
                var founded = (CommunityEvent.Founded) accepted.events().getFirst();
                var admitted = (CommunityEvent.AgencyAdmitted) accepted.events().getLast();
                var row = new CommunityRow(
                        id,
                        founded,
                        caller.keyOwner(),
                        request.externalRef(),
                        accepted.events().size(),
                        at);
                var lead = new AdmissionRow(id, admitted, at);
                var policy = founded.policy();
                var accounts = List.of(
                        new Accounts.Opening(AccountKind.POT, id, (long) policy.potFloorMinutes(), null),
                        new Accounts.Opening(AccountKind.ISSUANCE, id, null, 0L),
                        new Accounts.Opening(
                                AccountKind.AGENCY, founded.lead(), (long) policy.agencyFloorMinutes(), null));
                yield write.session()
                        .persist(row)
                        .chain(() -> write.session().persist(lead))
                        .chain(() -> Accounts.open(write, id, at, accounts))
                        .map(opened -> new Outcome(
                                Answer.created("/communities/" + id, row.version, view(row, null)),
                                events(id, 0, at, accepted.events(), opened)));
            }
        };
    }

    private static List<NewEvent> events(
            UUID id, long version, Instant at, List<CommunityEvent> happened, List<NewEvent> opened) {
        var events = new ArrayList<NewEvent>();
        for (var event : happened) {
            events.add(CommunityEventCodec.write(id, version + events.size() + 1, at, event));
        }
        events.addAll(opened);
        return events;
    }

    Uni<Outcome> setPolicy(Write write, Call call, UUID id, CommunityResource.PolicyBody request) {
        return Access.community(write.sql(), call.caller(), id)
                .invoke(community -> Access.lead(call.caller(), community.lead()))
                .invoke(() -> Versions.demand(call))
                .chain(() -> write.sql().select(LOCK, id))
                .chain(rows -> EventStore.read(write.sql(), id)
                        .chain(stream ->
                                setPolicy(write, call, id, request, stream, Access.instant(rows.getFirst()[0]))));
    }

    private static Uni<Outcome> setPolicy(
            Write write,
            Call call,
            UUID id,
            CommunityResource.PolicyBody request,
            List<StoredEvent> stream,
            Instant at) {
        Versions.require(call, stream.size());
        var command = new CommunityCommand.SetPolicy(CommunityResource.policy(request));
        return switch (CommunityDecider.decide(community(stream), command)) {
            case CommunityDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal()));
            case CommunityDecider.Decision.Accepted accepted ->
                write.session().find(CommunityRow.class, id).map(row -> {
                    row.changePolicy(command.policy());
                    row.version = stream.size() + 1L;
                    return new Outcome(
                            Answer.ok(row.version, view(row, null)),
                            events(id, stream.size(), at, accepted.events(), List.of()));
                });
        };
    }

    static Community community(List<StoredEvent> stream) {
        Community community = new Community.None();
        for (var event : stream) {
            community = CommunityDecider.evolve(community, CommunityEventCodec.read(event.type(), event.body()));
        }
        return community;
    }

    Uni<Outcome> admit(Write write, Call call, UUID id, CommunityResource.NewAdmission request) {
        return Access.community(write.sql(), call.caller(), id)
                .invoke(community -> Access.lead(call.caller(), community.lead()))
                .chain(() -> write.sql().select(AGENCY, request.agencyId()))
                .invoke(rows -> {
                    if (!(Boolean) rows.getFirst()[0]) {
                        throw Problem.notFound("agency", "agencyId").exception();
                    }
                })
                .chain(() -> write.sql().select(LOCK, id))
                .chain(rows -> EventStore.read(write.sql(), id)
                        .chain(stream -> admit(write, call, id, request, stream, Access.instant(rows.getFirst()[0]))));
    }

    private static Uni<Outcome> admit(
            Write write,
            Call call,
            UUID id,
            CommunityResource.NewAdmission request,
            List<StoredEvent> stream,
            Instant at) {
        Versions.require(call, stream.size());
        var community = community(stream);
        var roles = EnumSet.noneOf(AdmissionRole.class);
        request.roles().forEach(role -> roles.add(AdmissionRole.of(role)));
        return switch (CommunityDecider.decide(community, new CommunityCommand.Admit(request.agencyId(), roles))) {
            case CommunityDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal()));
            case CommunityDecider.Decision.Accepted accepted ->
                admit(write, id, (Community.Founded) community, accepted, stream.size(), at);
        };
    }

    Uni<Outcome> takeBack(Write write, Call call, UUID id, UUID agency, CommunityResource.RolesBack request) {
        var roles = EnumSet.noneOf(AdmissionRole.class);
        request.roles().forEach(role -> roles.add(AdmissionRole.of(role)));
        var sql = write.sql();
        return Access.community(sql, call.caller(), id)
                .invoke(community -> Access.lead(call.caller(), community.lead()))
                .chain(() -> sql.select(LOCK, id))
                .chain(() -> EventStore.read(sql, id))
                .invoke(stream -> Versions.require(call, stream.size()))
                .call(() -> sql.select(LOCK_ADMISSION, id, agency))
                .chain(stream -> sql.select(REDEEMS, id, AccountIds.of(id, AccountKind.REDEMPTION, agency), agency)
                        .chain(rows -> {
                            var row = rows.getFirst();
                            var command = new CommunityCommand.TakeBack(
                                    agency,
                                    roles,
                                    Redeeming.of((Long) row[0], (Boolean) row[1], (Boolean) row[2], (Boolean) row[3]));
                            return switch (CommunityDecider.decide(community(stream), command)) {
                                case CommunityDecider.Decision.Rejected rejected ->
                                    Uni.createFrom().item(refused(rejected.refusal()));
                                case CommunityDecider.Decision.Accepted accepted ->
                                    admitted(write, id, accepted, stream.size(), Access.instant(row[4]), List.of());
                            };
                        }));
    }

    private static Uni<Outcome> admit(
            Write write,
            UUID id,
            Community.Founded community,
            CommunityDecider.Decision.Accepted accepted,
            long version,
            Instant at) {
        var admitted = (CommunityEvent.AgencyAdmitted) accepted.events().getFirst();
        var before = Optional.ofNullable(community.admitted().get(admitted.agency()));
        boolean redeems = admitted.roles().contains(AdmissionRole.REDEEMER)
                && before.filter(roles -> roles.contains(AdmissionRole.REDEEMER))
                        .isEmpty();
        var openings = new LinkedHashMap<UUID, Accounts.Opening>();
        if (before.isEmpty()) {
            long floor = community.policy().agencyFloorMinutes();
            openings.put(
                    AccountIds.of(id, AccountKind.AGENCY, admitted.agency()),
                    new Accounts.Opening(AccountKind.AGENCY, admitted.agency(), floor, null));
        }
        if (redeems) {
            openings.put(
                    AccountIds.of(id, AccountKind.REDEMPTION, admitted.agency()),
                    new Accounts.Opening(AccountKind.REDEMPTION, admitted.agency(), 0L, null));
        }
        // Who was here before, or in that role, has its accounts still.
        return write.sql()
                .select(HAD, (Object) openings.keySet().toArray(UUID[]::new))
                .invoke(rows -> rows.forEach(row -> openings.remove((UUID) row[0])))
                .chain(() -> admitted(write, id, accepted, version, at, List.copyOf(openings.values())));
    }

    private static Uni<Outcome> admitted(
            Write write,
            UUID id,
            CommunityDecider.Decision.Accepted accepted,
            long version,
            Instant at,
            List<Accounts.Opening> openings) {
        var admitted = (CommunityEvent.AgencyAdmitted) accepted.events().getFirst();
        var session = write.session();
        return session.find(AdmissionRow.class, new AdmissionRow.Key(id, admitted.agency()))
                .chain(row -> {
                    if (row == null) {
                        return session.persist(new AdmissionRow(id, admitted, at));
                    }
                    row.setRoles(admitted);
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> write.sql().update(VERSION, id, version + 1))
                .chain(() -> Accounts.open(write, id, at, openings))
                .map(opened -> new Outcome(
                        Answer.created(
                                "/communities/" + id + "/agencies/" + admitted.agency(),
                                version + 1,
                                admission(id, admitted, at)),
                        events(id, version, at, accepted.events(), opened)));
    }

    static Outcome refused(CommunityDecider.Refusal refusal) {
        return refused(refusal, null);
    }

    private static Outcome refused(CommunityDecider.Refusal refusal, UUID referenceOf) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case CODE_IN_USE -> Problem.of(ProblemType.CODE_IN_USE, "Another community has this code.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "You have founded a community under this reference.")
                                .with("existing", "/communities/" + referenceOf);
                    case POLICY_IMPOSSIBLE ->
                        Problem.of(
                                ProblemType.INVALID_POLICY,
                                "Floors are zero or below, ceilings zero or above, a leg has 1 to "
                                        + Policy.LONGEST_LEG_MINUTES
                                        + " minutes, and silence counts before it lapses.");
                    case NOT_FOUNDED -> Problem.notFound("community");
                    case ALREADY_ADMITTED ->
                        Problem.of(ProblemType.ALREADY_ADMITTED, "There is nothing to add to its roles.");
                    case NOT_ADMITTED -> Problem.notFound("agency");
                    case ROLE_NOT_HELD -> Problem.of(ProblemType.ROLE_NOT_HELD, "Nothing was taken back.");
                    case LAST_ROLE -> Problem.of(ProblemType.LAST_ROLE, "Leave it one, such as partner.");
                    case REDEMPTIONS_OWED -> Problem.of(ProblemType.REDEMPTIONS_OWED, "Retire what it is owed first.");
                    case OWES_THE_COMMUNITY ->
                        Problem.of(
                                ProblemType.OWES_THE_COMMUNITY,
                                "What it redeemed was reversed after it was retired: reverse that retirement first.");
                    case HOLDS_OPEN -> Problem.of(ProblemType.HOLDS_OPEN, "Capture or release its holds first.");
                    case OFFERS_OPEN -> Problem.of(ProblemType.OFFERS_OPEN, "Withdraw its offers first.");
                    case REDEMPTIONS_WAIT -> Problem.of(ProblemType.REDEMPTIONS_WAIT, "Confirm or cancel them first.");
                    case LEAD_STAYS -> Problem.of(ProblemType.LEAD_STAYS, "Nothing was ended.");
                    case BALANCE_LEFT ->
                        Problem.of(
                                ProblemType.BALANCE_LEFT,
                                "Close its account, which settles it with the pot, or bring it to zero.");
                    case EXCHANGES_WAIT ->
                        Problem.of(
                                ProblemType.ACCOUNT_HAS_EXCHANGES,
                                "Exchanges to which the agency is a party wait: settle or cancel them first.");
                    case CASES_OPEN ->
                        Problem.of(ProblemType.CASES_OPEN, "Decline or close the cases of its programmes first.");
                    case ONE_LEAD ->
                        Problem.of(ProblemType.INVALID_FIELD, "A community has one lead, named when it is founded.");
                });
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return Access.communityOrOperator(read.sql(), caller, id)
                .chain(() -> read.session().find(CommunityRow.class, id))
                .map(row -> Answer.ok(row.version, view(row, caller.keyOwner())));
    }

    /** Something in a list, and its number there. */
    record Listed<T>(T view, long number) {}

    Uni<List<Listed<CommunityResource.CommunityView>>> list(Write read, Caller caller, Page page) {
        return read.session()
                .createQuery(LIST, CommunityRow.class)
                .setParameter("before", page.before())
                .setParameter("all", caller.has(Roles.OPERATOR))
                .setParameter("agency", caller.agencyOrNone())
                .setMaxResults(page.rows())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Listed<>(view(row, caller.keyOwner()), row.number))
                        .toList());
    }

    Uni<List<Listed<CommunityResource.AdmissionView>>> admissions(Write read, Caller caller, UUID id, Page page) {
        return Access.communityOrOperator(read.sql(), caller, id)
                .chain(() -> read.sql().select(ADMISSIONS, id, page.before(), page.rows()))
                .map(rows -> rows.stream()
                        .map(row -> new Listed<>(
                                new CommunityResource.AdmissionView(
                                        id, (UUID) row[0], List.of((String[]) row[1]), Access.instant(row[2])),
                                (Long) row[3]))
                        .toList());
    }

    Uni<Answer> admission(Write read, Caller caller, UUID id, UUID agency) {
        return Access.communityOrOperator(read.sql(), caller, id)
                .chain(() -> read.session().find(AdmissionRow.class, new AdmissionRow.Key(id, agency)))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("agency").exception())
                .map(row -> Answer.ok(
                        null, new CommunityResource.AdmissionView(id, agency, List.of(row.roles), row.recordedAt)));
    }

    private static CommunityResource.AdmissionView admission(
            UUID id, CommunityEvent.AgencyAdmitted admitted, Instant at) {
        return new CommunityResource.AdmissionView(
                id,
                admitted.agency(),
                admitted.roles().stream().sorted().map(AdmissionRole::wire).toList(),
                at);
    }

    /** As it is shown to an owner of references; null for nobody's. */
    private static CommunityResource.CommunityView view(CommunityRow row, UUID owner) {
        var policy = row.policy();
        return new CommunityResource.CommunityView(
                row.id,
                row.code,
                row.name,
                row.timeZone,
                row.lead,
                new CommunityResource.PolicyBody(
                        policy.participantFloorMinutes(),
                        policy.participantCeilingMinutes(),
                        policy.potFloorMinutes(),
                        policy.agencyFloorMinutes(),
                        policy.maxLegMinutes(),
                        policy.toleranceMinutes(),
                        policy.confirmation().wire(),
                        policy.autoConfirmAfterHours(),
                        policy.lapseAfterHours(),
                        policy.holdExpiryHours()),
                owner != null && owner.equals(row.recordedBy) ? row.externalRef : null,
                row.recordedAt,
                row.version);
    }
}
