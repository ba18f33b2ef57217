package org.reciprocity.reporting.appraisal;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** What an appraisal takes for given, and may be otherwise. */
public enum Assumption {
    /** People who are reached. */
    PEOPLE("people", BigDecimal.ONE),
    /** The share of them who take part. */
    ENGAGED("engaged", BigDecimal.ONE),
    /** What changes for each who takes part, in units of the unit cost. */
    EFFECT("effect", BigDecimal.ONE),
    /** The share of the effect that would have come anyway; of an effect without comparison only. */
    DEADWEIGHT("deadweight", BigDecimal.ZERO),
    /** The share by which benefits are expected to be overstated, or costs understated. */
    OPTIMISM("optimism", BigDecimal.ZERO),
    /** The share of the effect that is lost from each year to the next. */
    DROP_OFF("dropOff", BigDecimal.ZERO),
    /** The share of the benefit that can be taken out of a budget. */
    CASHABILITY("cashability", BigDecimal.ZERO),
    /** By what the unit cost is multiplied. */
    UNIT_VALUE_FACTOR("unitValueFactor", BigDecimal.ONE),
    /** What a cost comes to, in minor units. */
    AMOUNT("amount", BigDecimal.ZERO);

    private final String field;
    private final BigDecimal usual;

    Assumption(String field, BigDecimal usual) {
        this.field = field;
        this.usual = usual;
    }

    /** How an appraisal names it. */
    public String field() {
        return field;
    }

    /** What it is where an appraisal does not say. */
    public BigDecimal usual() {
        return usual;
    }

    /** The assumption of a field, if it is one. */
    public static Optional<Assumption> of(String field) {
        return Arrays.stream(values())
                .filter(assumption -> assumption.field.equals(field))
                .findFirst();
    }
}
