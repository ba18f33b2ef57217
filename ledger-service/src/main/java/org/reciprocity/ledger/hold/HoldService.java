package org.reciprocity.ledger.hold;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.Persons;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.redemption.Offers;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.security.Caller;

/** Places, releases and shows holds. */
@ApplicationScoped
class HoldService {
    /** How long a hold may stand at most, whatever the policy says. */
    static final Duration LONGEST = Duration.ofDays(90);

    /**
     * All that has to be known: $1 community, $2 caller's agency, $3 participant, $4 programme, $5 reference, $6 partner or $7 its
     * offer. A participant is there for who sees it and for the partner.
     */
    private static final String FACTS = """
            select c.lead_agency_id, c.max_leg, c.hold_expiry_hours,
                   p.id is not null and ($2 = c.lead_agency_id
                       or exists(
                           select from participant_sight s
                           where s.community_id = c.id and s.participant_id = p.id and s.agency_id = $2)
                       or $2 = coalesce(
                           $6::uuid,
                           (select o.agency_id from redemption_offer o where o.community_id = c.id and o.id = $7))),
                   $4::uuid is null or g.id is not null,
                   (select h.id from hold h where h.recorded_by = $2 and h.external_ref = $5)
            from community c
            join admission m on m.community_id = c.id and m.agency_id = $2
            left join participant p on p.community_id = c.id and p.id = $3
            left join programme g on g.community_id = c.id and g.id = $4
            where c.id = $1
            """;

    /** They are not taken back before the transaction ends. */
    private static final String ROLES =
            "select roles from admission where community_id = $1 and agency_id = $2 for share";

    private static final String INSERT = """
            insert into hold (community_id, id, account_id, participant_id, agency_id, programme_id, offer_id, units, minutes,
                              how, recorded_by, external_ref, expires_at, state, version, recorded_at, bearer_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'held', 1, $14, $15)
            """;

    private static final String RELEASED =
            "update hold set state = 'released', reason = $2, version = version + 1 where id = $1";

    private static final String LIST =
            HoldRow.SELECT + " where h.community_id = $1 and h.number < $3 and" + Holds.VISIBLE + """
              and ($5::uuid is null or h.participant_id = $5)
              and ($6::uuid is null or h.agency_id = $6)
              and ($7::uuid is null or h.offer_id = $7)
              and ($8::text is null or h.state = $8)
              and ($9::uuid is null or h.programme_id = $9)
              and ($10::timestamptz is null or h.recorded_at >= $10)
              and ($11::timestamptz is null or h.recorded_at < $11)
              and ($12::text is null or h.recorded_by = $2 and h.external_ref = $12)
            order by h.number desc
            limit $4
            """;

    /** What a list is narrowed by; null for all. */
    record Filter(
            UUID community,
            UUID programme,
            UUID participant,
            UUID agency,
            UUID offer,
            String state,
            String externalRef,
            Instant from,
            Instant to,
            Page page) {}

    /**
     * What is known before a hold is decided.
     *
     * @param lead the agency that leads the community
     * @param mostMinutes what one exchange may move
     * @param usual how long a hold stands where nobody says
     */
    private record Facts(UUID lead, int mostMinutes, Duration usual) {}

    Uni<Outcome> place(Sql sql, Caller caller, HoldResource.NewHold request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var community = request.communityId();
        return sql.select(
                        FACTS,
                        community,
                        caller.agency(),
                        request.participantId(),
                        request.programmeId(),
                        request.externalRef(),
                        request.agencyId(),
                        request.offerId())
                .map(HoldService::facts)
                .call(() ->
                        SpentReferences.refuse(sql, SpentReferences.Of.HOLD, caller.agency(), request.externalRef()))
                .chain(facts -> Access.begin(sql, id)
                        .invoke(beginning -> {
                            if (beginning.taken()) {
                                throw HoldProblems.of(new HoldDecider.Refusal.IdInUse())
                                        .exception();
                            }
                        })
                        .replaceWith(facts))
                .chain(facts -> request.offerId() == null
                        ? place(sql, caller, id, request, facts, null)
                        : Offers.ask(sql, community, request.offerId(), request.wish())
                                .chain(answer -> switch (answer) {
                                    case Offers.Answer.Refused refused ->
                                        Uni.createFrom().item(Outcome.refused(refused.problem()));
                                    case Offers.Answer.Had had -> place(sql, caller, id, request, facts, had.lot());
                                }));
    }

    private static Facts facts(List<Object[]> rows) {
        if (rows.isEmpty()) {
            throw Problem.notFound("community", "communityId").exception();
        }
        var row = rows.getFirst();
        if (!Boolean.TRUE.equals(row[3])) {
            throw Problem.notFound("participant", "participantId").exception();
        }
        if (!(Boolean) row[4]) {
            throw Problem.notFound("programme", "programmeId").exception();
        }
        if (row[5] != null) {
            throw Problem.of(ProblemType.EXTERNAL_REF_IN_USE, "Your agency has placed a hold under this reference.")
                    .with("existing", "/holds/" + row[5])
                    .exception();
        }
        var policy = Duration.ofHours((Integer) row[2]);
        var usual = policy.compareTo(LONGEST) < 0 ? policy : LONGEST;
        return new Facts((UUID) row[0], (Integer) row[1], usual);
    }

