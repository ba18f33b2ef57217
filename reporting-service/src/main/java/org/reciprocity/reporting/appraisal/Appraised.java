package org.reciprocity.reporting.appraisal;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An appraisal that was computed: every line of it by agency and year, and what they add up to.
 *
 * @param appraisal the question
 * @param schedule the schedule it was discounted by
 * @param deflators the indices that brought its prices to one year
 * @param benefits what is gained, by line, year and agency
 * @param costs what is paid
 */
public record Appraised(
        Appraisal appraisal,
        DiscountSchedule schedule,
        Deflators deflators,
        List<BenefitYear> benefits,
        List<CostYear> costs) {
    private static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

    /** The agencies that pay or gain, by id. */
    public SortedSet<UUID> agencies() {
        var agencies = new TreeSet<>(BY_ID);
        costs.forEach(cost -> agencies.add(cost.agency()));
        benefits.forEach(benefit -> benefit.agency().ifPresent(agencies::add));
        agencies.add(appraisal.payer());
        return agencies;
    }

    /** The account of one agency. */
    public Account of(UUID agency, Horizon horizon) {
        return account(agency::equals, gainer -> gainer.equals(Optional.of(agency)), horizon);
    }

    /** The accounts of all agencies that pay or gain, by id. */
    public SortedMap<UUID, Account> byAgency(Horizon horizon) {
        var accounts = new TreeMap<UUID, Account>(BY_ID);
        agencies().forEach(agency -> accounts.put(agency, of(agency, horizon)));
        return accounts;
    }

    /** What the agency that decides to pay pays, and what comes back to it. */
    public Account payer(Horizon horizon) {
        return of(appraisal.payer(), horizon);
    }

    /** What all agencies other than the payer pay, and what comes back to them. */
    public Account partners(Horizon horizon) {
        return account(
                agency -> !agency.equals(appraisal.payer()),
                gainer -> gainer.isPresent() && !gainer.get().equals(appraisal.payer()),
                horizon);
    }

    /** What all agencies pay, and what comes back to those that are named. */
    public Account system(Horizon horizon) {
        return account(agency -> true, Optional::isPresent, horizon);
    }

    /** What no agency is named for. */
    public Account unattributed(Horizon horizon) {
        return account(agency -> false, Optional::isEmpty, horizon);
    }

    /** What all agencies pay, and all that is gained, whether or not an agency is named for it. */
    public Account withUnattributed(Horizon horizon) {
        return account(agency -> true, gainer -> true, horizon);
    }

    private Account account(Predicate<UUID> pays, Predicate<Optional<UUID>> gains, Horizon horizon) {
        var cost = Amounts.ZERO;
        var inKind = Amounts.ZERO;
        var benefit = Amounts.ZERO;
        var cashable = Amounts.ZERO;
        var uncontrolled = Amounts.ZERO;
        for (var of : costs) {
            if (horizon.has(of.year()) && pays.test(of.agency())) {
                cost = cost.plus(of.cost());
                inKind = of.inKind() ? inKind.plus(of.cost()) : inKind;
            }
        }
        for (var of : benefits) {
            if (horizon.has(of.year()) && gains.test(of.agency())) {
                benefit = benefit.plus(of.benefit());
                cashable = cashable.plus(of.cashable());
                uncontrolled = appraisal.benefits().get(of.position()).isControlled()
                        ? uncontrolled
                        : uncontrolled.plus(of.benefit());
            }
        }
        return new Account(cost, inKind, benefit, cashable, uncontrolled, payback(pays, gains));
    }

    private OptionalInt payback(Predicate<UUID> pays, Predicate<Optional<UUID>> gains) {
        var net = new TreeMap<Integer, BigInteger>();
        var first = OptionalInt.empty();
        for (var of : costs) {
            if (pays.test(of.agency()) && of.cost().discounted().signum() > 0) {
                net.merge(of.year(), of.cost().discounted().negate(), BigInteger::add);
                first = OptionalInt.of(Math.min(of.year(), first.orElse(of.year())));
            }
        }
        if (first.isEmpty()) {
            return first;
        }
        for (var of : benefits) {
            if (gains.test(of.agency())) {
                net.merge(of.year(), of.benefit().discounted(), BigInteger::add);
            }
        }
        var cumulative = BigInteger.ZERO;
        for (var year : net.entrySet()) {
            cumulative = cumulative.add(year.getValue());
            if (year.getKey() >= first.getAsInt() && cumulative.signum() >= 0) {
                return OptionalInt.of(year.getKey());
            }
        }
        return OptionalInt.empty();
    }
}
