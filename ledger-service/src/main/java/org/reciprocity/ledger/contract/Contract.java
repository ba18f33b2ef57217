package org.reciprocity.ledger.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** A contract as its stream tells. */
public sealed interface Contract {

    /** Nobody has let it. */
    record None() implements Contract {}

    /** It is let. */
    record Let(Terms terms) implements Contract {}

    /** It was let, and has been ended. */
    record Ended(Terms terms, LocalDate endedOn, String reason) implements Contract {}

    /**
     * What is agreed.
     *
     * @param code what it is called; unique in its community
     * @param commissioner the agency that commissions
     * @param programmes by which programmes it is fulfilled
     * @param providers the agencies that fulfil it
     * @param from the first day
     * @param to the last day
     * @param domains which outcomes are commissioned
     * @param paidOn the figure that is paid on
     * @param counterFigure another figure, which shows whether that one was reached at the expense of what was meant; null
     *     where none is told
     */
    record Terms(
            String code,
            UUID commissioner,
            List<UUID> programmes,
            List<UUID> providers,
            LocalDate from,
            LocalDate to,
            List<Domain> domains,
            String paidOn,
            String counterFigure) {}

    /**
     * An outcome domain.
     *
     * @param domain which
     * @param measuredBy by what it was agreed to be measured
     * @param target the value to reach; null for none
     * @param direction on which side of the target it should be; null without one
     */
    record Domain(String domain, MeasuredBy measuredBy, BigDecimal target, String direction) {}

    /** A {@code figure}, {@code instrument}, {@code service-use} or {@code follow-up}, and its code. */
    record MeasuredBy(String kind, String code) {}
}
