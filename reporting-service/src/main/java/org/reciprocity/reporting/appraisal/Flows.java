package org.reciprocity.reporting.appraisal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Who gains by whose money: the matrix from agencies that pay to agencies that gain. Where several pay, each gain is thought to be brought
 * about by all of them in proportion to what they pay over the horizon, since nothing says whose pound did it. A gain is divided in whole
 * minor units by largest remainder, so that the matrix adds up to the gains.
 */
public final class Flows {

    /**
     * One cell of the matrix.
     *
     * @param payer who pays
     * @param gainer who gains; none for the part that no agency is named for
     * @param gain what the gainer gains by the payer's money
     */
    public record Flow(UUID payer, Optional<UUID> gainer, Amounts gain) {}

    private record Payer(UUID agency, Amounts cost) {}

    private Flows() {}

    /** The matrix, by payer and gainer; empty where nobody pays. What is zero both ways is left out. */
    public static List<Flow> of(Appraised appraised, Horizon horizon) {
        var payers = new ArrayList<Payer>();
        var gains = new ArrayList<Optional<UUID>>();
        appraised.byAgency(horizon).forEach((agency, account) -> {
            if (account.cost().undiscounted().signum() > 0) {
                payers.add(new Payer(agency, account.cost()));
            }
            gains.add(Optional.of(agency));
        });
        gains.add(Optional.empty());
        var flows = new ArrayList<Flow>();
        if (payers.isEmpty()) {
            return flows;
        }
        for (var gainer : gains) {
            var gain = gainer.map(agency -> appraised.of(agency, horizon).benefit())
                    .orElseGet(() -> appraised.unattributed(horizon).benefit());
            var undiscounted = divided(gain.undiscounted(), costs(payers, Amounts::undiscounted));
            var discounted = divided(gain.discounted(), costs(payers, Amounts::discounted));
            for (int i = 0; i < payers.size(); i++) {
                var part = new Amounts(undiscounted.get(i), discounted.get(i));
                if (!part.equals(Amounts.ZERO)) {
                    flows.add(new Flow(payers.get(i).agency(), gainer, part));
                }
            }
        }
        flows.sort(Comparator.comparing((Flow flow) -> flow.payer().toString()));
        return flows;
    }

    private static List<BigInteger> costs(List<Payer> payers, Function<Amounts, BigInteger> amount) {
        return payers.stream().map(payer -> amount.apply(payer.cost())).toList();
    }

    /** An amount in whole parts that are to each other as the weights, by largest remainder; of equal ones the first gets more. */
    static List<BigInteger> divided(BigInteger amount, List<BigInteger> weights) {
        var all = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        var parts = new ArrayList<BigInteger>();
        var remainders = new ArrayList<BigInteger>();
        if (all.signum() == 0) {
            weights.forEach(weight -> parts.add(BigInteger.ZERO));
            return parts;
        }
        // Towards zero, so that a loss is divided as a gain of the same size is.
        var size = amount.abs();
        var left = size;
        for (var weight : weights) {
            var quotient = size.multiply(weight).divideAndRemainder(all);
            parts.add(quotient[0]);
            remainders.add(quotient[1]);
            left = left.subtract(quotient[0]);
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < weights.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> remainders.get(i), Collections.reverseOrder()));
        for (int i = 0; i < left.intValueExact(); i++) {
            int which = order.get(i);
            parts.set(which, parts.get(which).add(BigInteger.ONE));
        }
        if (amount.signum() < 0) {
            parts.replaceAll(BigInteger::negate);
        }
        return parts;
    }
}
