package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What happened to an exchange. */
public sealed interface ExchangeEvent {

    /**
     * It was recorded, and did not settle with that, or with other minutes than were recorded.
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
     * @param recording how it was recorded, of one that settled as it was; null where it was proposed before
     */
    record Settled(
            Exchange.Occasion occasion,
            List<Exchange.Leg> legs,
            Map<UUID, Long> postings,
            Exchange.Assurance assurance,
            Recording recording)
            implements ExchangeEvent {

        /** Of one that was proposed before. */
        public Settled(
                Exchange.Occasion occasion,
                List<Exchange.Leg> legs,
                Map<UUID, Long> postings,
                Exchange.Assurance assurance) {
            this(occasion, legs, postings, assurance, null);
        }

        /** What is told where it settles as it is recorded: with the minutes that were recorded, this alone. */
        List<ExchangeEvent> at(Proposed recorded) {
            var terms = recorded.terms();
            return legs.equals(terms.legs())
                    ? List.of(new Settled(
                            occasion,
                            legs,
                            postings,
                            assurance,
                            new Recording(terms.recordedBy(), terms.bearer(), recorded.confirmations())))
                    : List.of(recorded, this);
        }
    }

    /**
     * What is known beside of an exchange that settled as it was recorded, with the minutes that were recorded.
     *
     * @param by the agency that recorded it
     * @param bearer the participant whose token it came with; null where the token was nobody's in particular
     * @param confirmations given with it
     */
    record Recording(UUID by, UUID bearer, List<Exchange.Confirmation> confirmations) {}

    /**
     * A party disputes it.
     *
     * @param dispute who, and why
     * @param programme the programme of the exchange; null where it has none, and in the first releases' events
     * @param occurredAt when the exchange took place; null in the first releases' events
     */
    record Disputed(Exchange.Dispute dispute, UUID programme, Instant occurredAt) implements ExchangeEvent {

        static Disputed of(Exchange.Dispute dispute, Exchange.Occasion occasion) {
            return new Disputed(dispute, occasion.programme(), occasion.occurredAt());
        }
    }

    /** A dispute was decided; what was decided follows. */
    record Resolved(Exchange.Resolution resolution) implements ExchangeEvent {}

    /** Nobody confirmed it within these hours. */
    record Lapsed(int afterHours) implements ExchangeEvent {}

    /**
     * It was given up.
     *
     * @param reason why
     * @param by who gave it up; null in the first releases' events
     */
    record Cancelled(Exchange.Reason reason, Exchange.By by) implements ExchangeEvent {}

    /**
     * What was moved was moved back.
     *
     * @param reason why
     * @param by who took it back; null in the first releases' events
     * @param occasion what it was about
     * @param legs as they were settled
     * @param postings what is moved now, by account: the opposite of before
     * @param assurance as it was said when it settled
     */
    record Reversed(
            Exchange.Reason reason,
            Exchange.By by,
            Exchange.Occasion occasion,
            List<Exchange.Leg> legs,
            Map<UUID, Long> postings,
            Exchange.Assurance assurance)
            implements ExchangeEvent {}
}