    private static Uni<Outcome> place(
            Sql sql, Caller caller, UUID id, HoldResource.NewHold request, Facts facts, Offers.Lot lot) {
        var community = request.communityId();
        var partner = lot == null ? request.agencyId() : lot.partner();
        var account = AccountIds.of(community, AccountKind.PARTICIPANT, request.participantId());
        return sql.select(ROLES, community, partner).chain(roles -> {
            if (roles.isEmpty()) {
                return Uni.createFrom().item(Outcome.refused(Problem.notFound("agency", "agencyId")));
            }
            boolean redeems = Arrays.asList((String[]) roles.getFirst()[0]).contains("redeemer");
            return Persons.ids(sql, caller.participant()).chain(own -> Accounts.lock(sql, community, List.of(account))
                    .chain(book -> Holds.meet(sql, book))
                    .chain(met -> {
                        var at = met.book().at();
                        var terms = request.terms(account, partner, caller, lot, at.plus(facts.usual()));
                        var locked = met.book().accounts().getFirst();
                        var command = new HoldCommand.Place(
                                terms,
                                Holds.actor(caller, facts.lead()).knowing(own),
                                new HoldCommand.Rules(facts.mostMinutes(), redeems, LONGEST),
                                new HoldCommand.Standing(
                                        locked.balance(), locked.reserved(), locked.floor(), locked.status()),
                                at);
                        return switch (HoldDecider.decide(new Hold.None(), command)) {
                            case HoldDecider.Decision.Rejected rejected -> {
                                var refused = Outcome.refused(HoldProblems.of(rejected.refusal()));
                                yield Uni.createFrom()
                                        .item(new Outcome(refused.answer(), met.events(), refused.kept()));
                            }
                            case HoldDecider.Decision.Accepted accepted ->
                                placed(
                                        sql,
                                        community,
                                        id,
                                        request.externalRef(),
                                        lot,
                                        accepted.events().getFirst(),
                                        met.events(),
                                        at);
                        };
                    }));
        });
    }

    private static Uni<Outcome> placed(
            Sql sql,
            UUID community,
            UUID id,
            String externalRef,
            Offers.Lot lot,
            HoldEvent event,
            List<NewEvent> before,
            Instant at) {
        var hold = HoldDecider.evolve(new Hold.None(), event);
        var terms = HoldDecider.terms(hold);
        var events = new ArrayList<>(before);
        events.add(HoldEventCodec.write(community, id, 1, at, event));
        return sql.update(
                        INSERT,
                        community,
                        id,
                        terms.account(),
                        terms.participant(),
                        terms.partner(),
                        terms.purpose().programme(),
                        terms.purpose().offer(),
                        terms.purpose().units(),
                        terms.minutes(),
                        terms.how().wire(),
                        terms.recordedBy(),
                        externalRef,
                        terms.expiresAt().atOffset(ZoneOffset.UTC),
                        at.atOffset(ZoneOffset.UTC),
                        terms.bearer())
                .chain(() -> Holds.reserve(sql, community, terms.account(), HoldDecider.reserves(event)))
                .chain(() -> lot == null ? Uni.createFrom().voidItem() : Offers.take(sql, lot, id))
                .map(taken -> new Outcome(
                        Answer.created("/holds/" + id, 1, HoldView.of(community, id, hold, 1, at)), events));
    }

    Uni<Outcome> release(Sql sql, Call call, UUID id, HoldResource.Release request) {
        return Holds.lock(sql, call, id).chain(locked -> {
            var hold = locked.hold();
            var command =
                    new HoldCommand.Release(request.reason(), Holds.actor(call.caller(), hold.lead()), locked.at());
            return switch (HoldDecider.decide(hold.state(), command)) {
                case HoldDecider.Decision.Rejected rejected -> Uni.createFrom().item(locked.refuse(rejected));
                case HoldDecider.Decision.Accepted accepted ->
                    released(sql, locked, accepted.events().getFirst(), request.reason());
            };
        });
    }

    private static Uni<Outcome> released(Sql sql, Holds.Locked locked, HoldEvent event, String reason) {
        var hold = locked.hold();
        var after = HoldDecider.evolve(hold.state(), event);
        long version = hold.version() + 1;
        var events = new ArrayList<>(locked.met().events());
        events.add(HoldEventCodec.write(hold.community(), hold.id(), version, locked.at(), event));
        return sql.update(RELEASED, hold.id(), reason)
                .chain(() -> Holds.reserve(sql, hold.community(), hold.terms().account(), HoldDecider.reserves(event)))
                .chain(() -> Offers.giveBack(sql, List.of(hold.id())))
                .map(freed -> new Outcome(
                        Answer.created(
                                "/holds/" + hold.id(),
                                version,
                                HoldView.of(hold.community(), hold.id(), after, version, hold.recordedAt())),
                        events));
    }

    Uni<Answer> show(Sql sql, Caller caller, UUID id) {
        return Holds.find(sql, caller, id)
                .map(row -> Answer.ok(row.version(), HoldView.of(row, caller.agencyOrNone())));
    }

    Uni<List<HoldRow>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.participant(),
                        filter.agency(),
                        filter.offer(),
                        filter.state(),
                        filter.programme(),
                        filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC),
                        filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC),
                        filter.externalRef()))
                .map(rows -> rows.stream().map(HoldRow::of).toList());
    }
}
