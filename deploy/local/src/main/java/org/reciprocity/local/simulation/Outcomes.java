package org.reciprocity.local.simulation;

import org.reciprocity.local.scenario.Scenario;

/** What is asked of people in waves, and how often they used a service before and after. */
final class Outcomes {
    private final Year year;
    private int recorded;

    Outcomes(Year year) {
        this.year = year;
    }

    /** How many measures and service uses were recorded. */
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
    }

    /** A person's place in the list of scores is their own distance from the mean, which stays, and a little chance. */
    private void ask(Scenario.Measure measure, Scenario.Wave wave, int week) {
        for (var person : year.people().in(measure.of())) {
            var enrolment = enrolment(person, measure.programme());
            var chance = year.chance("measure", measure.instrument(), wave.wave(), person.id());
            if (enrolment == null || !person.isHere(week) || !chance.holds(measure.response())) {
                continue;
            }
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

    private void count(Scenario.ServiceUse use, int number, int week) {
        for (var person : year.people().in(use.of())) {
            var enrolment = enrolment(person, use.programme());
            var chance = year.chance("service-use", number, person.id());
            if (enrolment == null || !person.isHere(week) || !chance.holds(use.share())) {
                continue;
            }
            double own = chance.logNormal(0.5);
            year.batch()
                    .add(new Act.ServiceUse(
                            year.broker(),
                            year.id("service-use", number, person.id()),
                            year.programme(use.programme()),
                            person.id(),
                            use.type(),
                            enrolment.arm(),
                            chance.poisson(use.before() * own),
                            chance.poisson(use.after() * own),
                            use.days()));
            recorded++;
        }
    }

    private static Scenario.Enrolment enrolment(Person person, String programme) {
        return person.group().enrolments().stream()
                .filter(enrolment -> enrolment.programme().equals(programme))
                .findFirst()
                .orElse(null);
    }
}
