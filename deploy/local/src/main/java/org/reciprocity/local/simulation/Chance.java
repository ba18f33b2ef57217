package org.reciprocity.local.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.reciprocity.local.scenario.Range;

/**
 * Chance that is the same in every run and on every machine: SplitMix64 (Steele, Lea and Flood 2014), started from a seed
 * and from what it is for, so that what happens to one thing does not depend on how many others there are.
 */
final class Chance {
    private static final double UNIT = 0x1.0p-53;

    private long state;

    private Chance(long state) {
        this.state = state;
    }

    static Chance of(long seed, Object... purpose) {
        var text = new StringBuilder().append(seed);
        for (var part : purpose) {
            text.append('\0').append(part);
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return new Chance(ByteBuffer.wrap(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)))
                    .getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 to below 1. */
    double unit() {
        return (next() >>> 11) * UNIT;
    }

    boolean holds(double probability) {
        return unit() < probability;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    int in(Range range) {
        return range.from() + below(range.to() - range.from() + 1);
    }

    /** In quarter hours where the range is in quarter hours. */
    int minutesIn(Range range) {
        int step = range.from() % 15 == 0 && range.to() % 15 == 0 ? 15 : 1;
        return range.from() + step * below((range.to() - range.from()) / step + 1);
    }

    <T> T oneOf(List<T> things) {
        return things.get(below(things.size()));
    }

    <T> T oneOf(List<T> things, ToIntFunction<T> weight) {
        int left = below(things.stream().mapToInt(weight).sum());
        for (var thing : things) {
            left -= weight.applyAsInt(thing);
            if (left < 0) {
                return thing;
            }
        }
        throw new IllegalArgumentException("No weights");
    }

    /** Mean 0, deviation 1 (Box and Muller 1958). */
    double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - unit())) * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Mean 1; the logarithm's deviation is sigma. */
    double logNormal(double sigma) {
        return StrictMath.exp(sigma * normal() - sigma * sigma / 2);
    }

    /** So many things dealt to so many people, each to anybody. */
    int[] deal(int things, int people) {
        var dealt = new int[people];
        for (int i = 0; i < things; i++) {
            dealt[below(people)]++;
        }
        return dealt;
    }

    /** Brings them into any order (Fisher and Yates). */
    void shuffle(List<?> things) {
        for (int i = things.size() - 1; i > 0; i--) {
            Collections.swap(things, i, below(i + 1));
        }
    }

    /** How often something of that mean happens (Knuth's product of uniforms). */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = unit();
        int times = 0;
        while (product > limit) {
            product *= unit();
            times++;
        }
        return times;
    }
}
