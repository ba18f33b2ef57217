package org.reciprocity.local.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Scenario;

/** Offers, requests and the rounds that bring them together; what both sides accept mostly happens within weeks. */
final class Introductions {
    private final Year year;
    private final Ledger ledger;
    private final Desk desk;
    private final Scenario.Matching matching;
    private final Duties duties;
    private int agreed;
    private int fulfilled;
    private int rounds;

    Introductions(Year year, Ledger ledger, Desk desk, Duties duties) {
        this.year = year;
        this.ledger = ledger;
        this.desk = desk;
        this.matching = year.scenario().matching();
        this.duties = duties;
    }

    /** Proposals that both sides accepted. */
    int agreed() {
        return agreed;
    }

    /** Those of them that a settled exchange fulfilled. */
    int fulfilled() {
        return fulfilled;
    }

    void play(int week) {
        if (matching == null) {
            return;
        }
        matching.offers().forEach(offers -> offer(offers, week));
        int number = 0;
        for (var requests : matching.requests()) {
            request(requests, number++, week);
        }
        if (week >= matching.firstWeek() && (week - matching.firstWeek()) % matching.everyWeeks() == 0) {
            round();
        }
    }

    private void offer(Scenario.Offers offers, int week) {
        for (var person : year.people().in(offers.by())) {
            var chance = year.chance("offer", String.join(",", offers.by()), person.id());
            if (person.joins() == week && person.isActive(week) && chance.holds(offers.share())) {
                var id = year.id("offer", person.id(), String.join(",", offers.by()));
                year.batch().add(offer(id, offers, person, week, chance));
            }
        }
    }

    private Act.Offer offer(UUID id, Scenario.Offers offers, Person person, int week, Chance chance) {
        return new Act.Offer(
                year.broker(),
                id,
                year.community(),
                person.id(),
                chance.oneOf(offers.skills()),
                chance.minutesIn(offers.minutes()),
                person.area(),
                person.languages(),
                offers.maxDistance(),
                year.calendar().date(week));
    }

    private void request(Scenario.Requests requests, int number, int week) {
        for (var person : year.people().in(requests.by())) {
            if (person.isActive(week)) {
                var chance = year.chance("request", number, week, person.id());
                int times = chance.poisson(requests.perWeek());
                for (int time = 0; time < times; time++) {
                    year.batch().add(request(requests, number, week, person, time, chance));
                }
            }
        }
    }

    private Act.Request request(
            Scenario.Requests requests, int number, int week, Person person, int time, Chance chance) {
        var id = year.id("request", number, week, person.id(), time);
        var from = year.calendar().date(week);
        Optional<Act.Offer> couldGive = Optional.empty();
        if (!matching.offers().isEmpty() && chance.holds(requests.couldGive())) {
            var offers = chance.oneOf(matching.offers());
            couldGive = Optional.of(offer(year.id("offer-with", id), offers, person, week, chance));
        }
        return new Act.Request(
                year.broker(),
                id,
                year.community(),
                person.id(),
                chance.oneOf(requests.skills()),
                chance.minutesIn(requests.minutes()),
                person.area(),
                from,
                matching.standUntil(),
                chance.holds(requests.failureElsewhere()),
                couldGive);
    }

    private void round() {
        year.batch().flush();
        var id = year.id("round", rounds++);
        var proposals = desk
                .round(new Act.RunRound(
                        year.broker(),
                        id,
                        year.community(),
                        Optional.ofNullable(matching.model()),
                        Optional.ofNullable(matching.preset())))
                .stream()
                .sorted(Comparator.comparing(Desk.Proposal::request).thenComparing(Desk.Proposal::offer))
                .toList();
        var agreeable = proposals.stream()
                .filter(proposal -> answer(proposal, "giver", matching.giver()))
                .toList();
        year.batch().flush();
        var accepted = agreeable.stream()
                .filter(proposal -> answer(proposal, "receiver", matching.receiver()))
                .toList();
        year.batch().flush();
        accepted.forEach(this::agree);
    }

    private boolean answer(Desk.Proposal proposal, String side, Scenario.Decision decision) {
        var chance = year.chance("answer", proposal.request(), proposal.offer(), side);
        boolean accepts = chance.holds(decision.accepts());
        year.batch()
                .add(
                        accepts
                                ? new Act.Accept(year.broker(), proposal.id(), side)
                                : new Act.Decline(
                                        year.broker(), proposal.id(), side, chance.oneOf(decision.declines())));
        return accepts;
    }

    private void agree(Desk.Proposal proposal) {
        agreed++;
        var chance = year.chance("meeting", proposal.request(), proposal.offer());
        if (!chance.holds(matching.fulfilled())) {
            return;
        }
        int weeks = 1 + chance.below(Math.max(1, matching.fulfilledWithinWeeks()));
        ledger.later(weeks, () -> meet(proposal, chance));
    }

    private void meet(Desk.Proposal proposal, Chance chance) {
        var giver = year.people().of(proposal.giver());
        var receiver = year.people().of(proposal.receiver());
        var leg = new Act.Leg(
                giver.id(),
                Optional.of(receiver.id()),
                proposal.minutes(),
                giver.group().stands(),
                receiver.group().stands());
        boolean recorded = ledger.recordMatched(new Draft(
                year.broker(),
                "service",
                programme(receiver),
                year.calendar().sometimeIn(ledger.week(), chance),
                Optional.of(proposal.skill()),
                Optional.of(proposal.id()),
                duties.caseOf(proposal.offer()),
                List.of(leg),
                List.of(giver.id(), receiver.id())));
        if (recorded) {
            giver.visit(receiver);
            duties.served(proposal.offer(), proposal.minutes());
            fulfilled++;
        }
    }

    private Optional<UUID> programme(Person person) {
        return person.group().enrolments().stream().findFirst().map(enrolment -> year.programme(enrolment.programme()));
    }
}
