package org.reciprocity.ledger.transfer;

import java.util.List;
import java.util.Optional;

/**
 * The rules between two communities: an hour for an hour, and never more outstanding between them than both allow. What it
 * does to the accounts at both ends is decided with the two exchanges.
 */
public final class TransferDecider {
    private TransferDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /**
         * It happens.
         *
         * @param events what it is told by; of a transfer the two exchanges tell
         */
        record Accepted(List<TransferEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** It is one community, within which credit moves by other kinds of exchange. */
        record SameCommunity() implements Refusal {}

        /** The leg is longer than one of the two policies allows. */
        record LegTooLong(int most) implements Refusal {}

        /** The two have not both said what may be outstanding. */
        record NotAgreed() implements Refusal {}

        /** More would be outstanding than both allow. */
        record LimitReached(long limit) implements Refusal {}

        /** Who pays or is credited does not speak for the other, and does not take it back. */
        record SelfConfirmation() implements Refusal {}

        /** A token that is somebody's own is for what they have a part in. */
        record NotTheBearers() implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(TransferCommand command) {
        return switch (command) {
            case TransferCommand.SetLimit set ->
                set.community().equals(set.other())
                        ? new Decision.Rejected(new Refusal.SameCommunity())
                        : new Decision.Accepted(List.of(new TransferEvent.LimitSet(set.other(), set.minutes())));
            case TransferCommand.Send send -> send(send);
            case TransferCommand.Speak speak ->
                mayNotSpeak(speak)
                        .<Decision>map(Decision.Rejected::new)
                        .orElseGet(() -> new Decision.Accepted(List.of()));
            case TransferCommand.TakeBack(boolean concerned, TransferCommand.Actor actor) -> {
                if (concerned) {
                    yield new Decision.Rejected(new Refusal.SelfConfirmation());
                }
                yield actor.bearer() == null || actor.mayActForOthers()
                        ? new Decision.Accepted(List.of())
                        : new Decision.Rejected(new Refusal.NotTheBearers());
            }
        };
    }

    private static Optional<Refusal> mayNotSpeak(TransferCommand.Speak speak) {
        var bearer = speak.actor().bearer();
        if (bearer == null) {
            return Optional.empty();
        }
        // One's own word is that of the id whose token it is; on one's own behalf nobody speaks under any.
        boolean theirs =
                speak.own() ? bearer.equals(speak.sender()) : speak.actor().is(speak.sender());
        boolean credited = speak.actor().is(speak.recipient());
        if (theirs == speak.own() && !credited) {
            return Optional.empty();
        }
        return theirs || credited
                ? Optional.of(new Refusal.SelfConfirmation())
                : Optional.of(new Refusal.NotTheBearers());
    }

    private static Decision send(TransferCommand.Send send) {
        if (send.from().equals(send.to())) {
            return new Decision.Rejected(new Refusal.SameCommunity());
        }
        if (send.minutes() > send.longestLeg()) {
            return new Decision.Rejected(new Refusal.LegTooLong(send.longestLeg()));
        }
        if (send.limit() == null) {
            return new Decision.Rejected(new Refusal.NotAgreed());
        }
        return Math.addExact(send.owed(), send.minutes()) > send.limit()
                ? new Decision.Rejected(new Refusal.LimitReached(send.limit()))
                : new Decision.Accepted(List.of());
    }

    /** What may be outstanding between the two: the lower of both words; null while one of them is missing. */
    public static Long agreed(Long oneSide, Long otherSide) {
        return oneSide == null || otherSide == null ? null : (Long) Math.min(oneSide, otherSide);
    }
}
