package org.reciprocity.reporting.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue: every figure there is. What each is stands in the definitions, how it is
 * computed in {@link FigureRules}.
 */
public enum Figure {
    // Activity
    /** Hours given. */
    HOURS_GIVEN(ActivityDefinitions.HOURS_GIVEN),
    /** Hours received. */
    HOURS_RECEIVED(ActivityDefinitions.HOURS_RECEIVED),
    /** Hours redeemed. */
    HOURS_REDEEMED(ActivityDefinitions.HOURS_REDEEMED),
    /** Exchanges. */
    EXCHANGES(ActivityDefinitions.EXCHANGES),
    /** Exchanges reversed. */
    REVERSALS(ActivityDefinitions.REVERSALS),
    /** Co-design hours. */
    HOURS_CODESIGN(ActivityDefinitions.HOURS_CODESIGN),
    /** Decisions influenced. */
    DECISIONS_INFLUENCED(ActivityDefinitions.DECISIONS_INFLUENCED),
    /** Sessions. */
    SESSIONS(ActivityDefinitions.SESSIONS),
    // Participation
    /** Enrolled. */
    ENROLLED(ParticipationDefinitions.ENROLLED),
    /** Active. */
    ACTIVE(ParticipationDefinitions.ACTIVE),
    /** Active share. */
    ACTIVE_SHARE(ParticipationDefinitions.ACTIVE_SHARE),
    /** Givers only. */
    GIVERS_ONLY(ParticipationDefinitions.GIVERS_ONLY),
    /** Receivers only. */
    RECEIVERS_ONLY(ParticipationDefinitions.RECEIVERS_ONLY),
    /** Both giver and receiver. */
    BOTH(ParticipationDefinitions.BOTH),
    /** Share who both give and receive. */
    BOTH_SHARE(ParticipationDefinitions.BOTH_SHARE),
    /** Inequality of giving (Gini). */
    GINI_GIVEN(ParticipationDefinitions.GINI_GIVEN),
    /** Months from first receipt to first gift. */
    FIRST_GIFT_MONTHS(ParticipationDefinitions.FIRST_GIFT_MONTHS),
    /** Progression. */
    PROGRESSION(ParticipationDefinitions.PROGRESSION),
    /** Requesters never matched. */
    NEVER_MATCHED(ParticipationDefinitions.NEVER_MATCHED),
    // Network
    /** Ties. */
    TIES(NetworkDefinitions.TIES),
    /** Reciprocity r. */
    RECIPROCITY(NetworkDefinitions.RECIPROCITY),
    /** Reciprocity beyond chance, rho. */
    RHO(NetworkDefinitions.RHO),
    /** Weighted reciprocity. */
    WEIGHTED_RECIPROCITY(NetworkDefinitions.WEIGHTED_RECIPROCITY),
    /** Generalised reciprocity. */
    GENERALISED_RECIPROCITY(NetworkDefinitions.GENERALISED_RECIPROCITY),
    /** Mutual pairs. */
    MUTUAL_PAIRS(NetworkDefinitions.MUTUAL_PAIRS),
    /** Separate networks. */
    NETWORK_COMPONENTS(NetworkDefinitions.NETWORK_COMPONENTS),
    /** Isolated. */
    ISOLATED(NetworkDefinitions.ISOLATED),
    /** Without a tie. */
    WITHOUT_TIE(NetworkDefinitions.WITHOUT_TIE),
    /** Circles of giving. */
    STRONG_COMPONENTS(NetworkDefinitions.STRONG_COMPONENTS),
    /** Mean degree. */
    MEAN_PARTNERS(NetworkDefinitions.MEAN_PARTNERS),
    /** Ego density. */
    EGO_DENSITY(NetworkDefinitions.EGO_DENSITY),
    /** New ties per participant and month. */
    NEW_TIES(NetworkDefinitions.NEW_TIES),
    /** Bridges between agencies. */
    AGENCY_BRIDGES(NetworkDefinitions.AGENCY_BRIDGES),
    // Assets
    /** Share with an offer and a request. */
    OFFER_AND_REQUEST_SHARE(AssetsDefinitions.OFFER_AND_REQUEST_SHARE),
    /** Capacity offered. */
    CAPACITY_OFFERED(AssetsDefinitions.CAPACITY_OFFERED),
    /** Capacity used. */
    CAPACITY_USED(AssetsDefinitions.CAPACITY_USED),
    /** Capacity never asked for. */
    CAPACITY_NEVER_ASKED_FOR(AssetsDefinitions.CAPACITY_NEVER_ASKED_FOR),
    // Matching
    /** Offers. */
    OFFERS(MatchingDefinitions.OFFERS),
    /** Requests. */
    REQUESTS(MatchingDefinitions.REQUESTS),
    /** Matches proposed. */
    MATCHES_PROPOSED(MatchingDefinitions.MATCHES_PROPOSED),
    /** Matches agreed. */
    MATCHES_AGREED(MatchingDefinitions.MATCHES_AGREED),
    /** Matches declined. */
    MATCHES_DECLINED(MatchingDefinitions.MATCHES_DECLINED),
    /** Matches fulfilled. */
    MATCHES_FULFILLED(MatchingDefinitions.MATCHES_FULFILLED),
    /** Fulfilment. */
    FULFILMENT_SHARE(MatchingDefinitions.FULFILMENT_SHARE),
    /** Requests lapsed. */
    REQUESTS_LAPSED(MatchingDefinitions.REQUESTS_LAPSED),
    /** Hours unmet. */
    HOURS_UNMET(MatchingDefinitions.HOURS_UNMET),
    /** Days to match. */
    DAYS_TO_MATCH(MatchingDefinitions.DAYS_TO_MATCH),
    // Credit
    /** Credit outstanding. */
    OUTSTANDING(CreditDefinitions.OUTSTANDING),
    /** Velocity of credit. */
    VELOCITY(CreditDefinitions.VELOCITY),
    /** Dispersion of balances. */
    BALANCE_DISPERSION(CreditDefinitions.BALANCE_DISPERSION),
    /** Redemption liability. */
    REDEMPTION_LIABILITY(CreditDefinitions.REDEMPTION_LIABILITY),
    /** Given back by agencies. */
    GIVEN_BACK(CreditDefinitions.GIVEN_BACK),
    // Integrity
    /** Confirmed by the other party. */
    CONFIRMED_SHARE(IntegrityDefinitions.CONFIRMED_SHARE),
    /** Self-recorded share. */
    SELF_RECORDED_SHARE(IntegrityDefinitions.SELF_RECORDED_SHARE),
    /** Disputes. */
    DISPUTES(IntegrityDefinitions.DISPUTES),
    /** Late entries. */
    LATE_ENTRIES(IntegrityDefinitions.LATE_ENTRIES),
    // Upstream
    /** Failure demand. */
    FAILURE_DEMAND(UpstreamDefinitions.FAILURE_DEMAND),
    /** Leverage. */
    LEVERAGE(UpstreamDefinitions.LEVERAGE),
    // Profile
    /** Profile: capabilities. */
    PROFILE_CAPABILITIES(ProfileDefinitions.PROFILE_CAPABILITIES),
    /** Profile: reciprocity. */
    PROFILE_RECIPROCITY(ProfileDefinitions.PROFILE_RECIPROCITY),
    /** Profile: mutual support. */
    PROFILE_MUTUAL_SUPPORT(ProfileDefinitions.PROFILE_MUTUAL_SUPPORT),
    /** Profile: blurred roles. */
    PROFILE_BLURRED_ROLES(ProfileDefinitions.PROFILE_BLURRED_ROLES),
    /** Profile: catalyst. */
    PROFILE_CATALYST(ProfileDefinitions.PROFILE_CATALYST),
    /** Profile: assets. */
    PROFILE_ASSETS(ProfileDefinitions.PROFILE_ASSETS),
    // The three by three of design and delivery
    /** Design and delivery: declared and observed. */
    CELL_DIFFERENCE(CellsDefinitions.CELL_DIFFERENCE),
    /** Users' share of design. */
    DESIGN_BY_USERS(CellsDefinitions.DESIGN_BY_USERS),
    /** Users' share of delivery. */
    DELIVERY_BY_USERS(CellsDefinitions.DELIVERY_BY_USERS),
    // Cases
    /** Cases. */
    CASES(CaseDefinitions.CASES),
    /** People harmed. */
    PEOPLE_HARMED(CaseDefinitions.PEOPLE_HARMED),
    /** Role reversal. */
    ROLE_REVERSAL(CaseDefinitions.ROLE_REVERSAL),
    /** Support cost difference. */
    SUPPORT_COST_DIFFERENCE(CaseDefinitions.SUPPORT_COST_DIFFERENCE),
    // Outcome
    /** Change of measures. */
    MEASURE_CHANGE(OutcomeDefinitions.MEASURE_CHANGE),
    /** Beyond the cut-off. */
    BEYOND_CUT_OFF(OutcomeDefinitions.BEYOND_CUT_OFF),
    /** Change of service use. */
    SERVICE_USE_CHANGE(OutcomeDefinitions.SERVICE_USE_CHANGE),
    /** Rate of an event. */
    FOLLOW_UP_RATE(OutcomeDefinitions.FOLLOW_UP_RATE),
    // Money
    /** Costs borne. */
    COSTS_BORNE(MoneyDefinitions.COSTS_BORNE),
    /** Benefits accrued. */
    BENEFITS_ACCRUED(MoneyDefinitions.BENEFITS_ACCRUED),
    /** Prevention share. */
    PREVENTION_SHARE(MoneyDefinitions.PREVENTION_SHARE);

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final Definition definition;

