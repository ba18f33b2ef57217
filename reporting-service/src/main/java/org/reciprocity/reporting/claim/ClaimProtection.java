package org.reciprocity.reporting.claim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of a community's claims may be told to those who do not see exact figures: those that tell no count of one to seven people. What a
 * number counts is free to who registers it, so that every number is taken for a count of people unless its unit says otherwise.
 */
final class ClaimProtection {
    private static final BigDecimal FEWEST = BigDecimal.valueOf(8);

    /** Units of what is measured, and is no count. */
    private static final Set<String> MEASURES = Set.of(
            "hours",
            "minutes",
            "days",
            "weeks",
            "months",
            "years",
            "share",
            "ratio",
            "change",
            "percent",
            "percentage-points");

    /** A currency, or what there is of something in a time or for each of something else. */
    private static final Pattern PRICE_OR_RATE = Pattern.compile("[A-Z]{3}(-.*)?|.+-an?-.+");

    private static final Set<String> SHARES = Set.of("share", "ratio");

    private ClaimProtection() {}

    /** Whether a claim tells no number of people from one to seven: not as a number, a difference of two, or a share of one. */
    static boolean mayBeTold(Claim claim) {
        var value = ClaimRules.check(claim, List.of()).value().map(number -> number.decimal(6));
        var counts = new ArrayList<BigDecimal>();
        var shares = new ArrayList<BigDecimal>();
        claim.inputs().forEach(input -> {
            if (counts(input.unit())) {
                counts.add(input.value().abs());
            } else if (input.unit().filter(SHARES::contains).isPresent()) {
                shares.add(input.value().abs());
            }
        });
        if (counts(Optional.of(claim.unit()))) {
            value.ifPresent(number -> counts.add(number.abs()));
        } else if (SHARES.contains(claim.unit())) {
            value.ifPresent(number -> shares.add(number.abs()));
        }
        boolean small = counts.stream().anyMatch(ClaimProtection::isFew)
                || (counts(Optional.of(claim.unit()))
                        && claim.stated()
                                .map(BigDecimal::abs)
                                .filter(ClaimProtection::isFew)
                                .isPresent());
        return !small && !differByFew(counts) && !haveSharesOfFew(counts, shares);
    }

    private static boolean counts(Optional<String> unit) {
        return unit.isEmpty()
                || !(MEASURES.contains(unit.get())
                        || PRICE_OR_RATE.matcher(unit.get()).matches());
    }

    /** People are whole: a number that is not cannot be a count. */
    private static boolean isFew(BigDecimal number) {
        return number.signum() > 0
                && number.compareTo(FEWEST) < 0
                && number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean differByFew(List<BigDecimal> counts) {
        return counts.stream().anyMatch(one -> counts.stream().anyMatch(other -> isFew(one.subtract(other))));
    }

    /** A share of a count that is rounded comes near a few people, or leaves a few over, as well. */
    private static boolean haveSharesOfFew(List<BigDecimal> counts, List<BigDecimal> shares) {
        return counts.stream().anyMatch(count -> shares.stream()
                .filter(share -> share.compareTo(BigDecimal.ONE) < 0)
                .map(count::multiply)
                .anyMatch(part -> isBelowFewest(part) || isBelowFewest(count.subtract(part))));
    }

    private static boolean isBelowFewest(BigDecimal people) {
        return people.signum() > 0 && people.compareTo(FEWEST) < 0;
    }
}
