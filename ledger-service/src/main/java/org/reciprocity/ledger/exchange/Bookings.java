package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.problem.Problem;

/**
 * The way in which other features record exchanges that follow from an act of theirs: a hold that is captured, a partner that
 * is reimbursed, somebody who leaves, credit that goes to another community.
 *
 * <p>The caller is in its transaction, has decided who may do this, and holds the locks: of its own streams first, then of
 * every account that moves ({@link Accounts#lock}), in the order of the architecture. {@link #record} decides the exchange on
 * those accounts as any other is decided, writes it, moves the minutes, and gives back the events; the caller appends them
 * with its own. Where it is refused nothing is written, and the caller answers with the problem.
 */
public final class Bookings {
    /** The most minutes that one exchange moves: as many legs as it may have, each of a week. */
    public static final long MOST_MINUTES = (long) ExchangeDecider.MOST_LEGS * ExchangeDecider.LONGEST_LEG_MINUTES;

    private Bookings() {}

    /** What is booked. */
    public enum Kind {
        /** A participant gave time to a participant. Needs the word of both sides. */
        SERVICE(Exchange.Kind.SERVICE),
        /** Credit was spent: provider the partner, receiver the participant, whose word is needed. */
        REDEMPTION(Exchange.Kind.REDEMPTION),
        /** What a partner is owed is taken out of being: provider the community, receiver the partner. */
        RETIREMENT(Exchange.Kind.RETIREMENT),
        /**
         * The balance of a leaver, to the pot (provider the community, receiver the leaver) or from it (the other way round).
         * It may pass every limit, and takes accounts that are not open.
         */
        SETTLEMENT(Exchange.Kind.SETTLEMENT),
        /** Credit that comes from another community (it is the receiver) or goes there (it is the provider). */
        TRANSFER(Exchange.Kind.TRANSFER);

        private final Exchange.Kind kind;

        Kind(Exchange.Kind kind) {
            this.kind = kind;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return kind.wire();
        }
    }

    /** What a party is, from which its account follows. */
    public enum Party {
        /** A participant, by its participant account. */
        PARTICIPANT(ExchangeCommand.Party.PARTICIPANT),
        /** An agency, by its own account. */
        AGENCY(ExchangeCommand.Party.AGENCY),
        /** An agency that redeems credit: by its redemption account where credit is spent or retired, else by its own. */
        REDEEMER(ExchangeCommand.Party.REDEEMER),
        /** The community: by its issuance account in a retirement, else by its pot. */
        COMMUNITY(ExchangeCommand.Party.COMMUNITY),
        /** Another community, by its clearing account here. */
        OTHER_COMMUNITY(ExchangeCommand.Party.OTHER_COMMUNITY);

        private final ExchangeCommand.Party party;

        Party(ExchangeCommand.Party party) {
            this.party = party;
        }
    }

    /**
     * Minutes that move. Those of more than a week become several legs.
     *
     * @param provider who is credited
     * @param receiver who pays
     * @param minutes how much, above zero
     */
    public record Move(UUID provider, UUID receiver, long minutes) {}

    /**
     * A party's word.
     *
     * @param party whose it is
     * @param own whether the party gave it itself; else a broker did on its behalf
     * @param agency the agency whose token it came with
     * @param actor the participant whose token that was; null where it was nobody's in particular
     */
    public record Word(UUID party, boolean own, UUID agency, UUID actor) {}

    /**
     * How an exchange came to be recorded.
     *
     * @param agency that records it
     * @param externalRef that agency's own reference; null for none
     * @param occurredAt when it happened, not after the accounts were locked
     * @param programme the programme it belongs to; null for none
     */
    public record Occasion(UUID agency, String externalRef, Instant occurredAt, UUID programme) {
        /** Of no programme, and without a reference. */
        public Occasion(UUID agency, Instant occurredAt) {
            this(agency, null, occurredAt, null);
        }
    }

    /** On what an exchange stands. */
    public sealed interface Grounds {
        /** On nothing but itself. */
        record Itself() implements Grounds {}

        /**
         * A hold that is captured.
         *
         * @param offer the redemption offer that is taken up; null for none
         * @param hold the hold
         */
        record Captured(UUID offer, UUID hold) implements Grounds {}

        /**
         * What a partner was owed.
         *
         * @param reimbursed whether it was paid, else it waived
         */
        record Retired(boolean reimbursed) implements Grounds {}

        /**
         * The other side of a transfer.
         *
         * @param counterpart the exchange in the other community
         */
        record Transferred(UUID counterpart) implements Grounds {}
    }

