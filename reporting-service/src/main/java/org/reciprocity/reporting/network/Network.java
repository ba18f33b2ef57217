package org.reciprocity.reporting.network;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.reciprocity.reporting.arithmetic.Ratio;

/** The figures of a network, each by its formula. */
public final class Network {
    private final Ties ties;
    private final int reciprocated;
    private final long reciprocatedMinutes;
    private final long minutes;
    private final int[] component;
    private final int[] componentSize;
    private final int[] partners;
    private volatile EgoDensity egoDensity;

    /** Of these ties. */
    public Network(Ties ties) {
        this.ties = ties;
        int back = 0;
        long both = 0;
        long all = 0;
        partners = new int[ties.participants()];
        for (int tie = 0; tie < ties.count(); tie++) {
            int other = ties.opposite(tie);
            all += ties.minutes(tie);
            if (other >= 0) {
                back++;
                both += Math.min(ties.minutes(tie), ties.minutes(other));
            }
            if (other < 0 || ties.giver(tie) < ties.receiver(tie)) {
                partners[ties.giver(tie)]++;
                partners[ties.receiver(tie)]++;
            }
        }
        reciprocated = back;
        reciprocatedMinutes = both;
        minutes = all;
        component = StrongComponents.of(ties);
        componentSize = new int[ties.participants()];
        for (int node : component) {
            componentSize[node]++;
        }
    }

    /** N: participants with a tie. */
    public int participants() {
        return ties.participants();
    }

    /** L: ties. */
    public int ties() {
        return ties.count();
    }

    /** Ties whose opposite is a tie too. */
    public int reciprocatedTies() {
        return reciprocated;
    }

    /** Minutes on all ties. */
    public long minutes() {
        return minutes;
    }

    /** Reciprocity r: reciprocated ties / L. */
    public Optional<BigDecimal> reciprocity() {
        return ties.count() == 0 ? Optional.empty() : Optional.of(Ratio.of(reciprocated, ties.count()));
    }

    /**
     * Reciprocity beyond what the density would bring by chance: rho = (r - a) / (1 - a) with a = L / N(N-1). D. Garlaschelli and
     * M. I. Loffredo, Patterns of link reciprocity in directed networks, Physical Review Letters 93, 268701 (2004).
     */
    public Optional<BigDecimal> rho() {
        var l = BigInteger.valueOf(ties.count());
        var pairs = BigInteger.valueOf(ties.participants()).multiply(BigInteger.valueOf(ties.participants() - 1L));
        if (l.signum() == 0 || l.equals(pairs)) {
            return Optional.empty();
        }
        return Optional.of(Ratio.of(
                BigInteger.valueOf(reciprocated).multiply(pairs).subtract(l.multiply(l)),
                l.multiply(pairs.subtract(l))));
    }

    /** Weighted reciprocity: sum of min(w_ij, w_ji) / sum of w_ij, over ordered pairs. */
    public Optional<BigDecimal> weightedReciprocity() {
        return minutes == 0 ? Optional.empty() : Optional.of(Ratio.of(reciprocatedMinutes, minutes));
    }

    /** Pairs with a tie both ways. */
    public long mutualPairs() {
        return reciprocated / 2;
    }

    /** Pairs with a tie one way. */
    public long asymmetricPairs() {
        return (long) ties.count() - reciprocated;
    }

    /** Pairs without a tie. */
    public long nullPairs() {
        long n = ties.participants();
        return n * (n - 1) / 2 - mutualPairs() - asymmetricPairs();
    }

    /** Minutes on ties inside strongly connected components of two or more: help that finds its way back. */
    public long circulatingMinutes() {
        long circulating = 0;
        for (int tie = 0; tie < ties.count(); tie++) {
            if (component[ties.giver(tie)] == component[ties.receiver(tie)]) {
                circulating += ties.minutes(tie);
            }
        }
        return circulating;
    }

    /** Generalised reciprocity: circulating minutes / minutes. */
    public Optional<BigDecimal> generalisedReciprocity() {
        return minutes == 0 ? Optional.empty() : Optional.of(Ratio.of(circulatingMinutes(), minutes));
    }

    /** Strongly connected components of two or more. */
    public int strongComponents() {
        return (int) Arrays.stream(componentSize).filter(size -> size >= 2).count();
    }

    /** How many participants are in the largest strongly connected component of two or more; 0 where there is none. */
    public int largestStrongComponent() {
        return Arrays.stream(componentSize).filter(size -> size >= 2).max().orElse(0);
    }

    /** Weakly connected components. */
    public int weakComponents() {
        return (int) Arrays.stream(weakSizes()).filter(size -> size > 0).count();
    }

    /** How many participants are in the largest weakly connected component. */
    public int largestWeakComponent() {
        return Arrays.stream(weakSizes()).max().orElse(0);
    }

    /** By the component's root how many participants are in it; 0 for others. */
    private int[] weakSizes() {
        int[] parent = new int[ties.participants()];
        Arrays.setAll(parent, node -> node);
        for (int tie = 0; tie < ties.count(); tie++) {
            parent[root(parent, ties.giver(tie))] = root(parent, ties.receiver(tie));
        }
        int[] sizes = new int[parent.length];
        for (int node = 0; node < parent.length; node++) {
            sizes[root(parent, node)]++;
        }
        return sizes;
    }

    /** Mean degree: with how many different others a participant has a tie, either way. */
    public Optional<BigDecimal> meanPartners() {
        return ties.count() == 0
                ? Optional.empty()
                : Optional.of(Ratio.of(2 * (mutualPairs() + asymmetricPairs()), ties.participants()));
    }

    /** Ego density: the mean share of a participant's pairs of partners that have a tie, of participants with two or more. */
    public Optional<BigDecimal> egoDensity() {
        return density().mean();
    }

    /** Participants with two partners or more. */
    public int participantsWithTwoPartners() {
        return density().participants();
    }

    /** Computed when it is asked for: it takes longer than all others. */
    private EgoDensity density() {
        var known = egoDensity;
        if (known == null) {
            known = new EgoDensity(ties);
            egoDensity = known;
        }
        return known;
    }

    /** How many ties are between a giver and a receiver of some sort, by the numbers that were given. */
    public long countTies(BiPredicate<Integer, Integer> sort) {
        long count = 0;
        for (int tie = 0; tie < ties.count(); tie++) {
            if (sort.test(ties.number(ties.giver(tie)), ties.number(ties.receiver(tie)))) {
                count++;
            }
        }
        return count;
    }

    private static int root(int[] parent, int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** How many participants have a tie with more than some different others and with not more than others, either way. */
    public long withPartners(int above, int most) {
        return Arrays.stream(partners)
                .filter(different -> different > above && different <= most)
                .count();
    }

    /** With how many different others each participant has a tie, either way, by the number that was given. */
    public Map<Integer, Integer> partners() {
        var byNumber = HashMap.<Integer, Integer>newHashMap(partners.length);
        for (int node = 0; node < partners.length; node++) {
            byNumber.put(ties.number(node), partners[node]);
        }
        return byNumber;
    }
}
