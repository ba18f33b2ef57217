package org.reciprocity.reporting.network;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Ratio;

/**
 * How many of the pairs of a participant's partners have a tie themselves, direction left out: the local clustering coefficient (D. J. Watts and
 * S. H. Strogatz, Collective dynamics of small-world networks, Nature 393, 1998), as a mean over participants with two partners or more.
 */
final class EgoDensity {
    private final int[] first;
    private final int[] partner;
    private final long[] triangles;

    /** Of these ties. */
    EgoDensity(Ties ties) {
        int n = ties.participants();
        first = new int[n + 1];
        for (int tie = 0; tie < ties.count(); tie++) {
            if (isPair(ties, tie)) {
                first[ties.giver(tie) + 1]++;
                first[ties.receiver(tie) + 1]++;
            }
        }
        for (int node = 0; node < n; node++) {
            first[node + 1] += first[node];
        }
        partner = new int[first[n]];
        int[] next = Arrays.copyOf(first, n);
        for (int tie = 0; tie < ties.count(); tie++) {
            if (isPair(ties, tie)) {
                partner[next[ties.giver(tie)]++] = ties.receiver(tie);
                partner[next[ties.receiver(tie)]++] = ties.giver(tie);
            }
        }
        triangles = new long[n];
        countTriangles();
    }

    /** Whether a tie stands for its pair: of two that return each other only one does. */
    private static boolean isPair(Ties ties, int tie) {
        return ties.giver(tie) < ties.receiver(tie) || ties.opposite(tie) < 0;
    }

    private int partners(int node) {
        return first[node + 1] - first[node];
    }

    private boolean isAfter(int node, int other) {
        int order = Integer.compare(partners(node), partners(other));
        return order != 0 ? order > 0 : node > other;
    }

    /** Each triangle is found once, from its participant with the fewest partners. */
    private void countTriangles() {
        int[] marked = new int[first.length];
        Arrays.fill(marked, -1);
        for (int node = 0; node < triangles.length; node++) {
            for (int i = first[node]; i < first[node + 1]; i++) {
                if (isAfter(partner[i], node)) {
                    marked[partner[i]] = node;
                }
            }
            for (int i = first[node]; i < first[node + 1]; i++) {
                int second = partner[i];
                if (!isAfter(second, node)) {
                    continue;
                }
                for (int j = first[second]; j < first[second + 1]; j++) {
                    int third = partner[j];
                    if (marked[third] == node && isAfter(third, second)) {
                        triangles[node]++;
                        triangles[second]++;
                        triangles[third]++;
                    }
                }
            }
        }
    }

    /** Participants with two partners or more. */
    int participants() {
        int participants = 0;
        for (int node = 0; node < triangles.length; node++) {
            participants += partners(node) >= 2 ? 1 : 0;
        }
        return participants;
    }

    /** The mean; none where nobody has two partners. Exact to the end: those with equally many partners are added up first. */
    Optional<BigDecimal> mean() {
        int most = 0;
        for (int node = 0; node < triangles.length; node++) {
            most = Math.max(most, partners(node));
        }
        long[] byPartners = new long[most + 1];
        for (int node = 0; node < triangles.length; node++) {
            byPartners[partners(node)] += triangles[node];
        }
        var dividend = BigInteger.ZERO;
        var divisor = BigInteger.ONE;
        for (int k = 2; k <= most; k++) {
            if (byPartners[k] != 0) {
                var pairs = BigInteger.valueOf((long) k * (k - 1) / 2);
                dividend = dividend.multiply(pairs)
                        .add(BigInteger.valueOf(byPartners[k]).multiply(divisor));
                divisor = divisor.multiply(pairs);
                var common = dividend.gcd(divisor);
                dividend = dividend.divide(common);
                divisor = divisor.divide(common);
            }
        }
        int participants = participants();
        return participants == 0
                ? Optional.empty()
                : Optional.of(Ratio.of(dividend, divisor.multiply(BigInteger.valueOf(participants))));
    }
}
