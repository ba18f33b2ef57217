package org.reciprocity.reporting.figure;

import java.util.ArrayList;
import java.util.List;
import org.reciprocity.reporting.projection.Kind;

/** How each figure is computed from what was read. */
final class FigureRules {

    private FigureRules() {}

    /** A figure's value, with its caveats. */
    static FigureValue value(Figure figure, PeriodFacts facts) {
        var value = compute(figure, facts);
        var caveats = new ArrayList<String>();
        figure.caveat().ifPresent(caveats::add);
        caveats.addAll(value.caveats());
        return value.with(List.copyOf(caveats));
    }

    private static FigureValue compute(Figure figure, PeriodFacts facts) {
        return switch (figure) {
            case HOURS_GIVEN -> ActivityRules.hours(facts, row -> row.kind().isHours(), PeriodFacts.Hours::minutes);
            case HOURS_RECEIVED -> ActivityRules.hours(facts, row -> row.received() != 0, PeriodFacts.Hours::received);
            case HOURS_REDEEMED ->
                ActivityRules.hours(facts, row -> row.kind() == Kind.REDEMPTION, PeriodFacts.Hours::minutes);
            case HOURS_CODESIGN ->
                ActivityRules.hours(facts, row -> row.kind() == Kind.CODESIGN, PeriodFacts.Hours::minutes);
            case EXCHANGES -> ActivityRules.exchanges(facts);
            case REVERSALS -> ActivityRules.reversals(facts);
            case DECISIONS_INFLUENCED -> ActivityRules.decisions(facts);
            case SESSIONS -> ActivityRules.sessions(facts);
            case ENROLLED -> ParticipationRules.enrolled(facts);
            case ACTIVE -> ParticipationRules.active(facts);
            case ACTIVE_SHARE -> ParticipationRules.activeShare(facts);
            case GIVERS_ONLY ->
                FigureValue.of(ParticipationRules.count(
                        facts, person -> ParticipationRules.gave(person) && !ParticipationRules.received(person)));
            case RECEIVERS_ONLY ->
                FigureValue.of(ParticipationRules.count(
                        facts, person -> !ParticipationRules.gave(person) && ParticipationRules.received(person)));
            case BOTH -> FigureValue.of(ParticipationRules.count(facts, ParticipationRules::didBoth));
            case BOTH_SHARE, PROFILE_RECIPROCITY -> ParticipationRules.bothShare(facts);
            case GINI_GIVEN -> ParticipationRules.gini(facts);
            case FIRST_GIFT_MONTHS -> ParticipationRules.firstGift(facts);
            case PROGRESSION -> ParticipationRules.progression(facts);
            case NEVER_MATCHED -> MatchingRules.ofCommunity(facts, () -> ParticipationRules.neverMatched(facts));
            case TIES -> NetworkRules.ties(facts);
            case RECIPROCITY -> NetworkRules.reciprocity(facts);
            case RHO -> NetworkRules.rho(facts);
            case WEIGHTED_RECIPROCITY -> NetworkRules.weighted(facts);
            case GENERALISED_RECIPROCITY -> NetworkRules.generalised(facts);
            case MUTUAL_PAIRS -> NetworkRules.mutualPairs(facts);
            case NETWORK_COMPONENTS -> NetworkRules.weakComponents(facts);
            case STRONG_COMPONENTS -> NetworkRules.strongComponents(facts);
            case MEAN_PARTNERS -> NetworkRules.meanPartners(facts);
            case EGO_DENSITY -> NetworkRules.egoDensity(facts);
            case NEW_TIES -> NetworkRules.newTies(facts);
            case AGENCY_BRIDGES -> NetworkRules.bridges(facts);
            case ISOLATED -> NetworkRules.isolated(facts);
            case WITHOUT_TIE -> NetworkRules.withoutTie(facts);
            case OFFER_AND_REQUEST_SHARE -> ParticipationRules.offerAndRequest(facts);
            case CAPACITY_OFFERED ->
                MatchingRules.ofCommunity(facts, () -> MatchingRules.capacity(facts, PeriodFacts.Offer::minutes));
            case CAPACITY_USED ->
                MatchingRules.ofCommunity(facts, () -> MatchingRules.capacity(facts, PeriodFacts.Offer::usedMinutes));
            case CAPACITY_NEVER_ASKED_FOR ->
                MatchingRules.ofCommunity(
                        facts,
                        () -> MatchingRules.capacity(facts, offer -> offer.proposals() == 0 ? offer.minutes() : 0));
            case OFFERS -> MatchingRules.ofCommunity(facts, () -> MatchingRules.offers(facts));
            case REQUESTS -> MatchingRules.ofCommunity(facts, () -> MatchingRules.requests(facts));
            case MATCHES_PROPOSED -> MatchingRules.ofCommunity(facts, () -> MatchingRules.proposed(facts));
            case MATCHES_AGREED -> MatchingRules.ofCommunity(facts, () -> MatchingRules.agreed(facts));
            case MATCHES_DECLINED -> MatchingRules.ofCommunity(facts, () -> MatchingRules.declined(facts));
            case MATCHES_FULFILLED -> MatchingRules.fulfilled(facts);
            case FULFILMENT_SHARE -> MatchingRules.ofCommunity(facts, () -> MatchingRules.fulfilmentShare(facts));
            case REQUESTS_LAPSED -> MatchingRules.ofCommunity(facts, () -> MatchingRules.lapsed(facts));
            case HOURS_UNMET -> MatchingRules.ofCommunity(facts, () -> MatchingRules.unmet(facts));
            case DAYS_TO_MATCH -> MatchingRules.ofCommunity(facts, () -> MatchingRules.daysToMatch(facts));
            case FAILURE_DEMAND -> UpstreamRules.failureDemand(facts);
            case OUTSTANDING -> CreditRules.outstanding(facts);
            case VELOCITY -> CreditRules.velocity(facts);
            case BALANCE_DISPERSION -> CreditRules.dispersion(facts);
            case REDEMPTION_LIABILITY -> CreditRules.liability(facts);
            case GIVEN_BACK -> CreditRules.givenBack(facts);
            case CONFIRMED_SHARE -> ActivityRules.confirmed(facts);
            case SELF_RECORDED_SHARE -> ActivityRules.selfRecorded(facts);
            case DISPUTES -> ActivityRules.disputes(facts);
            case LATE_ENTRIES -> ActivityRules.late(facts);
            case LEVERAGE, PROFILE_CATALYST -> ActivityRules.leverage(facts);
            case PROFILE_CAPABILITIES -> ParticipationRules.capabilities(facts);
            case PROFILE_MUTUAL_SUPPORT -> ActivityRules.peerShare(facts);
            case PROFILE_BLURRED_ROLES -> ParticipationRules.blurredRoles(facts);
            case PROFILE_ASSETS -> ParticipationRules.usersWhoGave(facts);
            case CELL_DIFFERENCE -> CellRules.difference(facts);
            case DESIGN_BY_USERS -> CellRules.design(facts);
            case DELIVERY_BY_USERS -> CellRules.delivery(facts);
            case CASES -> CaseRules.cases(facts);
            case PEOPLE_HARMED -> CaseRules.peopleHarmed(facts);
            case SUPPORT_COST_DIFFERENCE -> CaseRules.supportCostDifference(facts);
            case ROLE_REVERSAL -> CaseRules.roleReversal(facts);
            case MEASURE_CHANGE -> OutcomeRules.measureChange(facts);
            case BEYOND_CUT_OFF -> OutcomeRules.beyondCutOff(facts);
            case SERVICE_USE_CHANGE -> FollowUpRules.useChange(facts);
            case FOLLOW_UP_RATE -> FollowUpRules.followUpRate(facts);
            case COSTS_BORNE -> MoneyRules.costs(facts);
            case BENEFITS_ACCRUED -> MoneyRules.benefits(facts);
            case PREVENTION_SHARE -> MoneyRules.preventionShare(facts);
        };
    }
}
