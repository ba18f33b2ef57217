package org.reciprocity.ledger.band;

import java.util.List;

/** The rules of telling and clearing bands. */
public final class BandDecider {
    private BandDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens; what changes nothing happens without an event. */
        record Accepted(List<BandEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** Only the agency that registered the participant, or the lead, tells them. */
        NOT_YOURS,
        /** A household or a group has no age. */
        NOT_A_PERSON,
        /** The operator does not let bands be kept in the community. */
        SWITCHED_OFF,
        /** The participant's consent to it is not in force. */
        NO_CONSENT
    }

    /** Decides. To take everything back needs neither consent nor switch. */
    public static Decision decide(Bands now, BandCommand command) {
        return switch (command) {
            case BandCommand.Tell tell -> tell(now, tell);
            case BandCommand.Clear clear -> become(now, Bands.NONE);
        };
    }

    private static Decision tell(Bands now, BandCommand.Tell tell) {
        if (!tell.mayTell()) {
            return new Decision.Rejected(Refusal.NOT_YOURS);
        }
        if (!tell.person()) {
            return new Decision.Rejected(Refusal.NOT_A_PERSON);
        }
        if (!tell.bands().isEmpty() && !tell.switchedOn()) {
            return new Decision.Rejected(Refusal.SWITCHED_OFF);
        }
        if (!tell.bands().isEmpty() && !tell.consented()) {
            return new Decision.Rejected(Refusal.NO_CONSENT);
        }
        return become(now, tell.bands());
    }

    private static Decision become(Bands now, Bands then) {
        return new Decision.Accepted(now.equals(then) ? List.of() : List.of(new BandEvent.Banded(then)));
    }

    /** The bands after an event. */
    public static Bands evolve(Bands bands, BandEvent event) {
        return switch (event) {
            case BandEvent.Banded banded -> banded.bands();
        };
    }
}
