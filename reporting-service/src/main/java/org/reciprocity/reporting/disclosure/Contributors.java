package org.reciprocity.reporting.disclosure;

import java.util.Arrays;

/**
 * Who a magnitude is made of, seen from one side: as givers, or as receivers.
 *
 * @param count how many contribute
 * @param total what they contribute together
 * @param largest the largest contribution
 * @param second the second largest
 */
public record Contributors(long count, long total, long largest, long second) {
    /** Nobody. */
    public static final Contributors NONE = new Contributors(0, 0, 0, 0);

    private static final long FEWEST = 3;

    /** Refuses what cannot be. */
    public Contributors {
        if (count < 0 || second < 0 || largest < second || total < largest + second) {
            throw new IllegalArgumentException("contributions that are not any");
        }
    }

    /** Of each contributor's amount; one of nothing is none. */
    public static Contributors of(long... amounts) {
        var sorted =
                Arrays.stream(amounts).filter(amount -> amount != 0).sorted().toArray();
        int n = sorted.length;
        return new Contributors(n, Arrays.stream(sorted).sum(), n > 0 ? sorted[n - 1] : 0, n > 1 ? sorted[n - 2] : 0);
    }

    /** Of one contributor, or of nobody where it is nothing. */
    public static Contributors one(long amount) {
        return amount == 0 ? NONE : new Contributors(1, amount, amount, 0);
    }

    /**
     * A part of a magnitude of which nobody knows who contributes: nobody to more of it than the largest to the whole. It is safe only if
     * it is whoever they are. Of what nobody contributes to, on this side, nobody contributes to a part.
     */
    public Contributors part(long amount) {
        if (amount == 0 || total == 0) {
            return NONE;
        }
        long most = Math.min(amount, largest);
        long next = Math.min(amount - most, second);
        boolean several = amount > largest + second && largest > 0;
        return several ? new Contributors(FEWEST, amount, most, next) : one(amount);
    }

    /**
     * Whether the total may be told: there are at least three of them, and the total less the two largest is at least p% of the
     * largest (p% rule; Hundepool et al., Statistical Disclosure Control, 2012, 4.2.2). Nothing by nobody may be told.
     */
    public boolean isSafe(ProtectionLevel level) {
        return total == 0 || (count >= FEWEST && level.isCovered(largest, total - largest - second));
    }

    /**
     * Both together at worst: the largest of the one is the largest of the other too. Together they are safe only if they would be in
     * every other case.
     */
    public Contributors together(Contributors other) {
        return new Contributors(
                Math.max(count, other.count), total + other.total, largest + other.largest, second + other.second);
    }
}
