package org.reciprocity.ledger.proof;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.ChainAudit;
import org.reciprocity.eventlog.ChainWalk;

/**
 * Something in the book that is wrong.
 *
 * @param kind what it is about
 * @param community whose book it is in
 * @param account the account; {@link #NONE} where it is about none
 * @param sequence the sequence of the bad link, or of the event; 0 where it is about none
 * @param told the figure that is stored; null where it is about a link, or there is none
 * @param counted what was counted instead, or what the event says; null where it is about a link, or there is none
 * @param broken where the chain does not hold; null where it is about an account
 * @param posting the posting of an event; null where it is about none
 * @param foundAt since when it is known; null for one that has just been found
 */
record Finding(
        Kind kind,
        UUID community,
        UUID account,
        long sequence,
        Long told,
        Long counted,
        ChainWalk.Break broken,
        Posting posting,
        Instant foundAt) {

    /**
     * A posting that an event tells of, or that no event does.
     *
     * @param exchange whose it is
     * @param number its place among the account's
     * @param differs what it says otherwise than its event; empty where it is missing, or no event tells of it
     */
    record Posting(UUID exchange, long number, List<String> differs) {}

    /** No account. */
    static final UUID NONE = new UUID(0, 0);

    /** What a finding is about. */
    enum Kind {
        /** An account's balance is not the sum of its postings. */
        BALANCE,
        /** An account's postings are not all there, or the balances noted with them do not follow from each other. */
        POSTINGS,
        /** What an account has reserved is not what is held on it. */
        RESERVED,
        /** The balances of a community do not sum to zero. */
        SUM,
        /** An account's postings are not those that the events say. */
        EVENT,
        /** A link of a community's hash chain is bad. */
        LINK;

        /** Its name in the API, in the log and in the database. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding of(Kind kind, UUID community, UUID account, long told, long counted) {
        return new Finding(kind, community, account, 0, told, counted, null, null, null);
    }

    /** The posting that an event tells of says something else, or is not there: it is null then. */
    static Finding ofEvent(ToldPostings.Told told, ToldPostings.Said stored) {
        return new Finding(
                Kind.EVENT,
                told.community(),
                told.account(),
                told.sequence(),
                stored == null ? null : stored.minutes(),
                told.says().minutes(),
                null,
                new Posting(
                        told.exchange(),
                        told.number(),
                        stored == null ? List.of() : told.says().differs(stored)),
                null);
    }

    /** An account has fewer postings than events told. */
    static Finding ofEntries(UUID community, UUID account, long entries, long told) {
        return of(Kind.EVENT, community, account, entries, told);
    }

    /** No event tells of a posting of an account. */
    static Finding ofUntold(UUID community, UUID account, Posting posting, long minutes) {
        return new Finding(Kind.EVENT, community, account, 0, minutes, null, null, posting, null);
    }

    static Finding of(ChainWalk.Break broken) {
        return new Finding(Kind.LINK, broken.chain(), NONE, broken.bad().sequence(), null, null, broken, null, null);
    }

    /** A row: kind, community, account, sequence, told, counted, fault, from, to, noted, found at, exchange, number of posting, in what it differs. */
    static Finding of(Object[] row) {
        var kind = Kind.valueOf(((String) row[0]).toUpperCase(Locale.ROOT));
        var community = (UUID) row[1];
        long sequence = (Long) row[3];
        var broken = kind == Kind.LINK
                ? new ChainWalk.Break(
                        community,
                        (Long) row[7],
                        (Long) row[8],
                        new ChainAudit.BadLink(
                                sequence, ChainAudit.Fault.valueOf(((String) row[6]).toUpperCase(Locale.ROOT))),
                        Optional.ofNullable((String) row[9]))
                : null;
        return new Finding(
                kind,
                community,
                (UUID) row[2],
                sequence,
                (Long) row[4],
                (Long) row[5],
                broken,
                row[12] == null ? null : new Posting((UUID) row[11], (Long) row[12], List.of((String[]) row[13])),
                ((java.time.OffsetDateTime) row[10]).toInstant());
    }

    /** Whether it is about an account. */
    boolean ofAccount() {
        return !account.equals(NONE);
    }

    /** Whether it is about an account's balance, postings or reserved minutes as such, apart from events. */
    boolean ofCount() {
        return ofAccount() && kind != Kind.EVENT;
    }

    /** Whose posting it is; null where it is about none. */
    UUID exchange() {
        return posting == null ? null : posting.exchange();
    }

    /** What a posting says otherwise than its event; empty where it is about none. */
    List<String> differs() {
        return posting == null ? List.of() : posting.differs();
    }

    /** What is wrong with the link, in the API and in the database; null where it is about none. */
    String fault() {
        return broken == null ? null : broken.bad().fault().name().toLowerCase(Locale.ROOT);
    }
}
