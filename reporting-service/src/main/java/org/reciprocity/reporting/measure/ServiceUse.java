package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.reciprocity.reporting.arithmetic.Ratio;

/**
 * Use of a service before and after, as it was recorded.
 *
 * @param id its id
 * @param participant whose it is, linked ids being one; none for a group's
 * @param type what was used
 * @param arm participants or comparison
 * @param people how many people it is of
 * @param beforeCount how often before
 * @param beforeDays in how many days
 * @param afterCount how often after
 * @param afterDays in how many days
 */
public record ServiceUse(
        UUID id,
        Optional<UUID> participant,
        String type,
        String arm,
        long people,
        long beforeCount,
        long beforeDays,
        long afterCount,
        long afterDays) {

    private static final int OF_GROUP = 8;
    private static final BigDecimal DAYS_A_YEAR = BigDecimal.valueOf(365);

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

    /**
     * The change of uses in 365 days, person by person, with its interval by the paired t. Groups are not in it, since nobody knows how
     * uses spread in them; of several records of one person all count together.
     */
    public static PairedChange changeAYear(List<ServiceUse> uses) {
        var people = new TreeMap<UUID, ServiceUse>();
        for (var use : uses) {
            use.participant().ifPresent(person -> people.merge(person, use, ServiceUse::plus));
        }
        var changes = new ArrayList<BigDecimal>();
        for (var use : people.values()) {
            if (use.beforeDays > 0 && use.afterDays > 0) {
                changes.add(aYear(use.afterCount, use.afterDays).subtract(aYear(use.beforeCount, use.beforeDays)));
            }
        }
        return PairedChange.of(changes);
    }

    /** People with records of one service in both arms, who count in none. */
    public static Set<UUID> inBothArms(List<ServiceUse> uses) {
        var arms = new TreeMap<UUID, Set<String>>();
        uses.forEach(use -> use.participant().ifPresent(person -> arms.computeIfAbsent(person, p -> new TreeSet<>())
                .add(use.arm())));
        arms.values().removeIf(of -> of.size() < 2);
        return arms.keySet();
    }

    private ServiceUse plus(ServiceUse other) {
        return new ServiceUse(
                id,
                participant,
                type,
                arm,
                people,
                beforeCount + other.beforeCount,
                beforeDays + other.beforeDays,
                afterCount + other.afterCount,
                afterDays + other.afterDays);
    }

    private static BigDecimal aYear(long count, long days) {
        return BigDecimal.valueOf(count).multiply(DAYS_A_YEAR).divide(BigDecimal.valueOf(days), MathContext.DECIMAL64);
    }

    /**
     * Numbers by which records are known again in another period: one for each person, however many records are theirs, and up to {@value
     * #OF_GROUP} for a group, which is enough to say that it is no small one.
     */
    public static List<Long> members(List<ServiceUse> uses) {
        var members = new TreeSet<Long>();
        for (var use : uses) {
            long own = Seed.of(List.of(use.participant().orElse(use.id)));
            members.add(own);
            for (long i = 1; i < Math.min(use.people, OF_GROUP); i++) {
                members.add(Seed.ofAll(List.of(own, i)));
            }
        }
        return List.copyOf(members);
    }
}
