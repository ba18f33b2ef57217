package org.reciprocity.ledger.exchange;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What happened to an exchange. */
public sealed interface ExchangeEvent {

    /**
     * It was recorded.
     *
     * @param terms what it is about
     * @param confirmations given with it
     */
    record Proposed(Exchange.Terms terms, List<Exchange.Confirmation> confirmations) implements ExchangeEvent {}

    /** A party confirmed later. */
    record Confirmed(Exchange.Confirmation confirmation) implements ExchangeEvent {}

    /**
     * Minutes were moved.
     *
     * @param occasion what it is about
     * @param legs with the minutes that count
     * @param postings what was moved, by account
     * @param assurance how far its hours can be trusted; null where there are no hours, or it was not said
     */
    record Settled(
            Exchange.Occasion occasion, List<Exchange.Leg> legs, Map<UUID, Long> postings, Exchange.Assurance assurance)
            implements ExchangeEvent {}

    /** A party disputes it. */
    record Disputed(Exchange.Dispute dispute) implements ExchangeEvent {}

    /** A dispute was decided; what was decided follows. */
    record Resolved(Exchange.Resolution resolution) implements ExchangeEvent {}

    /** Nobody confirmed it within these hours. */
    record Lapsed(int afterHours) implements ExchangeEvent {}

    /** It was given up. */
    record Cancelled(Exchange.Reason reason) implements ExchangeEvent {}

    /**
     * What was moved was moved back.
     *
     * @param reason why
     * @param occasion what it was about
     * @param legs as they were settled
     * @param postings what is moved now, by account: the opposite of before
     * @param assurance as it was said when it settled
     */
    record Reversed(
            Exchange.Reason reason,
            Exchange.Occasion occasion,
            List<Exchange.Leg> legs,
            Map<UUID, Long> postings,
            Exchange.Assurance assurance)
            implements ExchangeEvent {}
}
