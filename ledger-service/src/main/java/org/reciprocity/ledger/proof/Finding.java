package org.reciprocity.ledger.proof;

import java.time.Instant;
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
 * @param sequence the sequence of the bad link; 0 where it is about none
 * @param told the figure that is stored; null where it is about a link
 * @param counted what was counted instead; null where it is about a link
 * @param broken where the chain does not hold; null where it is about an account
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
        Instant foundAt) {

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
        /** A link of a community's hash chain is bad. */
        LINK;

        /** Its name in the API, in the log and in the database. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding of(Kind kind, UUID community, UUID account, long told, long counted) {
        return new Finding(kind, community, account, 0, told, counted, null, null);
    }

    static Finding of(ChainWalk.Break broken) {
        return new Finding(Kind.LINK, broken.chain(), NONE, broken.bad().sequence(), null, null, broken, null);
    }

    /** A row: kind, community, account, sequence, told, counted, fault, from, to, noted, found at. */
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
                ((java.time.OffsetDateTime) row[10]).toInstant());
    }

    /** Whether it is about an account. */
    boolean ofAccount() {
        return !account.equals(NONE);
    }

    /** What is wrong with the link, in the API and in the database; null where it is about none. */
    String fault() {
        return broken == null ? null : broken.bad().fault().name().toLowerCase(Locale.ROOT);
    }
}
