package org.reciprocity.ledger.consent;

import java.util.List;
import java.util.UUID;

/** The rules of consents. */
public final class ConsentDecider {
    private ConsentDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ConsentEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is a consent of that id. */
        ID_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE,
        /** The participant's consent to this purpose is in force. */
        IN_FORCE,
        /** Nobody is their own supporter. */
        OWN_SUPPORTER,
        /** It has not been given, or withdrawn, yet. */
        IN_THE_FUTURE,
        /** The last day lies before the first. */
        EXPIRES_BEFORE_IT_BEGINS,
        /** There is no such consent. */
        NOT_GIVEN,
        /** It is withdrawn before it was given. */
        WITHDRAWN_BEFORE_IT_WAS_GIVEN,
        /** It has been withdrawn. */
        ALREADY_WITHDRAWN
    }

    /** Decides. */
    public static Decision decide(Consent consent, ConsentCommand command) {
        return switch (command) {
            case ConsentCommand.Give give ->
                switch (consent) {
                    case Consent.None none -> give(give);
                    case Consent.Given given -> new Decision.Rejected(Refusal.ID_IN_USE);
                    case Consent.Withdrawn withdrawn -> new Decision.Rejected(Refusal.ID_IN_USE);
                };
            case ConsentCommand.Withdraw withdraw ->
                switch (consent) {
                    case Consent.None none -> new Decision.Rejected(Refusal.NOT_GIVEN);
                    case Consent.Given(Consent.Terms terms) -> withdraw(terms, withdraw);
                    case Consent.Withdrawn withdrawn -> new Decision.Rejected(Refusal.ALREADY_WITHDRAWN);
                };
        };
    }

    private static Decision give(ConsentCommand.Give give) {
        var terms = give.terms();
        if (give.referenceTaken()) {
            return new Decision.Rejected(Refusal.REFERENCE_IN_USE);
        }
        if (supportsItself(terms.participant(), terms.word())) {
            return new Decision.Rejected(Refusal.OWN_SUPPORTER);
        }
        if (terms.givenOn().isAfter(give.today())) {
            return new Decision.Rejected(Refusal.IN_THE_FUTURE);
        }
        if (terms.expiresOn() != null && terms.expiresOn().isBefore(terms.givenOn())) {
            return new Decision.Rejected(Refusal.EXPIRES_BEFORE_IT_BEGINS);
        }
        return give.inForce()
                ? new Decision.Rejected(Refusal.IN_FORCE)
                : new Decision.Accepted(List.of(new ConsentEvent.Given(terms)));
    }

    private static Decision withdraw(Consent.Terms terms, ConsentCommand.Withdraw withdraw) {
        if (supportsItself(terms.participant(), withdraw.word())) {
            return new Decision.Rejected(Refusal.OWN_SUPPORTER);
        }
        if (withdraw.on().isAfter(withdraw.today())) {
            return new Decision.Rejected(Refusal.IN_THE_FUTURE);
        }
        if (withdraw.on().isBefore(terms.givenOn())) {
            return new Decision.Rejected(Refusal.WITHDRAWN_BEFORE_IT_WAS_GIVEN);
        }
        return new Decision.Accepted(List.of(
                new ConsentEvent.Withdrawn(terms.participant(), terms.purpose(), withdraw.word(), withdraw.on())));
    }

    private static boolean supportsItself(UUID participant, Consent.Word word) {
        return switch (word) {
            case Consent.Word.Own own -> false;
            case Consent.Word.Supporters supporters -> participant.equals(supporters.supporter());
        };
    }

    /** The consent after an event. */
    public static Consent evolve(Consent consent, ConsentEvent event) {
        return switch (event) {
            case ConsentEvent.Given given -> new Consent.Given(given.terms());
            case ConsentEvent.Withdrawn withdrawn ->
                switch (consent) {
                    case Consent.Given(Consent.Terms terms) -> new Consent.Withdrawn(terms);
                    case Consent.None none -> throw new IllegalStateException("No consent was withdrawn");
                    case Consent.Withdrawn already -> throw new IllegalStateException("It was withdrawn twice");
                };
        };
    }
}
