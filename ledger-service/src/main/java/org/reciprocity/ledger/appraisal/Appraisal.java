package org.reciprocity.ledger.appraisal;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** An appraisal as its stream tells. It is registered once, and does not change. */
public sealed interface Appraisal {

    /** Nobody has registered it. */
    record None() implements Appraisal {}

    /** It is registered. */
    record Registered(Terms terms) implements Appraisal {}

    /**
     * Its assumptions.
     *
     * @param code what it is called; unique in its community
     * @param payer the agency that decides to pay
     * @param currency by ISO 4217
     * @param priceYear the year in whose prices its answer is
     * @param baseYear year 0: costs run from it, benefits from the year after it
     * @param schedule by which rates it is discounted
     * @param benefits what is saved
     * @param costs what is spent; empty where the programme's recorded costs of the base year and later are taken
     */
    record Terms(
            String code,
            UUID payer,
            String currency,
            int priceYear,
            int baseYear,
            Schedule schedule,
            List<Benefit> benefits,
            List<Cost> costs) {}

    /** By which rates later years are discounted. */
    enum Schedule {
        /** HM Treasury's standard rates as of 2022. */
        HMT_STANDARD_2022("hmt-standard-2022"),
        /** HM Treasury's rates for effects on health as of 2022. */
        HMT_HEALTH_2022("hmt-health-2022"),
        /** By none. */
        UNDISCOUNTED("undiscounted");

        private final String wire;

        Schedule(String wire) {
            this.wire = wire;
        }

        /** Its name in events and in the API. */
        public String wire() {
            return wire;
        }

        /** The schedule of that name. */
        public static Schedule of(String wire) {
            for (var schedule : values()) {
                if (schedule.wire.equals(wire)) {
                    return schedule;
                }
            }
            throw new IllegalArgumentException("No schedule: " + wire);
        }
    }

    /**
     * A line of benefits. Shares, rates and probabilities are of 0 to 1.
     *
     * @param line what it is called; unique in its appraisal
     * @param people how many are reached
     * @param engaged which share of them takes part
     * @param effect how many units one of them saves in a year
     * @param deadweight which share would have happened anyway
     * @param optimism what is taken off for optimism
     * @param unitCost the unit cost that one unit saves
     * @param dropOff which share is lost from one year to the next
     * @param cashability which share can be taken out as money
     * @param controlled whether the effect was measured against a comparison
     * @param maryland strength of the evidence on the Maryland scale, up to 5
     * @param health whether it is an effect on health
     * @param years how many years it lasts
     * @param shares which agency gains which share; the rest is unattributed
     * @param effectFrom what the effect was read from; null where it is only stated
     * @param low other values, at the lower end; null for none
     * @param high other values, at the upper end; null for none
     */
    record Benefit(
            String line,
            BigDecimal people,
            BigDecimal engaged,
            BigDecimal effect,
            BigDecimal deadweight,
            BigDecimal optimism,
            UUID unitCost,
            BigDecimal dropOff,
            BigDecimal cashability,
            boolean controlled,
            int maryland,
            boolean health,
            int years,
            List<Share> shares,
            Evidence effectFrom,
            Varied low,
            Varied high) {}

    /** An agency's share of a benefit. */
    record Share(UUID agency, BigDecimal share) {}

    /** What an effect was read from: {@code service-use}, {@code follow-up} or {@code instrument}, and its code. */
    record Evidence(String kind, String code) {}

    /** Other values of a line of benefits; null for those that stay. */
    record Varied(
            BigDecimal people,
            BigDecimal engaged,
            BigDecimal effect,
            BigDecimal deadweight,
            BigDecimal optimism,
            BigDecimal dropOff,
            BigDecimal cashability,
            BigDecimal unitValueFactor) {}

    /**
     * A line of costs, in the appraisal's currency and price year.
     *
     * @param line what it is called; unique in its appraisal
     * @param agency who bears it
     * @param year in which financial year
     * @param amount in whole minor units
     * @param optimism what is added for optimism, as a share
     * @param low other values, at the lower end; null for none
     * @param high other values, at the upper end; null for none
     */
    record Cost(
            String line, UUID agency, int year, long amount, BigDecimal optimism, VariedCost low, VariedCost high) {}

    /** Other values of a line of costs; null for those that stay. */
    record VariedCost(Long amount, BigDecimal optimism) {}
}
