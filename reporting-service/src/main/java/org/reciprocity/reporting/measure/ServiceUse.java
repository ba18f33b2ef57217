package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.reciprocity.reporting.arithmetic.Ratio;

/**
 * Use of a service before and after, as it was recorded.
 *
 * @param id its id
 * @param participant whose it is, linked ids being one; none for a group's
 * @param type what was used
 * @param arm participants or comparison
 * @param people how many people it is of
 * @param recordedIn when it was recorded: the number of a span of time, later ones having higher numbers
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
        long recordedIn,
        long beforeCount,
        long beforeDays,
        long afterCount,
        long afterDays) {

    private static final int OF_GROUP = 8;
    private static final BigDecimal DAYS_A_YEAR = BigDecimal.valueOf(365);
    private static final Comparator<ServiceUse> LAST =
            Comparator.comparingLong(ServiceUse::recordedIn).thenComparing(ServiceUse::id);

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
     * uses spread in them.
     */
    public static PairedChange changeAYear(List<ServiceUse> uses) {
        return PairedChange.of(perPerson(uses).stream()
                .map(use -> aYear(use.afterCount, use.afterDays).subtract(aYear(use.beforeCount, use.beforeDays)))
                .toList());
    }

    /** Those that the change of uses in a year is of. */
    public static List<ServiceUse> perPerson(List<ServiceUse> uses) {
        return uses.stream()
                .filter(use -> use.participant().isPresent() && use.beforeDays > 0 && use.afterDays > 0)
                .toList();
    }

    /**
     * What counts of the records of one service: of each person the one that was recorded last (of several in one span of time, the one of
     * the highest id), unless the person is in both arms; and every group's.
     */
    public static List<ServiceUse> counted(List<ServiceUse> uses) {
        var inBothArms = inBothArms(uses);
        var last = new TreeMap<UUID, ServiceUse>();
        var counted = new ArrayList<ServiceUse>();
        for (var use : uses) {
            if (use.participant().isEmpty()) {
                counted.add(use);
            } else if (!inBothArms.contains(use.participant().get())) {
                last.merge(use.participant().get(), use, BinaryOperator.maxBy(LAST));
            }
        }
        counted.addAll(last.values());
        return List.copyOf(counted);
    }

    /** People with records of one service in both arms, who count in none. */
    public static Set<UUID> inBothArms(List<ServiceUse> uses) {
        var arms = new TreeMap<UUID, Set<String>>();
        uses.forEach(use -> use.participant().ifPresent(person -> arms.computeIfAbsent(person, p -> new TreeSet<>())
                .add(use.arm())));
        arms.values().removeIf(of -> of.size() < 2);
        return arms.keySet();
    }

    private static BigDecimal aYear(long count, long days) {
        return BigDecimal.valueOf(count).multiply(DAYS_A_YEAR).divide(BigDecimal.valueOf(days), MathContext.DECIMAL64);
    }

    /**
     * Numbers by which the same records of the same people are known again in another period: one for each person, and up to {@value
     * #OF_GROUP} for a group, which is enough to say that it is no small one. Somebody of whom there are other records is another member,
     * because what two sets differ by is then told of that person alone.
     */
    public static List<Long> members(List<ServiceUse> uses) {
        var members = new TreeSet<Long>();
        var records = new TreeMap<UUID, SortedSet<UUID>>();
        for (var use : uses) {
            if (use.participant().isPresent()) {
                records.computeIfAbsent(use.participant().get(), person -> new TreeSet<>())
                        .add(use.id);
                continue;
            }
            long own = Seed.of(List.of(use.id));
            members.add(own);
            for (long i = 1; i < Math.min(use.people, OF_GROUP); i++) {
                members.add(Seed.ofAll(List.of(own, i)));
            }
        }
        records.forEach((person, ids) -> {
            var of = new ArrayList<UUID>();
            of.add(person);
            of.addAll(ids);
            members.add(Seed.of(of));
        });
        return List.copyOf(members);
    }
}
