package org.reciprocity.ledger.appraisal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.ledger.appraisal.AppraisalCommand.Price;

/** The rules of appraisals. */
public final class AppraisalDecider {
    /** How far ahead a cost may lie: discount rates are given for so many years. */
    static final int YEARS_AHEAD = 125;

    /** The lowest grade of the Maryland scale with a comparison. */
    static final int COMPARED = 2;

    private AppraisalDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<AppraisalEvent> events) implements Decision {}

        /** It does not; {@code field} is the place in the request that it is about, or null. */
        record Rejected(Refusal refusal, String field) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** Something is recorded under that id. */
        ID_IN_USE,
        /** The caller is neither of the programme's agency, nor the payer, nor the lead. */
        NOT_YOURS,
        /** An agency that it names is not of this community. */
        AGENCY_UNKNOWN,
        /** A unit cost that it names is not published in this community. */
        UNIT_COST_UNKNOWN,
        /** Another appraisal of the community has the code. */
        CODE_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE,
        /** Two lines have the same code. */
        LINE_TWICE,
        /** An agency has two shares in one line. */
        AGENCY_TWICE,
        /** A cost lies before the base year, or too far ahead. */
        YEAR_OUTSIDE,
        /** An effect is called controlled whose evidence has no comparison. */
        CONTROLLED_WITHOUT_COMPARISON,
        /** A low value is above, or a high one below, the central one. */
        RANGE_INVERTED,
        /** The shares of a line are more than the whole. */
        SHARES_EXCEED_WHOLE,
        /** A unit cost is in another currency. */
        CURRENCY_MISMATCH,
        /** Recorded costs that it counts with are in another currency. */
        COSTS_IN_ANOTHER_CURRENCY,
        /** What it counts with is in prices of a year that cannot be turned into its own. */
        DEFLATOR_MISSING
    }

    private static Decision.Rejected rejected(Refusal refusal, String field) {
        return new Decision.Rejected(refusal, field);
    }

    /** Decides. */
    public static Decision decide(Appraisal appraisal, AppraisalCommand command) {
        return switch (command) {
            case AppraisalCommand.Register(Appraisal.Terms terms, AppraisalCommand.Known known) -> {
                if (appraisal instanceof Appraisal.Registered) {
                    yield rejected(Refusal.ID_IN_USE, null);
                }
                yield standing(terms, known)
                        .or(() -> lines(terms))
                        .or(() -> evidence(terms))
                        .or(() -> shares(terms))
                        .or(() -> ranges(terms))
                        .or(() -> money(terms, known))
                        .<Decision>map(refusal -> refusal)
                        .orElseGet(() -> new Decision.Accepted(List.of(new AppraisalEvent.Registered(terms))));
            }
        };
    }

    private static Optional<Decision.Rejected> standing(Appraisal.Terms terms, AppraisalCommand.Known known) {
        if (!known.mayRegister()) {
            return Optional.of(rejected(Refusal.NOT_YOURS, null));
        }
        var agency = unknown(agencies(terms), known.admitted());
        if (agency.isPresent()) {
            return Optional.of(rejected(Refusal.AGENCY_UNKNOWN, agency.get()));
        }
        var unitCost = unknown(unitCosts(terms), known.unitCosts().keySet());
        if (unitCost.isPresent()) {
            return Optional.of(rejected(Refusal.UNIT_COST_UNKNOWN, unitCost.get()));
        }
        if (known.codeTaken()) {
            return Optional.of(rejected(Refusal.CODE_IN_USE, "code"));
        }
        return known.referenceTaken() ? Optional.of(rejected(Refusal.REFERENCE_IN_USE, null)) : Optional.empty();
    }

    /** The field of the first that is none of those known. */
    private static Optional<String> unknown(Map<String, UUID> named, Set<UUID> known) {
        return named.entrySet().stream()
                .filter(one -> !known.contains(one.getValue()))
                .findFirst()
                .map(Map.Entry::getKey);
    }

    /** The agencies that it names, by the field that names each. */
    static Map<String, UUID> agencies(Appraisal.Terms terms) {
        var agencies = new LinkedHashMap<String, UUID>();
        agencies.put("payerId", terms.payer());
        for (int i = 0; i < terms.benefits().size(); i++) {
            var shares = terms.benefits().get(i).shares();
            for (int j = 0; j < shares.size(); j++) {
                agencies.put(
                        "benefits[" + i + "].shares[" + j + "].agencyId",
                        shares.get(j).agency());
            }
        }
        for (int i = 0; i < terms.costs().size(); i++) {
            agencies.put("costs[" + i + "].agencyId", terms.costs().get(i).agency());
        }
        return agencies;
    }

    /** The unit costs that it names, by the field that names each. */
    static Map<String, UUID> unitCosts(Appraisal.Terms terms) {
        var unitCosts = new LinkedHashMap<String, UUID>();
        for (int i = 0; i < terms.benefits().size(); i++) {
            unitCosts.put(
                    "benefits[" + i + "].unitCostId", terms.benefits().get(i).unitCost());
        }
        return unitCosts;
    }

    private static Optional<Decision.Rejected> lines(Appraisal.Terms terms) {
        var seen = new HashSet<String>();
        for (int i = 0; i < terms.benefits().size(); i++) {
            if (!seen.add(terms.benefits().get(i).line())) {
                return Optional.of(rejected(Refusal.LINE_TWICE, "benefits[" + i + "].line"));
            }
        }
        for (int i = 0; i < terms.costs().size(); i++) {
            var cost = terms.costs().get(i);
            if (!seen.add(cost.line())) {
                return Optional.of(rejected(Refusal.LINE_TWICE, "costs[" + i + "].line"));
            }
            if (cost.year() < terms.baseYear() || cost.year() > terms.baseYear() + YEARS_AHEAD) {
                return Optional.of(rejected(Refusal.YEAR_OUTSIDE, "costs[" + i + "].year"));
            }
        }
        return Optional.empty();
    }

    /** The lowest grade of the Maryland scale has no comparison, so that no effect of it is controlled. */
    private static Optional<Decision.Rejected> evidence(Appraisal.Terms terms) {
        for (int i = 0; i < terms.benefits().size(); i++) {
            var benefit = terms.benefits().get(i);
            if (benefit.controlled() && benefit.maryland() < COMPARED) {
                return Optional.of(rejected(Refusal.CONTROLLED_WITHOUT_COMPARISON, "benefits[" + i + "].maryland"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Decision.Rejected> shares(Appraisal.Terms terms) {
        for (int i = 0; i < terms.benefits().size(); i++) {
            var agencies = new HashSet<UUID>();
            var sum = BigDecimal.ZERO;
            for (var share : terms.benefits().get(i).shares()) {
                if (!agencies.add(share.agency())) {
                    return Optional.of(rejected(Refusal.AGENCY_TWICE, "benefits[" + i + "].shares"));
                }
                sum = sum.add(share.share());
            }
            if (sum.compareTo(BigDecimal.ONE) > 0) {
                return Optional.of(rejected(Refusal.SHARES_EXCEED_WHOLE, "benefits[" + i + "].shares"));
            }
        }
        return Optional.empty();
    }

    /** A value that may vary: what it is called, and its three values, of which the outer two may be null. */
    private record Range(String field, BigDecimal low, BigDecimal central, BigDecimal high) {}

    private static Optional<Decision.Rejected> ranges(Appraisal.Terms terms) {
        var ranges = new ArrayList<Range>();
        for (int i = 0; i < terms.benefits().size(); i++) {
            var benefit = terms.benefits().get(i);
            var low = benefit.low() == null ? NOTHING : benefit.low();
            var high = benefit.high() == null ? NOTHING : benefit.high();
            var at = "benefits[" + i + "].";
            ranges.add(new Range(at + "people", low.people(), benefit.people(), high.people()));
            ranges.add(new Range(at + "engaged", low.engaged(), benefit.engaged(), high.engaged()));
            ranges.add(new Range(at + "effect", low.effect(), benefit.effect(), high.effect()));
            ranges.add(new Range(at + "deadweight", low.deadweight(), benefit.deadweight(), high.deadweight()));
            ranges.add(new Range(at + "optimism", low.optimism(), benefit.optimism(), high.optimism()));
            ranges.add(new Range(at + "dropOff", low.dropOff(), benefit.dropOff(), high.dropOff()));
            ranges.add(new Range(at + "cashability", low.cashability(), benefit.cashability(), high.cashability()));
            ranges.add(
                    new Range(at + "unitValueFactor", low.unitValueFactor(), BigDecimal.ONE, high.unitValueFactor()));
        }
        for (int i = 0; i < terms.costs().size(); i++) {
            var cost = terms.costs().get(i);
            var low = cost.low() == null ? SAME : cost.low();
            var high = cost.high() == null ? SAME : cost.high();
            var at = "costs[" + i + "].";
            ranges.add(new Range(
                    at + "amount", number(low.amount()), BigDecimal.valueOf(cost.amount()), number(high.amount())));
            ranges.add(new Range(at + "optimism", low.optimism(), cost.optimism(), high.optimism()));
        }
        return ranges.stream()
                .filter(range -> above(range.low(), range.central()) || above(range.central(), range.high()))
                .findFirst()
                .map(range -> rejected(Refusal.RANGE_INVERTED, range.field()));
    }

    private static final Appraisal.Varied NOTHING =
            new Appraisal.Varied(null, null, null, null, null, null, null, null);

    private static final Appraisal.VariedCost SAME = new Appraisal.VariedCost(null, null);

    private static BigDecimal number(Long amount) {
        return amount == null ? null : BigDecimal.valueOf(amount);
    }

    private static boolean above(BigDecimal one, BigDecimal other) {
        return one != null && other != null && one.compareTo(other) > 0;
    }

    /** What is in other money has to be turned into the appraisal's: by deflators from year to year, by nothing between currencies. */
    private static Optional<Decision.Rejected> money(Appraisal.Terms terms, AppraisalCommand.Known known) {
        var own = new Price(terms.currency(), terms.priceYear());
        for (int i = 0; i < terms.benefits().size(); i++) {
            var price = known.unitCosts().get(terms.benefits().get(i).unitCost());
            var refusal = turned(price, own, known.deflators(), Refusal.CURRENCY_MISMATCH);
            if (refusal.isPresent()) {
                return Optional.of(rejected(refusal.get(), "benefits[" + i + "].unitCostId"));
            }
        }
        if (terms.costs().isEmpty()) {
            return known.recordedCosts().stream()
                    .sorted(Comparator.comparing(Price::currency).thenComparing(Price::year))
                    .flatMap(price -> turned(price, own, known.deflators(), Refusal.COSTS_IN_ANOTHER_CURRENCY).stream())
                    .findFirst()
                    .map(refusal -> rejected(refusal, "costs"));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> turned(Price price, Price own, Set<Price> deflators, Refusal otherCurrency) {
        if (!price.currency().equals(own.currency())) {
            return Optional.of(otherCurrency);
        }
        return price.year() == own.year() || (deflators.contains(price) && deflators.contains(own))
                ? Optional.empty()
                : Optional.of(Refusal.DEFLATOR_MISSING);
    }

    /** The appraisal after an event. */
    public static Appraisal evolve(Appraisal appraisal, AppraisalEvent event) {
        return switch (event) {
            case AppraisalEvent.Registered(Appraisal.Terms terms) -> new Appraisal.Registered(terms);
        };
    }
}
