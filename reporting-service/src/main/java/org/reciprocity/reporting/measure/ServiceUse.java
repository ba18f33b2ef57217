package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Ratio;

/**
 * Use of a service before and after, as it was recorded.
 *
 * @param type what was used
 * @param arm participants or comparison
 * @param people how many people it is of
 * @param beforeCount how often before
 * @param beforeDays in how many days
 * @param afterCount how often after
 * @param afterDays in how many days
 */
public record ServiceUse(
        String type, String arm, long people, long beforeCount, long beforeDays, long afterCount, long afterDays) {

    /**
     * The change of a rate: use per day after / use per day before, less 1, over all records together.
     *
     * <p>Uses per day are per person and day, so that records with windows of different length add up.
     */
    public static Optional<BigDecimal> change(List<ServiceUse> uses) {
        var before = BigInteger.ZERO;
        var beforeDays = BigInteger.ZERO;
        var after = BigInteger.ZERO;
        var afterDays = BigInteger.ZERO;
        for (var use : uses) {
            var people = BigInteger.valueOf(use.people);
            before = before.add(BigInteger.valueOf(use.beforeCount));
            beforeDays = beforeDays.add(people.multiply(BigInteger.valueOf(use.beforeDays)));
            after = after.add(BigInteger.valueOf(use.afterCount));
            afterDays = afterDays.add(people.multiply(BigInteger.valueOf(use.afterDays)));
        }
        if (before.signum() == 0 || beforeDays.signum() == 0 || afterDays.signum() == 0) {
            return Optional.empty();
        }
        var later = after.multiply(beforeDays);
        var earlier = before.multiply(afterDays);
        return Optional.of(Ratio.of(later.subtract(earlier), earlier));
    }
}
