package org.reciprocity.local.neighbourhood;

/**
 * Chance that is told from what it is for, and from nothing that happened before: the same need arises, and the same two
 * people would agree, whichever policy brings them together. SplitMix64 (Steele, Lea and Flood, 2014).
 */
final class Dice {
    private static final double UNIT = 0x1.0p-53;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long seed, long... purpose) {
        long state = mix(seed);
        for (long part : purpose) {
            state = mix(state + 0x9e3779b97f4a7c15L * (part + 1));
        }
        return new Dice(state);
    }

    private static long mix(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    long bits() {
        state += 0x9e3779b97f4a7c15L;
        return mix(state);
    }

    /** From 0 to below 1. */
    double unit() {
        return (bits() >>> 11) * UNIT;
    }

    boolean holds(double probability) {
        return unit() < probability;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** From one to another, both included. */
    int between(int least, int most) {
        return least + below(most - least + 1);
    }
}
