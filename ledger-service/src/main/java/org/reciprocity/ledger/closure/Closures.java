package org.reciprocity.ledger.closure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.exchange.Bookings;
import org.reciprocity.ledger.exchange.Corrections;
import org.reciprocity.ledger.hold.Holds;
import org.reciprocity.ledger.log.Author;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Closes accounts in the caller's transaction, for those who may: the lead when somebody leaves, and whoever erases a person.
 *
 * <p>The owner is locked, so that whoever records something with them has been done or waits, as a proposal locks no account of
 * whom it names. Exchanges of the owner that wait are locked and given up, the account and the pot are locked, the balance is settled
 * between the two, and the account is closed. If any of it is refused nothing is written.
 */
public final class Closures {
    /** What refers to the participant, such as a hold that is placed while its account is locked, does not wait for this. */
    private static final String LOCK_PARTICIPANT =
            "select 1 from participant where community_id = $1 and id = $2 for no key update";

    private static final String LOCK_ADMISSION =
            "select 1 from admission where community_id = $1 and agency_id = $2 for no key update";

    private Closures() {}

    /**
     * An account to close.
     *
     * @param account the account, as it is seen
     * @param author by whose token it is closed, an agency's
     * @param reason why, as a code
     * @param cancelWaiting whether the owner's waiting exchanges are to be given up; else they stand in the way
     * @param expected the version of the account that the caller has read; empty for any
     */
    public record Closing(
            Accounts.Seen account, Author author, String reason, boolean cancelWaiting, OptionalLong expected) {}

    /** What it came to. */
    public sealed interface Result {
        /**
         * It is closed.
         *
         * @param view as it is shown
         * @param events to be appended in the same transaction, in this order
         */
        record Closed(ClosureView view, List<NewEvent> events) implements Result {}

        /** Nothing was written. */
        record Refused(Problem problem) implements Result {}
    }

    /** Closes an account. */
    public static Uni<Result> close(Sql sql, Closing closing) {
        var account = closing.account();
        return lockOwner(sql, account)
                .chain(() -> Corrections.waiting(sql, account.community(), account.owner()))
                .chain(waiting -> Accounts.lock(sql, account.community(), List.of(account.id(), pot(account)))
                        .chain(locked -> EventStore.read(sql, account.id())
                                .chain(stream -> closing.expected().orElse(stream.size()) == stream.size()
                                        ? Holds.over(sql, account.id(), locked.at())
                                                .chain(over -> close(sql, closing, waiting, over, locked))
                                        : Uni.createFrom()
                                                .item(new Result.Refused(Problem.of(
                                                        ProblemType.PRECONDITION_FAILED,
                                                        "Read the account again, and decide on what it is now."))))));
    }

    /** An agency that was admitted no longer is named by nobody. The community's own accounts are not closed. */
    private static Uni<Void> lockOwner(Sql sql, Accounts.Seen account) {
        return switch (account.kind()) {
            case PARTICIPANT ->
                sql.select(LOCK_PARTICIPANT, account.community(), account.owner())
                        .replaceWithVoid();
            case AGENCY ->
                sql.select(LOCK_ADMISSION, account.community(), account.owner()).replaceWithVoid();
            case POT, ISSUANCE, REDEMPTION, CLEARING -> Uni.createFrom().voidItem();
        };
    }

    private static UUID pot(Accounts.Seen account) {
        return AccountIds.of(account.community(), AccountKind.POT, account.community());
    }

    private static Uni<Result> close(
            Sql sql, Closing closing, List<Corrections.Held> waiting, long over, Accounts.LockedBook locked) {
        var account = closing.account();
        var stands = locked.accounts().stream()
                .filter(one -> one.id().equals(account.id()))
                .findFirst()
                .orElseThrow();
        var command = new ClosureCommand(
                account.kind(),
                stands.status(),
                stands.balance(),
                stands.reserved() - over,
                waiting.stream().map(Corrections.Held::id).collect(Collectors.toSet()),
                closing.cancelWaiting());
        return switch (ClosureDecider.decide(command)) {
            case ClosureDecider.Decision.Rejected rejected ->
                Uni.createFrom()
                        .item(new Result.Refused(problem(rejected.refusal()).with("account", account.id())));
            case ClosureDecider.Decision.Accepted accepted -> close(sql, closing, waiting, locked, accepted.toThePot());
        };
    }

