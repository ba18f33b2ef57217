package org.reciprocity.local.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;

/** What people do in a week: hours given to each other, to agencies and in teams, and credit spent at partners. */
final class Activities {
    private static final int TRIES_TO_FIND_SOMEBODY = 6;

    private final Year year;
    private final Ledger ledger;

    Activities(Year year, Ledger ledger) {
        this.year = year;
        this.ledger = ledger;
    }

    /** Something that somebody means to do. */
    private record Intention(Instant at, String id, Runnable deed) {}

    void play(int week) {
        var intentions = new ArrayList<Intention>();
        var scenario = year.scenario();
        int number = 0;
        for (var contribution : scenario.contributions()) {
            if (isOn(contribution.weeks(), week)) {
                var what = "contribution-" + number;
                each(
                        intentions,
                        what,
                        week,
                        contribution.by(),
                        contribution.perWeek(),
                        (person, at, chance) -> contribute(contribution, person, at, chance));
            }
            number++;
        }
        for (var service : scenario.services()) {
            if (isOn(service.weeks(), week)) {
                var what = "service-" + number;
                each(
                        intentions,
                        what,
                        week,
                        service.by(),
                        service.perWeek(),
                        (person, at, chance) -> serve(service, person, week, at, chance));
            }
            number++;
        }
        for (var redemption : scenario.redemptions()) {
            var what = "redemption-" + number;
            each(
                    intentions,
                    what,
                    week,
                    redemption.by(),
                    redemption.perWeek(),
                    (person, at, chance) -> redeem(redemption, person, week, at, chance));
            number++;
        }
        for (var session : scenario.sessions()) {
            if (isOn(session.weeks(), week)) {
                sessions(intentions, "session-" + number, session, week);
            }
            number++;
        }
        intentions.sort(Comparator.comparing(Intention::at).thenComparing(Intention::id));
        intentions.forEach(intention -> intention.deed().run());
    }

    private static boolean isOn(List<org.reciprocity.local.scenario.Range> weeks, int week) {
        return weeks.stream().anyMatch(range -> range.contains(week));
    }

    private interface Deed {
        void by(Person person, Instant at, Chance chance);
    }

    private void each(
            List<Intention> intentions, String what, int week, List<String> groups, double perWeek, Deed deed) {
        for (var person : year.people().in(groups)) {
            if (person.isActive(week)) {
                var chance = year.chance(what, week, person.id());
                int times = chance.poisson(perWeek * person.pace());
                for (int time = 0; time < times; time++) {
                    var at = year.calendar().sometimeIn(week, chance);
                    var own = year.chance(what, week, person.id(), time);
                    intentions.add(new Intention(at, person.id() + "-" + time, () -> deed.by(person, at, own)));
                }
            }
        }
    }

    private void contribute(Scenario.Contribution contribution, Person person, Instant at, Chance chance) {
        var leg = new Act.Leg(
                person.id(),
                Optional.of(year.partyOf(contribution.to())),
                chance.minutesIn(contribution.minutes()),
                person.group().stands(),
                "member");
        ledger.record(new Draft(
                recipientsBroker(contribution.to()),
                "contribution",
                year.programmeIfAny(contribution.programme()),
                at,
                Optional.of(person.skillOf(
                        contribution.skills(), chance, year.scenario().seed())),
                Optional.empty(),
                List.of(leg),
                List.of(person.id())));
    }

    /** Who receives is the other party, so it records: the agency itself, or the lead for the pot. */
    private Caller recipientsBroker(String agencyOrPot) {
        return Scenario.POT.equals(agencyOrPot) ? year.broker() : Caller.broker(Ids.agency(agencyOrPot));
    }

    private void serve(Scenario.Service service, Person giver, int week, Instant at, Chance chance) {
        int minutes = chance.minutesIn(service.minutes());
        var skill = giver.skillOf(service.skills(), chance, year.scenario().seed());
        var others = year.people().in(service.to());
        for (int attempt = 0; attempt < TRIES_TO_FIND_SOMEBODY; attempt++) {
            var known = giver.visited().stream().filter(others::contains).toList();
            var receiver =
                    !known.isEmpty() && chance.holds(service.again()) ? chance.oneOf(known) : chance.oneOf(others);
            if (receiver != giver && receiver.isActive(week) && give(service, giver, receiver, minutes, skill, at)) {
                giver.visit(receiver);
                return;
            }
        }
    }

    private boolean give(
            Scenario.Service service, Person giver, Person receiver, int minutes, String skill, Instant at) {
        var leg = new Act.Leg(
                giver.id(),
                Optional.of(receiver.id()),
                minutes,
                giver.group().stands(),
                receiver.group().stands());
        return ledger.record(new Draft(
                year.broker(),
                "service",
                year.programmeIfAny(service.programme()),
                at,
                Optional.of(skill),
                Optional.empty(),
                List.of(leg),
                List.of(giver.id(), receiver.id())));
    }

    private void redeem(Scenario.Redemption redemption, Person person, int week, Instant at, Chance chance) {
        var open = redemption.at().stream()
                .filter(item -> isOn(item.weeks(), week))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        var item = chance.oneOf(open, Scenario.Item::weight);
        if (year.book().balanceAfter(person.account()) - item.minutes() < redemption.keeps()) {
            return;
        }
        var leg = new Act.Leg(
                Ids.agency(item.agency()),
                Optional.of(person.id()),
                item.minutes(),
                "member",
                person.group().stands());
        ledger.record(new Draft(
                Caller.broker(Ids.agency(item.agency())),
                "redemption",
                year.programmeIfAny(redemption.programme()),
                at,
                Optional.ofNullable(item.skill()),
                Optional.empty(),
                List.of(leg),
                List.of(person.id())));
    }

    private void sessions(List<Intention> intentions, String what, Scenario.Session session, int week) {
        var people = year.people().in(session.of());
        int teams = (people.size() + session.teamsOf() - 1) / session.teamsOf();
        for (int team = 0; team < teams; team++) {
            var members =
                    people.subList(team * session.teamsOf(), Math.min(people.size(), (team + 1) * session.teamsOf()));
            var skill = session.skills().get(team % session.skills().size());
            var day = session.days().get(team % session.days().size());
            var at = year.calendar().at(week, day, session.at());
            var id = "team-" + team;
            intentions.add(new Intention(at, what + id, () -> meet(what + id, session, members, skill, week, at)));
        }
    }

    private void meet(String team, Scenario.Session session, List<Person> members, String skill, int week, Instant at) {
        var legs = new ArrayList<Act.Leg>();
        var parties = new ArrayList<UUID>();
        for (var person : members) {
            if (person.isActive(week) && year.chance(team, week, person.id()).holds(session.attendance())) {
                legs.add(new Act.Leg(
                        person.id(),
                        Optional.of(year.partyOf(session.to())),
                        session.minutes(),
                        person.group().stands(),
                        "member"));
                parties.add(person.id());
            }
        }
        if (!legs.isEmpty()) {
            ledger.record(new Draft(
                    recipientsBroker(session.to()),
                    "contribution",
                    year.programmeIfAny(session.programme()),
                    at,
                    Optional.of(skill),
                    Optional.empty(),
                    legs,
                    parties));
        }
    }
}
