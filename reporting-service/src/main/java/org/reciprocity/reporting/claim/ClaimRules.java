package org.reciprocity.reporting.claim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reciprocity.reporting.arithmetic.Rational;

/** What a claim comes to, and what to beware of in it. */
final class ClaimRules {

    /**
     * What became of a claim.
     *
     * @param value what its formula comes to; none if it comes to nothing
     * @param reason why it comes to nothing
     * @param computes whether what was stated is what the formula comes to, as exactly as it was stated; none where nothing was stated
     * @param flags what to beware of
     * @param readings what it comes to when it is read otherwise
     */
    record Checked(
            Optional<Rational> value,
            Optional<String> reason,
            Optional<Boolean> computes,
            List<Raised> flags,
            List<Reread> readings) {}

    /**
     * A flag that is raised.
     *
     * @param code which
     * @param meaning what it says, in words
     * @param with the codes of the claims that say otherwise
     */
    record Raised(String code, String meaning, List<String> with) {
        static Raised of(Flag flag) {
            return new Raised(flag.code(), flag.meaning(), List.of());
        }
    }

    /** A claim read otherwise, and what it then comes to. */
    record Reread(Claim.Reading reading, Optional<Rational> value) {}

    private static final String UNKNOWN_FLAG =
            "A flag of who registered the claim; this service computes nothing of it.";
    private static final Rational HALF = Rational.of("0.5");
    private static final Rational TEN = Rational.of(10);

    private ClaimRules() {}

    /** Checks a claim, beside others of which some may be about the same. */
    static Checked check(Claim claim, Collection<Claim> others) {
        var result = value(claim, Map.of());
        var value = number(result);
        var reason =
                switch (result) {
                    case Formula.Value _ -> Optional.<String>empty();
                    case Formula.Undefined(var why) -> Optional.of(why.words());
                };
        var computes = claim.stated().map(stated -> value.filter(found -> isAsStated(found, stated, claim.rounding()))
                .isPresent());
        return new Checked(
                value,
                reason,
                computes,
                flags(claim, value, computes, others),
                claim.readings().stream()
                        .map(reading -> new Reread(reading, number(value(claim, reading.inputs()))))
                        .toList());
    }

    private static Optional<Rational> number(Formula.Result result) {
        return switch (result) {
            case Formula.Value(var number) -> Optional.of(number);
            case Formula.Undefined _ -> Optional.empty();
        };
    }

    private static Formula.Result value(Claim claim, Map<String, BigDecimal> otherwise) {
        var inputs = new LinkedHashMap<String, Rational>();
        claim.inputs().forEach(input -> inputs.put(input.name(), Rational.of(input.value())));
        otherwise.forEach((name, number) -> inputs.put(name, Rational.of(number)));
        return Formula.value(claim.formula(), inputs);
    }

    /** Whether a number is what was stated: to half of the last digit with a rounding, exactly without one. */
    static boolean isAsStated(Rational value, BigDecimal stated, Optional<Integer> rounding) {
        var difference = value.minus(Rational.of(stated));
        if (rounding.isEmpty()) {
            return difference.isZero();
        }
        int decimals = rounding.get();
        var lastDigit = decimals >= 0 ? Rational.ONE.dividedBy(TEN.power(decimals)) : TEN.power(-decimals);
        var size = difference.compareTo(Rational.ZERO) < 0 ? difference.negated() : difference;
        return size.compareTo(lastDigit.times(HALF)) <= 0;
    }

    private static List<Raised> flags(
            Claim claim, Optional<Rational> value, Optional<Boolean> computes, Collection<Claim> others) {
        var flags = new ArrayList<Raised>();
        if (value.isEmpty() || computes.filter(is -> !is).isPresent()) {
            flags.add(Raised.of(Flag.DOES_NOT_COMPUTE));
        }
        var conflicts = others.stream()
                .filter(other -> other.quantity().equals(claim.quantity()))
                .filter(other -> disagree(claim, other))
                .map(Claim::code)
                .distinct()
                .toList();
        if (!conflicts.isEmpty()) {
            flags.add(new Raised(Flag.CONFLICTS_WITH.code(), Flag.CONFLICTS_WITH.meaning(), conflicts));
        }
        if (claim.stated().isEmpty()) {
            flags.add(Raised.of(Flag.IMPLIED));
        } else if (claim.inputs().size() == 1
                && claim.formula().trim().equals(claim.inputs().getFirst().name())) {
            flags.add(Raised.of(Flag.INPUTS_NOT_STATED));
        }
        var assumed = claim.inputs().stream()
                .flatMap(input -> input.assumed().stream())
                .collect(Collectors.toSet());
        if (assumed.contains(Claim.Assumed.FREQUENCY)) {
            flags.add(Raised.of(Flag.FREQUENCY_NOT_STATED));
        }
        if (assumed.contains(Claim.Assumed.EVERYBODY)) {
            flags.add(Raised.of(Flag.POTENTIAL));
        }
        switch (claim.evidence()) {
            case BEFORE_AND_AFTER -> flags.add(Raised.of(Flag.UNCONTROLLED));
            case NOT_STATED -> flags.add(Raised.of(Flag.EVIDENCE_NOT_STATED));
            case NO_EFFECT, COMPARISON, RANDOMISED -> {}
        }
        for (var code : claim.flags()) {
            if (flags.stream().noneMatch(raised -> raised.code().equals(code))) {
                flags.add(Flag.of(code).map(Raised::of).orElseGet(() -> new Raised(code, UNKNOWN_FLAG, List.of())));
            }
        }
        return flags;
    }

    private static boolean disagree(Claim one, Claim other) {
        return number(one)
                .flatMap(first -> number(other).map(second -> first.compareTo(second) != 0))
                .orElse(false);
    }

    /** What a claim says: what was stated, or what follows. */
    private static Optional<Rational> number(Claim claim) {
        return claim.stated().map(Rational::of).or(() -> number(value(claim, Map.of())));
    }
}
