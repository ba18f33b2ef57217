package org.reciprocity.reporting.appraisal;

import java.math.BigDecimal;
import java.util.List;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * How much less a pound of a later year counts. One of health may be discounted by rates of its own, which are for effects on health and
 * not for all money of the health service.
 *
 * @param code how an appraisal names it
 * @param general the rates of all else, by years
 * @param health the rates of effects on health, by years
 * @param source who published it
 */
public record DiscountSchedule(String code, List<Band> general, List<Band> health, String source) {

    /**
     * A rate and the years it is for.
     *
     * @param from the first year
     * @param to the last year
     * @param rate a year, as a share
     */
    public record Band(int from, int to, BigDecimal rate) {}

    /** Of which years it knows a rate. */
    public int lastYear() {
        return Math.min(general.getLast().to(), health.getLast().to());
    }

    /** The rates of effects on health, or of all else. */
    public List<Band> bands(boolean ofHealth) {
        return ofHealth ? health : general;
    }

    /**
     * What one unit in a year is worth in year 0: the product of 1 / (1 + rate) over the years 1 to that year, exactly.
     *
     * @param year 0 to {@link #lastYear}
     * @param ofHealth whether it is an effect on health
     */
    public Rational factor(int year, boolean ofHealth) {
        if (year < 0 || year > lastYear()) {
            throw new IllegalArgumentException("no rate of year " + year + " in " + code);
        }
        var growth = Rational.ONE;
        for (var band : bands(ofHealth)) {
            int years = Math.min(year, band.to()) - band.from() + 1;
            if (years > 0) {
                growth =
                        growth.times(Rational.ONE.plus(Rational.of(band.rate())).power(years));
            }
        }
        return Rational.ONE.dividedBy(growth);
    }

    /** What a flow of money is worth in year 0, exactly; the first is of year 0. */
    public Rational presentValue(List<Rational> flow, boolean ofHealth) {
        var value = Rational.ZERO;
        for (int year = 0; year < flow.size(); year++) {
            value = value.plus(flow.get(year).times(factor(year, ofHealth)));
        }
        return value;
    }
}