    Figure(Definition definition) {
        this.definition = definition;
    }

    /** How it is asked for. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How people call it. */
    public String title() {
        return definition.title();
    }

    /** What it is, in a sentence. */
    public String definition() {
        return definition.definition();
    }

    /** How it is computed. */
    public String formula() {
        return definition.formula();
    }

    /** What it counts. */
    public Unit unit() {
        return definition.unit();
    }

    /** What to beware of; nothing for some. */
    public Optional<String> caveat() {
        return Optional.of(definition.caveat()).filter(caveat -> !caveat.isEmpty());
    }

    /** The figure to look at beside it, since a number used as a target stops measuring. */
    public String counterFigure() {
        return definition.counterFigure();
    }

    /** Whether it is told by one band at a time. */
    public boolean hasBands() {
        return definition.sources().contains(Source.BANDS);
    }

    /** The codes of those that are told by bands. */
    public static List<String> withBands() {
        return Arrays.stream(values())
                .filter(Figure::hasBands)
                .map(Figure::code)
                .toList();
    }

    Set<Source> sources() {
        return definition.sources();
    }

    /** The types of the events it is made of. */
    public List<String> sourceEvents() {
        return definition.sources().stream()
                .flatMap(source -> source.events().stream())
                .distinct()
                .sorted()
                .map(event -> "org.reciprocity." + event + ".v1")
                .toList();
    }

    /** The figure of a code, if there is one. */
    public static Optional<Figure> of(String code) {
        return Arrays.stream(values())
                .filter(figure -> figure.code().equals(code))
                .findFirst();
    }
}
