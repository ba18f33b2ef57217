package org.reciprocity.local.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.local.scenario.Recorded;
import org.reciprocity.local.scenario.Scenario;

/** What is asked of people in waves, how often they used a service before and after, and what came of them. */
final class Outcomes {
    private final Year year;
    private final Duties duties;

    /** Who has told a baseline, by programme and instrument: only they can be asked again. */
    private final Set<String> told = new HashSet<>();

    private int recorded;

    Outcomes(Year year, Duties duties) {
        this.year = year;
        this.duties = duties;
    }

    /** How many measures, service uses and follow-ups were recorded. */
    int recorded() {
        return recorded;
    }

    void play(int week) {
        for (var measure : year.scenario().measures()) {
            for (var wave : measure.waves()) {
                if (wave.week() == week) {
                    ask(measure, wave, week);
                }
            }
        }
        int number = 0;
        for (var use : year.scenario().serviceUses()) {
            if (use.week() == week) {
                count(use, number, week);
            }
            number++;
        }
        number = 0;
        for (var followUp : year.scenario().followUps()) {
            if (followUp.week() == week) {
                followUp(followUp, number, week);
            }
            number++;
        }
    }

    /** A person's place in the list of scores is their own distance from the mean, which stays, and a little chance. */
    private void ask(Recorded.Measure measure, Recorded.Wave wave, int week) {
        for (var person : year.people().in(measure.of())) {
            var enrolment = enrolment(person, measure.programme());
            var chance = year.chance("measure", measure.instrument(), wave.wave(), person.id());
            var baseline = measure.programme() + " " + measure.instrument() + " " + person.id();
            if (enrolment == null
                    || !person.isHere(week)
                    || !chance.holds(measure.response())
                    || (wave.wave() > 0 && !told.contains(baseline))) {
                continue;
            }
            told.add(baseline);
            double own = year.chance("disposition", measure.instrument(), person.id())
                    .normal();
            double place = wave.mean() + measure.spread() * (0.8 * own + 0.6 * chance.normal());
            int index = Math.clamp(Math.round(place), 0, measure.scores().size() - 1);
            year.batch()
                    .add(new Act.Measure(
                            year.broker(),
                            year.id("measure", measure.instrument(), wave.wave(), person.id()),
                            year.programme(measure.programme()),
                            person.id(),
                            measure.instrument(),
                            wave.wave(),
                            enrolment.arm(),
                            measure.scores().get(index),
                            year.calendar().date(week).plusDays(chance.below(7))));
            recorded++;
        }
    }

    private void count(Recorded.ServiceUse use, int number, int week) {
        if (use.groupSize() != null) {
            record(
                    use,
                    year.id("service-use", number),
                    new Act.Subject.Group(use.groupSize()),
                    use.arm(),
                    use.beforeTotal(),
                    use.afterTotal());
            return;
        }
        var users = new ArrayList<Person>();
        for (var person : year.people().in(use.of())) {
            var chance = year.chance("service-use", number, person.id());
            if (enrolment(person, use.programme()) != null && person.isHere(week) && chance.holds(use.share())) {
                users.add(person);
            }
        }
        var dealt = use.beforeTotal() == null ? null : year.chance("service-use", number);
        var before = dealt == null ? null : dealt.deal(use.beforeTotal(), users.size());
        var after = dealt == null ? null : dealt.deal(use.afterTotal(), users.size());
        for (int i = 0; i < users.size(); i++) {
            var person = users.get(i);
            var chance = year.chance("service-use", number, person.id(), "times");
            double own = chance.logNormal(0.5);
            record(
                    use,
                    year.id("service-use", number, person.id()),
                    new Act.Subject.Participant(person.id()),
                    enrolment(person, use.programme()).arm(),
                    before == null ? chance.poisson(use.before() * own) : before[i],
                    after == null ? chance.poisson(use.after() * own) : after[i]);
        }
    }

    private void record(Recorded.ServiceUse use, UUID id, Act.Subject subject, String arm, int before, int after) {
        year.batch()
                .add(new Act.ServiceUse(
                        year.broker(),
                        id,
                        year.programme(use.programme()),
                        subject,
                        use.type(),
                        arm,
                        before,
                        after,
                        use.days()));
        recorded++;
    }

    private void followUp(Recorded.FollowUp followUp, int number, int week) {
        if (followUp.of().isEmpty()) {
            var came = new Act.Came(followUp.yes(), followUp.no(), followUp.lost());
            record(
                    followUp,
                    year.id("follow-up", number),
                    new Act.Subject.Group(came.yes() + came.no() + came.lost()),
                    followUp.arm(),
                    came,
                    week);
            return;
        }
        var people = new ArrayList<Person>();
        for (var person : year.people().in(followUp.of())) {
            if (enrolment(person, followUp.programme()) != null && hasCase(followUp, person)) {
                people.add(person);
            }
        }
        if (people.size() < followUp.yes() + followUp.no() + followUp.lost()) {
            throw new IllegalStateException("Scenario " + year.scenario().name() + ": only " + people.size()
                    + " people can be asked about " + followUp.event());
        }
        year.chance("follow-up", number).shuffle(people);
        for (int i = 0; i < followUp.yes() + followUp.no() + followUp.lost(); i++) {
            var person = people.get(i);
            record(
                    followUp,
                    year.id("follow-up", number, person.id()),
                    followUp.cases()
                            ? new Act.Subject.Case(duties.caseOf(person).orElseThrow())
                            : new Act.Subject.Participant(person.id()),
                    enrolment(person, followUp.programme()).arm(),
                    i < followUp.yes()
                            ? new Act.Came(1, 0, 0)
                            : i < followUp.yes() + followUp.no() ? new Act.Came(0, 1, 0) : new Act.Came(0, 0, 1),
                    week);
        }
    }

    private boolean hasCase(Recorded.FollowUp followUp, Person person) {
        return !followUp.cases() || duties.caseOf(person).isPresent();
    }

    private void record(Recorded.FollowUp followUp, UUID id, Act.Subject subject, String arm, Act.Came came, int week) {
        year.batch()
                .add(new Act.FollowUp(
                        year.broker(),
                        id,
                        year.programme(followUp.programme()),
                        subject,
                        followUp.event(),
                        arm,
                        followUp.windowMonths(),
                        came,
                        followUp.on() == null ? year.calendar().date(week) : followUp.on()));
        recorded++;
    }

    private static Scenario.Enrolment enrolment(Person person, String programme) {
        return person.group().enrolments().stream()
                .filter(enrolment -> enrolment.programme().equals(programme))
                .findFirst()
                .orElse(null);
    }
}
