package org.reciprocity.ledger.instrument;

import java.math.BigDecimal;

/** What can be asked of an instrument of a community. */
public sealed interface InstrumentCommand {

    /**
     * Register it.
     *
     * @param code its code
     * @param title what it is called
     * @param minimum the lowest score
     * @param maximum the highest score
     * @param step what scores are apart; null for any
     * @param better which way is better
     * @param cutOff where attention begins or ends; null for nowhere
     * @param cutOffSide on which side of that; null for nowhere
     * @param licence on what terms it may be used
     * @param codeTaken whether a built-in instrument or another of the community has the code
     * @param referenceTaken whether another that the agency registered has its reference
     */
    record Register(
            String code,
            String title,
            BigDecimal minimum,
            BigDecimal maximum,
            BigDecimal step,
            Instrument.Better better,
            BigDecimal cutOff,
            Instrument.Side cutOffSide,
            String licence,
            boolean codeTaken,
            boolean referenceTaken)
            implements InstrumentCommand {}
}
