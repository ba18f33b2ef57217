package org.reciprocity.ledger.redemption;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/** Opens redemption offers, sets their stock, withdraws and shows them. */
@ApplicationScoped
class OfferService {
    /** They are not taken back before the transaction ends. */
    private static final String ROLES =
            "select roles from admission where community_id = $1 and agency_id = $2 for share";

    private static final String REFERENCE =
            "select id from redemption_offer where recorded_by = $1 and external_ref = $2";

    private static final String INSERT = """
            insert into redemption_offer (community_id, id, agency_id, code, kind, minutes, quantity, from_day, until_day,
                                          restrictions, state, version, recorded_at, recorded_by, external_ref)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13, $14)
            """;

    /** What was given back is counted, so that what is taken fits the new stock. */
    private static final String UPDATE = """
            with counted as (delete from offer_return where offer_id = $1 returning units)
            update redemption_offer
            set quantity = $2, state = $3, version = $4,
                taken = taken - (select coalesce(sum(units), 0) from counted)
            where id = $1
            """;

    /** Seen by every agency that is admitted to the community. */
    private static final String VISIBLE =
            " where exists (select from admission m where m.community_id = o.community_id and m.agency_id = $2)";

    private static final String FIND = OfferRow.SELECT + VISIBLE + " and o.id = $1";

    private static final String LIST = OfferRow.SELECT + VISIBLE + """
             and o.community_id = $1 and o.number < $3
              and ($5::uuid is null or o.agency_id = $5)
              and ($6::text is null or o.kind = $6)
              and ($7::text is null or o.state = $7)
              and ($8::date is null or o.until_day is null or o.until_day >= $8)
              and ($9::date is null or o.from_day is null or o.from_day <= $9)
              and ($10::text is null or o.recorded_by = $2 and o.external_ref = $10)
            order by o.number desc
            limit $4
            """;

    /**
     * What a list is narrowed by; null for all.
     *
     * @param community the community
     * @param agency whose offers
     * @param kind of which kind
     * @param state in which state
     * @param externalRef opened by the caller under this reference
     * @param from to be had on this day or a later one
     * @param to to be had on this day or an earlier one
     * @param page which page
     */
    record Filter(
            UUID community,
            UUID agency,
            String kind,
            String state,
            String externalRef,
            LocalDate from,
            LocalDate to,
            Page page) {}

    Uni<Outcome> open(Sql sql, Caller caller, OfferResource.NewOffer request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var partner = Optional.ofNullable(request.agencyId()).orElseGet(caller::agency);
        return Access.naming("communityId", Access.community(sql, caller, request.communityId()))
                .chain(community -> sql.select(ROLES, community.id(), partner).chain(rows -> {
                    if (rows.isEmpty()) {
                        return Uni.createFrom().item(Outcome.refused(Problem.notFound("agency", "agencyId")));
                    }
                    var command = new OfferCommand.Open(
                            request.terms(partner),
                            request.quantity(),
                            new OfferCommand.Actor(
                                    caller.agency(), community.lead().equals(caller.agency())),
                            Arrays.asList((String[]) rows.getFirst()[0]).contains("redeemer"));
                    return Access.begin(sql, id).chain(beginning -> sql.select(
                                    REFERENCE, caller.agency(), request.externalRef())
                            .chain(first -> {
                                if (beginning.taken()) {
                                    return Uni.createFrom().item(refused(new OfferDecider.Refusal.IdInUse()));
                                }
                                if (!first.isEmpty()) {
                                    return Uni.createFrom()
                                            .item(Outcome.refused(Problem.of(
                                                            ProblemType.EXTERNAL_REF_IN_USE,
                                                            "Your agency has opened an offer under this reference.")
                                                    .with("existing", "/redemption-offers/" + first.getFirst()[0])));
                                }
                                return switch (OfferDecider.decide(new Offer.None(), command)) {
                                    case OfferDecider.Decision.Rejected rejected ->
                                        Uni.createFrom().item(refused(rejected.refusal()));
                                    case OfferDecider.Decision.Accepted accepted ->
                                        opened(
                                                sql,
                                                caller,
                                                community.id(),
                                                id,
                                                request.externalRef(),
                                                accepted.events().getFirst(),
                                                beginning.at());
                                };
                            }));
                }));
    }

