package org.reciprocity.ledger.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.reciprocity.ledger.withdrawal.Withdrawal;

/** A piece of information on money as its stream tells. */
public sealed interface Value {

    /** Nobody has recorded it. */
    record None() implements Value {}

    /** It stands. */
    record Standing(ValueEvent event) implements Value {}

    /** It was recorded, and does not count any more. */
    record Withdrawn(Withdrawal.Reason reason) implements Value {}

    /** What can be withdrawn. */
    enum Kind {
        /** A cost. */
        COST(Withdrawal.Of.COST),
        /** A benefit. */
        BENEFIT(Withdrawal.Of.BENEFIT);

        private final Withdrawal.Of of;

        Kind(Withdrawal.Of of) {
            this.of = of;
        }

        /** What it is called when it is withdrawn. */
        public Withdrawal.Of of() {
            return of;
        }

        /** Its name in events and in the database. */
        public String wire() {
            return of.wire();
        }

        /** The kind of that name. */
        public static Kind of(String wire) {
            for (var kind : values()) {
                if (kind.wire().equals(wire)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No kind: " + wire);
        }
    }

    /**
     * An amount.
     *
     * @param year the financial year it falls in, by its first calendar year; null where it is not told
     * @param amount in whole minor units of the currency, such as pence
     * @param currency by ISO 4217
     * @param priceYear the year in whose prices it is; null for the year it falls in
     */
    record Money(Integer year, long amount, String currency, Integer priceYear) {

        /** With its price year told. */
        Money priced() {
            return new Money(year, amount, currency, priceYear == null ? year : priceYear);
        }
    }

    /**
     * What a programme costs.
     *
     * @param agency who bears it; null where it is not told
     * @param money how much, and when
     * @param inKind whether it is given as premises, goods or hours rather than in cash
     * @param preventive whether it keeps something from happening
     * @param grade confidence in the amount, from 1, the best, to 6
     * @param item what for; null where it is not told
     */
    record Cost(UUID agency, Money money, boolean inKind, boolean preventive, int grade, String item) {}

    /**
     * What a programme gains.
     *
     * @param agency who gains; null where it is not told
     * @param money how much, and when
     * @param cashable whether it can be taken out and spent on something else
     * @param grade confidence in the amount, from 1, the best, to 6
     * @param item what it consists in; null where it is not told
     */
    record Benefit(UUID agency, Money money, boolean cashable, int grade, String item) {}

    /**
     * What one of something costs.
     *
     * @param code of what
     * @param title of what, in a few public words
     * @param year the year in whose prices it is
     * @param currency by ISO 4217
     * @param amount in whole minor units
     * @param source where it was published
     * @param inclusions what the amount includes
     * @param payer the agency that pays it
     * @param grade confidence in the amount, from 1, the best, to 6
     */
    record UnitCost(
            String code,
            String title,
            int year,
            String currency,
            long amount,
            String source,
            List<String> inclusions,
            UUID payer,
            int grade) {}

    /**
     * How dear a year was.
     *
     * @param currency by ISO 4217
     * @param year the year
     * @param index the index, of which only ratios mean something
     * @param source where it was published
     */
    record Deflator(String currency, int year, BigDecimal index, String source) {}
}
