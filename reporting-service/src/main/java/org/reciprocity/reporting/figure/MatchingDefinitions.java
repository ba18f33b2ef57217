package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: matching. */
final class MatchingDefinitions {
    static final Definition OFFERS = new Definition(
            "Offers",
            "Offers made in the period.",
            "count(offers)",
            Unit.OFFERS,
            Set.of(Source.MATCHES),
            "",
            "requests");

    static final Definition REQUESTS = new Definition(
            "Requests",
            "Requests made in the period; the answers to what could be given in return stand in the parts.",
            "count(requests)",
            Unit.REQUESTS,
            Set.of(Source.MATCHES),
            "",
            "offers");

    static final Definition MATCHES_PROPOSED = new Definition(
            "Matches proposed",
            "Proposals of a giver to a receiver made in the period.",
            "count(proposals)",
            Unit.MATCHES,
            Set.of(Source.MATCHES),
            "",
            "matches-fulfilled");

    static final Definition MATCHES_AGREED = new Definition(
            "Matches agreed",
            "Proposals that both sides accepted in the period.",
            "count(accepted by both)",
            Unit.MATCHES,
            Set.of(Source.MATCHES),
            "",
            "matches-declined");

    static final Definition MATCHES_DECLINED = new Definition(
            "Matches declined",
            "Proposals that one side declined in the period; reasons stand in the parts.",
            "count(declined)",
            Unit.MATCHES,
            Set.of(Source.MATCHES),
            "A decline says nothing about anybody.",
            "matches-agreed");

    static final Definition MATCHES_FULFILLED = new Definition(
            "Matches fulfilled",
            "Matches whose exchange settled in the period and was not reversed, then or later; of a programme, those whose exchange belongs to it.",
            "count(fulfilled in the period, not undone)",
            Unit.MATCHES,
            Set.of(Source.FULFILMENTS),
            "One recorded by the first releases names no programme: it counts in the community alone.",
            "requests");

    static final Definition FULFILMENT_SHARE = new Definition(
            "Fulfilment",
            "The share of the requests made in the period of which a match was carried out, whenever that was.",
            "requests with a match fulfilled and not taken back / requests",
            Unit.RATIO,
            Set.of(Source.REQUESTS),
            "It grows for a while after the period: what was asked last is fulfilled last.",
            "matches-declined");

    static final Definition REQUESTS_LAPSED = new Definition(
            "Requests lapsed",
            "Requests made in the period whose time passed without a match being carried out, by reason (nobody was proposed, all declined, nobody answered, or agreed and not carried out), by skill, and by the weekday on which the request begins. Withdrawn ones are not among them.",
            "count(requests past their end, not fulfilled, not withdrawn)",
            Unit.REQUESTS,
            Set.of(Source.REQUESTS),
            "Time is as far as the community's matching is recorded, not the present.",
            "fulfilment-share");

    static final Definition HOURS_UNMET = new Definition(
            "Hours unmet",
            "Hours asked for in requests made in the period, whose time has passed and which were not withdrawn, less those given through a match; by skill and by the weekday on which the request begins.",
            "sum(max(0, minutes asked for - minutes fulfilled)) / 60",
            Unit.HOURS,
            Set.of(Source.REQUESTS),
            "Needs that nobody wrote down are not in here.",
            "capacity-never-asked-for");

    static final Definition DAYS_TO_MATCH = new Definition(
            "Days to match",
            "Days from a request to the first match that both sides accepted, of the requests made in the period; the median, by the calendar of the community. Those still waiting are counted in the parts.",
            "median(day of first agreement - day of request)",
            Unit.DAYS,
            Set.of(Source.REQUESTS),
            "Those matched soon are known first: while many are waiting the median is too low.",
            "never-matched");

    private MatchingDefinitions() {}
}