    private static Uni<Result> close(
            Sql sql, Closing closing, List<Corrections.Held> waiting, Accounts.LockedBook locked, long toThePot) {
        var settlements = settlements(closing, locked, toThePot);
        var refusal = settlements.stream()
                .flatMap(booking -> Bookings.refusal(booking, locked).stream())
                .findFirst();
        return refusal.isPresent()
                ? Uni.createFrom().item(new Result.Refused(refusal.get()))
                : Holds.meet(sql, locked).chain(met -> write(sql, closing, waiting, met, settlements, toThePot));
    }

    private static Uni<Result> write(
            Sql sql,
            Closing closing,
            List<Corrections.Held> waiting,
            Holds.Met met,
            List<Bookings.Booking> settlements,
            long toThePot) {
        var account = closing.account();
        var locked = met.book();
        var events = new ArrayList<NewEvent>(met.events());
        var settlementId = settlements.isEmpty() ? null : settlements.getLast().id();
        return Multi.createFrom()
                .iterable(waiting)
                .onItem()
                .transformToUniAndConcatenate(
                        held -> held.undo(sql, Corrections.Reason.PARTY_LEFT, closing.author(), locked))
                .invoke(events::addAll)
                .collect()
                .last()
                .chain(() -> settle(sql, settlements, locked))
                .invoke(events::addAll)
                .chain(() -> Accounts.close(
                        sql, account.community(), account.id(), closing.reason(), settlementId, locked.at()))
                .map(closed -> {
                    events.add(closed);
                    return new Result.Closed(
                            new ClosureView(
                                    account.id(),
                                    account.community(),
                                    account.owner(),
                                    "closed",
                                    closing.reason(),
                                    toThePot,
                                    settlementId,
                                    waiting.stream().map(Corrections.Held::id).toList(),
                                    locked.at(),
                                    closed.version()),
                            List.copyOf(events));
                });
    }

    private static Uni<List<NewEvent>> settle(Sql sql, List<Bookings.Booking> settlements, Accounts.LockedBook locked) {
        return Multi.createFrom()
                .iterable(settlements)
                .onItem()
                .transformToUniAndConcatenate(settlement -> Bookings.record(sql, settlement, locked))
                .map(booked -> switch (booked) {
                    case Bookings.Booked.Recorded recorded -> recorded.events();
                    case Bookings.Booked.Refused refused ->
                        throw new IllegalStateException("What was allowed is refused: "
                                + refused.problem().type());
                })
                .onItem()
                .<NewEvent>disjoint()
                .collect()
                .asList();
    }

    /** What one exchange cannot move is moved by several. */
    private static List<Bookings.Booking> settlements(Closing closing, Accounts.LockedBook locked, long toThePot) {
        var settlements = new ArrayList<Bookings.Booking>(1);
        long left = toThePot;
        while (left != 0) {
            long some = Math.clamp(left, -Bookings.MOST_MINUTES, Bookings.MOST_MINUTES);
            settlements.add(settlement(closing, locked, some));
            left -= some;
        }
        return settlements;
    }

    /** Who is in credit gives it to the pot, which is the provider then; who is in debt is made good by it. */
    private static Bookings.Booking settlement(Closing closing, Accounts.LockedBook locked, long toThePot) {
        var account = closing.account();
        var community = account.community();
        var move = toThePot > 0
                ? new Bookings.Move(community, account.owner(), toThePot)
                : new Bookings.Move(account.owner(), community, -toThePot);
        var party = account.kind() == AccountKind.PARTICIPANT ? Bookings.Party.PARTICIPANT : Bookings.Party.AGENCY;
        return new Bookings.Booking(
                community,
                EventIds.next(),
                Bookings.Kind.SETTLEMENT,
                new Bookings.Occasion(closing.author().agency(), locked.at()),
                List.of(move),
                Map.of(community, Bookings.Party.COMMUNITY, account.owner(), party),
                List.of(),
                new Bookings.Grounds.Itself());
    }

    private static Problem problem(ClosureDecider.Refusal refusal) {
        return switch (refusal) {
            case ClosureDecider.Refusal.StatusFixed fixed ->
                Problem.of(ProblemType.STATUS_FIXED, "Accounts of participants and agencies are suspended and closed.");
            case ClosureDecider.Refusal.AlreadyClosed closed ->
                Problem.of(ProblemType.ALREADY_CLOSED, "It is closed for ever.");
            case ClosureDecider.Refusal.HasHolds(long reserved) ->
                Problem.of(
                        ProblemType.ACCOUNT_HAS_HOLDS,
                        reserved + " minutes are held: capture the holds, or release them, first.");
            case ClosureDecider.Refusal.HasExchanges(int waiting) ->
                Problem.of(
                        ProblemType.ACCOUNT_HAS_EXCHANGES,
                        waiting + " exchanges wait: settle or cancel them first, or say cancelWaiting.");
        };
    }
}
