package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.ledger.security.Caller;

/**
 * An exchange that somebody asks to record.
 *
 * @param caller who asks
 * @param community where
 * @param id its id
 * @param idChosen whether the client chose the id; one of our own is used by nobody
 * @param externalRef the client's reference; null for none
 * @param terms what it is about
 * @param given the confirmations there are already
 */
record Proposal(
        Caller caller,
        UUID community,
        UUID id,
        boolean idChosen,
        String externalRef,
        Exchange.Terms terms,
        List<Exchange.Confirmation> given) {

    static Proposal of(Caller caller, ExchangeResource.NewExchange request) {
        return new Proposal(
                caller,
                request.communityId(),
                Optional.ofNullable(request.id()).orElseGet(EventIds::next),
                request.id() != null,
                request.externalRef(),
                request.terms(caller.agency()),
                request.given());
    }

    /** Whether it has to have a transaction of its own: what takes up an offer moves its stock too. */
    boolean alone() {
        return terms.occasion().grounds().offer() != null;
    }

    /** The exchange that it becomes. */
    ExchangeStore.Fresh fresh(List<ExchangeEvent> happened, Instant at) {
        return new ExchangeStore.Fresh(community, id, terms, externalRef, happened, at);
    }
}
