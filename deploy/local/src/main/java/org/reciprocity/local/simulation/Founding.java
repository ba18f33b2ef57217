package org.reciprocity.local.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;

/** The registry: agencies, the community, programmes, people and their enrolments; and the credit they start from. */
final class Founding {
    private static final int MOST_LEGS = 100;

    private final Year year;
    private final Ledger ledger;

    Founding(Year year, Ledger ledger) {
        this.year = year;
        this.ledger = ledger;
    }

    void found() {
        var scenario = year.scenario();
        var batch = year.batch();
        for (var agency : scenario.agencies()) {
            batch.add(new Act.RegisterAgency(Caller.OPERATOR, Ids.agency(agency.code()), agency.code(), agency.name()));
        }
        batch.flush();
        batch.add(new Act.FoundCommunity(Caller.OPERATOR, year.community(), year.lead(), scenario.community()));
        batch.flush();
        for (var agency : scenario.agencies()) {
            if (!agency.code().equals(scenario.community().lead())) {
                batch.add(new Act.AdmitAgency(
                        year.steward(), year.community(), Ids.agency(agency.code()), agency.roles()));
            }
        }
        batch.flush();
        for (var programme : scenario.programmes()) {
            var owner = Caller.broker(Ids.agency(programme.agency()));
            batch.add(new Act.OpenProgramme(owner, year.programme(programme.code()), year.community(), programme));
        }
        batch.flush();
        year.people().all().forEach(this::register);
        batch.flush();
        year.people().all().forEach(this::enrol);
        batch.flush();
    }

    private void register(Person person) {
        var group = person.group();
        var agency = group.registeredBy() == null ? year.lead() : Ids.agency(group.registeredBy());
        year.batch()
                .add(new Act.RegisterParticipant(
                        Caller.broker(agency),
                        person.id(),
                        year.community(),
                        group.kind(),
                        person.size(),
                        group.roles(),
                        person.area(),
                        group.group() + "-" + person.number()));
    }

    private void enrol(Person person) {
        for (var enrolment : person.group().enrolments()) {
            year.batch()
                    .add(new Act.Enrol(
                            year.broker(),
                            enrolment(person, enrolment),
                            person.id(),
                            year.programme(enrolment.programme()),
                            enrolment.role(),
                            enrolment.arm(),
                            year.calendar().date(person.joins())));
        }
    }

    private UUID enrolment(Person person, Scenario.Enrolment enrolment) {
        return year.id("enrolment", person.id(), enrolment.programme());
    }

    /** Credit for the week, and goodbye to those who leave in it. */
    void play(int week) {
        for (var issuance : year.scenario().issuance()) {
            if (year.book().balanceAfter(year.accountOf(issuance.to())) < issuance.below()) {
                issue(issuance, week);
            }
        }
        year.batch().flush();
        for (var grant : year.scenario().grants()) {
            if (grant.week() == week) {
                grant(grant, week);
            }
        }
        for (var person : year.people().all()) {
            if (person.leaves() == week) {
                for (var enrolment : person.group().enrolments()) {
                    year.batch()
                            .add(new Act.EndEnrolment(
                                    year.broker(),
                                    enrolment(person, enrolment),
                                    year.calendar().date(week)));
                }
            }
        }
    }

    private void issue(Scenario.Issuance issuance, int week) {
        var party = year.partyOf(issuance.to());
        var legs = new ArrayList<Act.Leg>();
        for (int left = issuance.minutes(); left > 0; left -= year.longestLeg()) {
            int minutes = Math.min(left, year.longestLeg());
            legs.add(new Act.Leg(party, Optional.empty(), minutes, "member", "member"));
        }
        given("issuance", Optional.empty(), legs, week);
    }

    private void grant(Scenario.Grant grant, int week) {
        var programme = year.programmeIfAny(grant.programme());
        var pot = Optional.of(year.community());
        var legs = new ArrayList<Act.Leg>();
        if (grant.toAgency() != null) {
            legs.add(new Act.Leg(Ids.agency(grant.toAgency()), pot, grant.minutes(), "member", "member"));
        } else {
            for (var person : year.people().in(List.of(grant.toGroup()))) {
                if (person.isHere(week)
                        && year.chance("grant", week, person.id()).holds(grant.share())) {
                    legs.add(new Act.Leg(person.id(), pot, grant.minutes(), "member", "member"));
                }
            }
        }
        given("grant", programme, legs, week);
    }

    private void given(String kind, Optional<UUID> programme, List<Act.Leg> legs, int week) {
        var at = year.calendar().noon(year.calendar().date(week));
        for (int from = 0; from < legs.size(); from += MOST_LEGS) {
            var some = List.copyOf(legs.subList(from, Math.min(legs.size(), from + MOST_LEGS)));
            var draft =
                    new Draft(year.steward(), kind, programme, at, Optional.empty(), Optional.empty(), some, List.of());
            if (!ledger.record(draft)) {
                throw new IllegalStateException("Scenario " + year.scenario().name() + ": the " + kind + " of week "
                        + week + " breaks a limit");
            }
        }
    }
}
