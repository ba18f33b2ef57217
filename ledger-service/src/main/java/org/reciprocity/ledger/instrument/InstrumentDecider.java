package org.reciprocity.ledger.instrument;

import java.util.List;
import java.util.Optional;

/** The rules of registering an instrument. It is registered once and does not change: scores were read by its rules. */
public final class InstrumentDecider {
    private InstrumentDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<InstrumentEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is something of that id. */
        ID_IN_USE,
        /** A built-in instrument or another of the community has the code. */
        CODE_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE,
        /** The highest score is not above the lowest. */
        RANGE_EMPTY,
        /** The highest score is no whole number of steps above the lowest. */
        STEP_DOES_NOT_FIT,
        /** A cut-off without a side, or a side without a cut-off. */
        CUT_OFF_UNCLEAR,
        /** The cut-off is no score, or no score or every score lies beyond it. */
        CUT_OFF_DOES_NOT_FIT
    }

    /** Decides about an instrument; empty where there is none of the id. */
    public static Decision decide(Optional<Instrument> there, InstrumentCommand command) {
        return switch (command) {
            case InstrumentCommand.Register register ->
                there.isPresent() ? new Decision.Rejected(Refusal.ID_IN_USE) : register(register);
        };
    }

    private static Decision register(InstrumentCommand.Register register) {
        if (register.referenceTaken()) {
            return new Decision.Rejected(Refusal.REFERENCE_IN_USE);
        }
        if (register.codeTaken()) {
            return new Decision.Rejected(Refusal.CODE_IN_USE);
        }
        var range = register.maximum().subtract(register.minimum());
        if (range.signum() <= 0) {
            return new Decision.Rejected(Refusal.RANGE_EMPTY);
        }
        if (register.step() != null
                && (register.step().signum() <= 0
                        || range.remainder(register.step()).signum() != 0)) {
            return new Decision.Rejected(Refusal.STEP_DOES_NOT_FIT);
        }
        if ((register.cutOff() == null) != (register.cutOffSide() == null)) {
            return new Decision.Rejected(Refusal.CUT_OFF_UNCLEAR);
        }
        return fits(register)
                ? new Decision.Accepted(List.of(new InstrumentEvent.Registered(instrument(register))))
                : new Decision.Rejected(Refusal.CUT_OFF_DOES_NOT_FIT);
    }

    /** On each side of a cut-off lies a score. */
    private static boolean fits(InstrumentCommand.Register register) {
        return register.cutOff() == null
                || (register.cutOff().compareTo(register.minimum()) > 0
                        && register.cutOff().compareTo(register.maximum()) <= 0);
    }

    private static Instrument instrument(InstrumentCommand.Register register) {
        return new Instrument(
                register.code(),
                register.title(),
                register.minimum(),
                register.maximum(),
                register.step(),
                register.better(),
                register.cutOff() == null ? null : new Instrument.CutOff(register.cutOff(), register.cutOffSide()),
                register.licence(),
                null,
                List.of());
    }

    /** The instrument after an event. */
    public static Optional<Instrument> evolve(Optional<Instrument> there, InstrumentEvent event) {
        return switch (event) {
            case InstrumentEvent.Registered registered -> Optional.of(registered.instrument());
        };
    }
}
