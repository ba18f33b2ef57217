package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
 * @param given the words there are already
 */
record Proposal(
        Caller caller,
        UUID community,
        UUID id,
        boolean idChosen,
        String externalRef,
        Exchange.Terms terms,
        List<ExchangeCommand.Word> given) {

    /** Participants who speak for a party. */
    List<UUID> supporters() {
        return given.stream()
                .map(ExchangeCommand.Word::actor)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    static Proposal of(Caller caller, ExchangeResource.NewExchange request) {
        return new Proposal(
                caller,
                request.communityId(),
                Optional.ofNullable(request.id()).orElseGet(EventIds::next),
                request.id() != null,
                request.externalRef(),
                request.terms(caller.agency(), caller.participant()),
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
