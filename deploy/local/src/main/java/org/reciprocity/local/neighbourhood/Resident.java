package org.reciprocity.local.neighbourhood;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.matching.score.Standing;

/** Somebody who lives there: what they can and need, and what came of it so far. */
final class Resident {
    private static final long CEILING = 3600;

    private final int number;
    private final double east;
    private final double north;
    private final double reach;
    private final int[] skills;
    private final int capacity;
    private final double needs;
    private final Set<Integer> ties = new HashSet<>();
    private int tiesAtFirst;
    private boolean offers;
    private int spent;
    private long given;
    private long received;

    /**
     * @param east of the south-western corner, in kilometres
     * @param north of it, in kilometres
     * @param reach how far they go, in kilometres
     * @param skills what they could give
     * @param capacity how many minutes in four weeks
     * @param needs how many needs they have in a week
     * @param offers whether they offer from the beginning
     */
    Resident(
            int number,
            double east,
            double north,
            double reach,
            int[] skills,
            int capacity,
            double needs,
            boolean offers) {
        this.number = number;
        this.east = east;
        this.north = north;
        this.reach = reach;
        this.skills = skills.clone();
        this.capacity = capacity;
        this.needs = needs;
        this.offers = offers;
    }

    int number() {
        return number;
    }

    UUID id() {
        return new UUID(0, number);
    }

    double needs() {
        return needs;
    }

    int[] skills() {
        return skills.clone();
    }

    boolean offers() {
        return offers;
    }

    /** They begin to offer. */
    void offer() {
        offers = true;
    }

    /** What is left of their capacity. */
    int left() {
        return offers ? capacity - spent : 0;
    }

    /** How much of their capacity is used, 0 to 1. */
    double used() {
        return (double) spent / capacity;
    }

    /** Four weeks begin. */
    void renew() {
        spent = 0;
    }

    double distanceTo(Resident other) {
        return Math.hypot(east - other.east, north - other.north);
    }

    boolean goesTo(Resident other) {
        return distanceTo(other) <= reach;
    }

    /** Whether both live in one area, which is a square kilometre. */
    boolean sharesAreaWith(Resident other) {
        return (int) east == (int) other.east && (int) north == (int) other.north;
    }

    /** They know each other before the year begins. */
    void knows(Resident other) {
        ties.add(other.number);
        other.ties.add(number);
    }

    /** The year begins. */
    void begin() {
        tiesAtFirst = ties.size();
    }

    boolean isTiedTo(Resident other) {
        return ties.contains(other.number);
    }

    /** What they promise to somebody is no longer free. */
    void promise(int minutes) {
        spent += minutes;
    }

    /** They keep a promise. */
    void give(Resident other, int minutes) {
        given += minutes;
        other.received += minutes;
        knows(other);
    }

    Standing standing() {
        return new Standing(given, received, given - received, CEILING, ties.size());
    }

    boolean wasIsolated() {
        return tiesAtFirst <= Standing.FEW_TIES;
    }

    int newTies() {
        return ties.size() - tiesAtFirst;
    }

    long given() {
        return given;
    }

    long received() {
        return received;
    }
}
