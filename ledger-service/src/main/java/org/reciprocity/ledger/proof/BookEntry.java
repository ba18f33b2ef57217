package org.reciprocity.ledger.proof;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.exchange.Exchange;

/** What the events of a community say of its book, in their order. */
sealed interface BookEntry {

    /** Its place in the log. */
    long sequence();

    /**
     * An account was opened.
     *
     * @param sequence its place in the log
     * @param account the account
     * @param holder what it is
     */
    record Opened(long sequence, UUID account, Holder holder) implements BookEntry {}

    /**
     * An exchange settled or was reversed.
     *
     * @param sequence its place in the log
     * @param exchange the exchange
     * @param recordedAt when that was recorded
     * @param reversed why it was reversed; nothing when it settled
     * @param occasion what the exchange is about
     * @param legs with the minutes that count
     * @param postings what was moved, by account: nothing for hours that earn no credit
     */
    record Moved(
            long sequence,
            UUID exchange,
            Instant recordedAt,
            Optional<Exchange.Reason> reversed,
            Exchange.Occasion occasion,
            List<Exchange.Leg> legs,
            Map<UUID, Long> postings)
            implements BookEntry {}

    /**
     * What an account is.
     *
     * @param kind what it is for
     * @param owner whose it is
     */
    record Holder(AccountKind kind, UUID owner) {}

    /**
     * What has to be known besides to tell entries.
     *
     * @param holders the accounts that they name, by id
     * @param settled what was moved by the exchanges that they reverse, by exchange and account
     */
    record Context(Map<UUID, Holder> holders, Map<UUID, Map<UUID, Long>> settled) {

        /** What an account is. An event that moves one that there is not would be a hole in the book, and ends it. */
        Holder holder(UUID account) {
            var holder = holders.get(account);
            if (holder == null) {
                throw new IllegalStateException("An event moves the account " + account + ", which is not there");
            }
            return holder;
        }

        /** What a reversed exchange had moved. One that had never settled would be a hole, too. */
        Map<UUID, Long> settled(UUID exchange) {
            var postings = settled.get(exchange);
            if (postings == null) {
                throw new IllegalStateException("The exchange " + exchange + " was reversed, and had not settled");
            }
            return postings;
        }
    }
}
