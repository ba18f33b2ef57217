package org.reciprocity.ledger.liability;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** The rules of what partners are owed: it ends oldest first, and never below zero. */
public final class LiabilityDecider {
    private static final int MONTH = 30;
    private static final int QUARTER = 90;
    private static final int YEAR = 365;

    private LiabilityDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(long minutes) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** The agency has never redeemed credit here. */
        record NotARedeemer() implements Refusal {}

        /** The partner is owed less. */
        record MoreThanOwed(long owed) implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(LiabilityCommand command) {
        return switch (command) {
            case LiabilityCommand.Retire retire -> {
                if (!retire.redeems()) {
                    yield new Decision.Rejected(new Refusal.NotARedeemer());
                }
                yield retire.minutes() > retire.owed()
                        ? new Decision.Rejected(new Refusal.MoreThanOwed(retire.owed()))
                        : new Decision.Accepted(retire.minutes());
            }
        };
    }

    /** Minutes that a partner took on a day, those taken back among them no more. */
    public record Day(LocalDate day, long minutes) {}

    /**
     * What is owed, by how many days ago the credit was taken.
     *
     * @param to30 in the last 30 days
     * @param to90 31 to 90 days ago
     * @param to365 91 to 365 days ago
     * @param older before
     */
    public record Age(long to30, long to90, long to365, long older) {

        private Age and(long minutes, long days) {
            if (days <= MONTH) {
                return new Age(to30 + minutes, to90, to365, older);
            }
            if (days <= QUARTER) {
                return new Age(to30, to90 + minutes, to365, older);
            }
            return days <= YEAR
                    ? new Age(to30, to90, to365 + minutes, older)
                    : new Age(to30, to90, to365, older + minutes);
        }
    }

    /** The age of what is owed: what has ended was the oldest, so what is left is the newest. What stands below zero has none. */
    public static Age age(long owed, List<Day> taken, LocalDate today) {
        var age = new Age(0, 0, 0, 0);
        long left = Math.max(owed, 0);
        for (var day :
                taken.stream().sorted(Comparator.comparing(Day::day).reversed()).toList()) {
            long minutes = Math.min(left, day.minutes());
            age = age.and(minutes, ChronoUnit.DAYS.between(day.day(), today));
            left -= minutes;
        }
        return age;
    }
}
