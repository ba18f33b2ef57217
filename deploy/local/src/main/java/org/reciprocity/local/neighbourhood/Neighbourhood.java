package org.reciprocity.local.neighbourhood;

import java.util.ArrayList;
import java.util.List;

/**
 * 500 residents on three by three kilometres. A tenth have much time, three in ten are isolated: they know nobody or few,
 * ask seldom, and most of them offer nothing before somebody asks them. More is needed than there is time for.
 */
final class Neighbourhood {
    static final int SKILLS = 24;

    private static final double SIDE = 3;
    /** Needs a week of who asks for hardly anything. */
    private static final double SELDOM = 0.04;

    private static final int TIES_TRIED = 60;

    private Neighbourhood() {}

    static List<Resident> of(int size, long seed) {
        var residents = new ArrayList<Resident>();
        for (int number = 0; number < size; number++) {
            residents.add(resident(number, Dice.of(seed, 1, number)));
        }
        for (var resident : residents) {
            befriend(resident, residents, Dice.of(seed, 2, resident.number()));
        }
        residents.forEach(Resident::begin);
        return residents;
    }

    private static Resident resident(int number, Dice dice) {
        double luck = dice.unit();
        boolean busy = luck < 0.1;
        boolean alone = luck >= 0.7;
        var skills = new int[dice.between(1, 4)];
        int first = dice.below(SKILLS);
        for (int i = 0; i < skills.length; i++) {
            skills[i] = (first + i * 5) % SKILLS;
        }
        return new Resident(
                number,
                dice.unit() * SIDE,
                dice.unit() * SIDE,
                0.6 + dice.unit() * 1.6,
                skills,
                15 * (busy ? dice.between(12, 20) : dice.between(3, 8)),
                alone ? SELDOM : busy ? 0.15 : 0.4,
                dice.holds(busy ? 1 : alone ? 0.25 : 0.6));
    }

    /** Those near are known sooner; who is isolated knows few. */
    private static void befriend(Resident resident, List<Resident> residents, Dice dice) {
        boolean alone = resident.needs() == SELDOM;
        int wanted = alone ? dice.below(3) : dice.between(3, 9);
        for (int trial = 0; trial < TIES_TRIED && wanted > 0; trial++) {
            var other = residents.get(dice.below(residents.size()));
            boolean otherAlone = other.needs() == SELDOM;
            if (other != resident
                    && !resident.isTiedTo(other)
                    && !(otherAlone && dice.holds(0.9))
                    && dice.holds(Math.exp(-resident.distanceTo(other)))) {
                resident.knows(other);
                wanted--;
            }
        }
    }
}
