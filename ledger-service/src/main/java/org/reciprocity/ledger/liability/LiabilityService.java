package org.reciprocity.ledger.liability;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.exchange.Bookings;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.security.Caller;

/** Tells what partners are owed, and ends it. */
@ApplicationScoped
class LiabilityService {
    /**
     * By partner and day: $1 community, $2 the only partner to tell of, null for all, $3 the time. A posting and its reversal
     * cancel out, so that a redemption that was reversed ends itself, and not the oldest.
     */
    private static final String TAKEN = """
            with moved as (
                select a.owner_id, a.id, p.exchange_id, min(p.occurred_at) as at, sum(p.minutes)::bigint as minutes
                from account a
                left join posting p
                  on p.community_id = a.community_id and p.account_id = a.id and p.occurred_at <= $3
                where a.community_id = $1 and a.kind = 'redemption' and ($2::uuid is null or a.owner_id = $2)
                group by a.owner_id, a.id, p.exchange_id)
            select m.owner_id, m.id, (m.at at time zone c.time_zone)::date,
                   coalesce(sum(m.minutes), 0)::bigint,
                   coalesce(sum(m.minutes) filter (where m.minutes > 0), 0)::bigint
            from moved m
            join community c on c.id = $1
            group by 1, 2, 3
            order by 1, 3
            """;

    /** Who is there to be owed something: $1 community, $2 agency, $3 its redemption account, which it keeps when it leaves. */
    private static final String THERE = """
            select 1 where exists(select from admission where community_id = $1 and agency_id = $2)
               or exists(select from account where community_id = $1 and id = $3)
            """;

    private static final String REFERENCE = "select id from exchange where recorded_by = $1 and external_ref = $2";

    private static final String NOW = "select clock_timestamp()";

    Uni<Answer> show(Sql sql, Caller caller, UUID community, Instant at) {
        return Access.community(sql, caller, community)
                .chain(access -> sql.select(NOW).chain(rows -> {
                    var now = Access.instant(rows.getFirst()[0]);
                    if (at != null && at.isAfter(now)) {
                        throw Problem.of(ProblemType.NOT_KNOWN_YET, "Nobody knows what will be owed.")
                                .with("field", "at")
                                .exception();
                    }
                    var asked = at == null ? now : at;
                    var only = access.lead().equals(caller.agency()) ? null : caller.agency();
                    return Access.today(sql, community, asked)
                            .chain(today -> sql.select(TAKEN, community, only, asked.atOffset(ZoneOffset.UTC))
                                    .map(taken -> Answer.ok(null, view(community, asked, today, taken))));
                }));
    }

    private static LiabilityResource.LiabilityView view(
            UUID community, Instant at, LocalDate today, List<Object[]> rows) {
        var partners = new LinkedHashMap<UUID, List<Object[]>>();
        rows.forEach(row -> partners.computeIfAbsent((UUID) row[0], owner -> new ArrayList<>())
                .add(row));
        long total = 0;
        var items = new ArrayList<LiabilityResource.Owed>();
        for (var partner : partners.entrySet()) {
            var owed =
                    partner.getValue().stream().mapToLong(row -> (Long) row[3]).sum();
            var taken = partner.getValue().stream()
                    .filter(row -> row[2] != null)
                    .map(row -> new LiabilityDecider.Day((LocalDate) row[2], (Long) row[4]))
                    .toList();
            total += owed;
            items.add(new LiabilityResource.Owed(
                    partner.getKey(),
                    (UUID) partner.getValue().getFirst()[1],
                    owed,
                    LiabilityResource.AgeView.of(LiabilityDecider.age(owed, taken, today))));
        }
        return new LiabilityResource.LiabilityView(community, at, total, items);
    }

