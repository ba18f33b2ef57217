package org.reciprocity.local.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.local.scenario.Scenario;

/**
 * A scenario's years, played week by week. The same scenario makes the same acts every time, given the same proposals from
 * the rounds; acts that are done together never depend on each other's order.
 */
public final class Simulation {
    private final Year year;
    private final Desk desk;
    private final Ledger ledger;
    private final Founding founding;
    private final Duties duties;
    private final Placements placements;
    private final Introductions introductions;
    private final Activities activities;
    private final Outcomes outcomes;
    private final Records records;

    /** Nothing is played yet. */
    public Simulation(Scenario scenario, Desk desk) {
        this.desk = desk;
        this.year = new Year(scenario, desk);
        this.ledger = new Ledger(year);
        this.founding = new Founding(year, ledger);
        this.duties = new Duties(year, ledger);
        this.placements = new Placements(year);
        this.introductions = new Introductions(year, ledger, desk, duties);
        this.activities = new Activities(year, ledger);
        this.outcomes = new Outcomes(year, duties);
        this.records = new Records(year);
    }

    /** Founds the community and registers who is in it. */
    public void found() {
        founding.found();
        records.begin();
    }

    /** Plays it from the first week to the end, once it is founded, and says what must have come of it. */
    public Expectation play() {
        int weeks = year.scenario().weeks();
        for (int week = 0; week < weeks; week++) {
            ledger.begin(week);
            founding.play(week);
            duties.play(week);
            placements.play(week);
            introductions.play(week);
            activities.play(week);
            outcomes.play(week);
            year.batch().flush();
            desk.played(week + 1, weeks);
        }
        ledger.end();
        year.batch().flush();
        records.end();
        return new Expectation(
                year.scenario(),
                year.community(),
                ledger.states(),
                introductions.agreed(),
                introductions.fulfilled(),
                outcomes.recorded(),
                cases(),
                year.book().balances());
    }

    private Map<UUID, String> cases() {
        var cases = new HashMap<>(duties.states());
        cases.putAll(placements.states());
        return Map.copyOf(cases);
    }

    /**
     * What must have come of it.
     *
     * @param exchanges every exchange recorded, with the state it must be in
     * @param agreed proposals that both sides accepted
     * @param fulfilled those of them that an exchange fulfilled
     * @param outcomes measures, service uses and follow-ups
     * @param cases every case, with the state it must be in
     * @param balances the naive book's balances, in minutes
     */
    public record Expectation(
            Scenario scenario,
            UUID community,
            Map<UUID, String> exchanges,
            int agreed,
            int fulfilled,
            int outcomes,
            Map<UUID, String> cases,
            Map<Account, Long> balances) {

        /** How many exchanges settled, those reversed since among them. */
        public int settled() {
            return (int) exchanges.values().stream()
                    .filter(state -> state.equals("settled") || state.equals("reversed"))
                    .count();
        }
    }
}