    private static Uni<Outcome> opened(
            Sql sql, Caller caller, UUID community, UUID id, String externalRef, OfferEvent event, Instant at) {
        var offer = OfferDecider.evolve(new Offer.None(), event);
        var terms = OfferDecider.terms(offer);
        return sql.update(
                        INSERT,
                        community,
                        id,
                        terms.agency(),
                        terms.code(),
                        terms.kind().wire(),
                        terms.minutes(),
                        OfferDecider.quantity(offer),
                        terms.from(),
                        terms.until(),
                        terms.restrictions().toArray(String[]::new),
                        OfferView.state(offer),
                        at.atOffset(ZoneOffset.UTC),
                        caller.agency(),
                        externalRef)
                .map(inserted -> new Outcome(
                        Answer.created("/redemption-offers/" + id, 1, OfferView.of(id, community, offer, 0, at, 1)),
                        List.of(OfferEventCodec.write(community, id, 1, at, event))));
    }

    Uni<Outcome> setStock(Sql sql, Call call, UUID id, OfferResource.Stock request) {
        return change(sql, call, id, row -> {
            Versions.demand(call);
            return new OfferCommand.SetStock(actor(call.caller(), row), request.quantity(), row.taken());
        });
    }

    Uni<Outcome> withdraw(Sql sql, Call call, UUID id, OfferResource.Withdrawal request) {
        return change(sql, call, id, row -> new OfferCommand.Withdraw(actor(call.caller(), row), request.reason()));
    }

    private static OfferCommand.Actor actor(Caller caller, OfferRow row) {
        return new OfferCommand.Actor(caller.agency(), row.lead().equals(caller.agency()));
    }

    private static Uni<Outcome> change(Sql sql, Call call, UUID id, Function<OfferRow, OfferCommand> command) {
        return find(sql, call.caller(), id)
                .chain(seen -> OfferRow.locked(sql, seen.community(), id))
                .map(List::getFirst)
                .invoke(row -> Versions.require(call, row.version()))
                .chain(row -> switch (OfferDecider.decide(row.state(), command.apply(row))) {
                    case OfferDecider.Decision.Rejected rejected ->
                        Uni.createFrom().item(refused(rejected.refusal()));
                    case OfferDecider.Decision.Accepted accepted ->
                        changed(sql, row, accepted.events().getFirst());
                });
    }

    private static Uni<Outcome> changed(Sql sql, OfferRow row, OfferEvent event) {
        var after = OfferDecider.evolve(row.state(), event);
        long version = row.version() + 1;
        return sql.update(UPDATE, row.id(), OfferDecider.quantity(after), OfferView.state(after), version)
                .map(updated -> new Outcome(
                        Answer.created("/redemption-offers/" + row.id(), version, OfferView.of(row, after, version)),
                        List.of(OfferEventCodec.write(row.community(), row.id(), version, row.now(), event))));
    }

    private static Outcome refused(OfferDecider.Refusal refusal) {
        return Outcome.refused(OfferProblems.of(refusal));
    }

    Uni<Answer> show(Sql sql, Caller caller, UUID id) {
        return find(sql, caller, id).map(row -> Answer.ok(row.version(), OfferView.of(row, caller.agencyOrNone())));
    }

    private static Uni<OfferRow> find(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone())
                .map(rows -> rows.stream().findFirst().map(OfferRow::of).orElseThrow(() -> Problem.notFound(
                                "redemption offer")
                        .exception()));
    }

    Uni<List<OfferRow>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.agency(),
                        filter.kind(),
                        filter.state(),
                        filter.from(),
                        filter.to(),
                        filter.externalRef()))
                .map(rows -> rows.stream().map(OfferRow::of).toList());
    }
}