    /**
     * An exchange to book.
     *
     * @param community the community
     * @param id the exchange's id, which nothing has
     * @param kind what it is
     * @param occasion how it came to be recorded
     * @param moves what moves, at least one
     * @param parties what each party of the moves is
     * @param words the word of those who pay, and of others who gave theirs
     * @param grounds on what it stands
     */
    public record Booking(
            UUID community,
            UUID id,
            Kind kind,
            Occasion occasion,
            List<Move> moves,
            Map<UUID, Party> parties,
            List<Word> words,
            Grounds grounds) {}

    /** What a booking came to. */
    public sealed interface Booked {
        /**
         * It is written and has settled.
         *
         * @param events to be appended in the same transaction, in this order
         * @param version of the exchange's stream
         */
        record Recorded(List<NewEvent> events, long version) implements Booked {}

        /** Nothing was written. */
        record Refused(Problem problem) implements Booked {}
    }

    /** The accounts that a booking moves: these the caller locks. */
    public static Map<UUID, UUID> accounts(Booking booking) {
        return ExchangeStore.accounts(booking.community(), terms(booking), parties(booking));
    }

    /**
     * Records an exchange.
     *
     * @param sql on the caller's transaction
     * @param booking the exchange
     * @param locked the accounts that it moves, as they stand: what the caller's own act frees of what is reserved is to be
     *     taken off before
     */
    public static Uni<Booked> record(Sql sql, Booking booking, Accounts.LockedBook locked) {
        return switch (decide(booking, locked)) {
            case ExchangeDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(new Booked.Refused(ExchangeProblems.of(rejected.refusal())));
            case ExchangeDecider.Decision.Accepted accepted -> {
                var fresh = new ExchangeStore.Fresh(
                        booking.community(),
                        booking.id(),
                        terms(booking),
                        booking.occasion().externalRef(),
                        accepted.events(),
                        locked.at());
                yield ExchangeStore.write(sql, fresh)
                        .map(written -> new Booked.Recorded(fresh.events(), fresh.version()));
            }
        };
    }

    /**
     * Why an exchange would be refused, where nothing of what is done with it may be written either.
     *
     * @param booking the exchange
     * @param locked the accounts that it moves
     */
    public static Optional<Problem> refusal(Booking booking, Accounts.LockedBook locked) {
        return switch (decide(booking, locked)) {
            case ExchangeDecider.Decision.Rejected rejected -> Optional.of(ExchangeProblems.of(rejected.refusal()));
            case ExchangeDecider.Decision.Accepted accepted -> Optional.empty();
        };
    }

    private static ExchangeDecider.Decision decide(Booking booking, Accounts.LockedBook locked) {
        var command = new ExchangeCommand.Enter(terms(booking), words(booking), parties(booking), accounts(booking));
        return ExchangeDecider.decide(new Exchange.None(), command, ExchangeStore.book(locked));
    }

    private static Exchange.Terms terms(Booking booking) {
        var legs = new ArrayList<Exchange.Leg>();
        for (var move : booking.moves()) {
            long left = move.minutes();
            do {
                int minutes = (int) Math.min(left, ExchangeDecider.LONGEST_LEG_MINUTES);
                legs.add(new Exchange.Leg(
                        move.provider(), move.receiver(), minutes, Exchange.Role.MEMBER, Exchange.Role.MEMBER));
                left -= minutes;
            } while (left > 0);
        }
        var occasion = booking.occasion();
        return new Exchange.Terms(
                new Exchange.Occasion(
                        booking.kind().kind,
                        occasion.programme(),
                        occasion.occurredAt(),
                        null,
                        null,
                        null,
                        null,
                        false,
                        booking.grounds() instanceof Grounds.Transferred(UUID counterpart) ? counterpart : null,
                        grounds(booking.grounds())),
                occasion.agency(),
                legs);
    }

    private static Exchange.Grounds grounds(Grounds grounds) {
        return switch (grounds) {
            case Grounds.Captured(UUID offer, UUID hold) -> new Exchange.Grounds(offer, hold, null);
            case Grounds.Retired(boolean reimbursed) ->
                new Exchange.Grounds(null, null, reimbursed ? Exchange.Manner.REIMBURSED : Exchange.Manner.WAIVED);
            case Grounds.Itself itself -> new Exchange.Grounds(null, null, null);
            case Grounds.Transferred transferred -> new Exchange.Grounds(null, null, null);
        };
    }

    private static List<Exchange.Confirmation> words(Booking booking) {
        return booking.words().stream()
                .map(word -> new Exchange.Confirmation(
                        word.party(),
                        word.own() ? Exchange.How.PARTY : Exchange.How.ON_BEHALF,
                        null,
                        new Exchange.By(word.agency(), word.actor(), word.own() ? null : Exchange.Authority.BROKER)))
                .toList();
    }

    private static Map<UUID, ExchangeCommand.Party> parties(Booking booking) {
        var parties = new HashMap<UUID, ExchangeCommand.Party>();
        booking.parties().forEach((id, party) -> parties.put(id, party.party));
        return parties;
    }
}