    Uni<Outcome> retire(Sql sql, Caller caller, UUID community, RetirementResource.NewRetirement request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.community(sql, caller, community)
                .invoke(access -> Access.lead(caller, access.lead()))
                .chain(() -> sql.select(
                        THERE,
                        community,
                        request.agencyId(),
                        AccountIds.of(community, AccountKind.REDEMPTION, request.agencyId())))
                .chain(there -> {
                    if (there.isEmpty()) {
                        return Uni.createFrom().item(Outcome.refused(Problem.notFound("agency", "agencyId")));
                    }
                    return Access.begin(sql, id)
                            .chain(beginning -> sql.select(REFERENCE, caller.agency(), request.externalRef())
                                    .call(() -> SpentReferences.refuse(
                                            sql, SpentReferences.Of.EXCHANGE, caller.agency(), request.externalRef()))
                                    .chain(first -> used(beginning, first)
                                            .map(problem -> Uni.createFrom().item(Outcome.refused(problem)))
                                            .orElseGet(() -> retire(sql, caller, community, id, request))));
                });
    }

    private static Optional<Problem> used(Access.Beginning beginning, List<Object[]> first) {
        if (beginning.taken()) {
            return Optional.of(Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out."));
        }
        return first.stream().findFirst().map(row -> Problem.of(
                        ProblemType.EXTERNAL_REF_IN_USE, "Your agency has recorded an exchange under this reference.")
                .with("existing", "/exchanges/" + row[0]));
    }

    private static Uni<Outcome> retire(
            Sql sql, Caller caller, UUID community, UUID id, RetirementResource.NewRetirement request) {
        var partner = request.agencyId();
        var owedOn = AccountIds.of(community, AccountKind.REDEMPTION, partner);
        var issuance = AccountIds.of(community, AccountKind.ISSUANCE, community);
        return Accounts.lock(sql, community, List.of(owedOn, issuance)).chain(book -> {
            // By what is owed, and not by its role or admission today: whom something is owed is paid.
            var theirs = book.accounts().stream()
                    .filter(account -> account.id().equals(owedOn))
                    .toList();
            boolean redeems = !theirs.isEmpty();
            long owed = theirs.stream().mapToLong(Accounts.Locked::balance).sum();
            return switch (LiabilityDecider.decide(new LiabilityCommand.Retire(request.minutes(), owed, redeems))) {
                case LiabilityDecider.Decision.Rejected rejected ->
                    Uni.createFrom().item(refused(rejected.refusal()));
                case LiabilityDecider.Decision.Accepted accepted ->
                    Bookings.record(sql, booking(caller, community, id, request, book.at()), book)
                            .map(booked -> switch (booked) {
                                case Bookings.Booked.Refused refused -> Outcome.refused(refused.problem());
                                case Bookings.Booked.Recorded recorded ->
                                    new Outcome(
                                            Answer.created(
                                                    "/exchanges/" + id,
                                                    recorded.version(),
                                                    new RetirementResource.RetirementView(
                                                            id,
                                                            community,
                                                            partner,
                                                            accepted.minutes(),
                                                            request.manner(),
                                                            owed - accepted.minutes(),
                                                            book.at())),
                                            recorded.events());
                            });
            };
        });
    }

    private static Bookings.Booking booking(
            Caller caller, UUID community, UUID id, RetirementResource.NewRetirement request, Instant at) {
        return new Bookings.Booking(
                community,
                id,
                Bookings.Kind.RETIREMENT,
                new Bookings.Occasion(caller.agency(), request.externalRef(), at, null),
                List.of(new Bookings.Move(community, request.agencyId(), request.minutes())),
                Map.of(community, Bookings.Party.COMMUNITY, request.agencyId(), Bookings.Party.REDEEMER),
                List.of(),
                new Bookings.Grounds.Retired(request.manner().equals("reimbursed")));
    }

    private static Outcome refused(LiabilityDecider.Refusal refusal) {
        return Outcome.refused(
                switch (refusal) {
                    case LiabilityDecider.Refusal.NotARedeemer no ->
                        Problem.of(ProblemType.NOTHING_OWED, "It has never redeemed credit here.")
                                .with("field", "agencyId");
                    case LiabilityDecider.Refusal.MoreThanOwed(long owed) ->
                        Problem.of(
                                        ProblemType.MORE_THAN_OWED,
                                        owed < 0
                                                ? "It owes " + -owed
                                                        + " minutes: reverse the retirement of what was reversed."
                                                : "Minutes that are owed: " + owed + ".")
                                .with("field", "minutes");
                });
    }
}
