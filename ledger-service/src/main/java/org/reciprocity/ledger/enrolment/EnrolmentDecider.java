package org.reciprocity.ledger.enrolment;

import java.util.List;
import java.util.Set;

/** The rules of enrolling and of ending. */
public final class EnrolmentDecider {
    private EnrolmentDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<EnrolmentEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is an enrolment of that id. */
        ID_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE,
        /** The participant is in the programme on one of these days already. */
        ALREADY_ENROLLED,
        /** The last day lies before the first. */
        ENDS_BEFORE_IT_BEGINS,
        /** The participant is enrolled in the other arm of the programme, or has outcomes there. */
        ARM_CHANGED,
        /** There is no such enrolment. */
        NOT_ENROLLED,
        /** Its end is known already. */
        ALREADY_ENDED
    }

    /** Decides. */
    public static Decision decide(Enrolment enrolment, EnrolmentCommand command) {
        return switch (command) {
            case EnrolmentCommand.Enrol enrol ->
                switch (enrolment) {
                    case Enrolment.Made already -> new Decision.Rejected(Refusal.ID_IN_USE);
                    case Enrolment.None none -> enrol(enrol);
                };
            case EnrolmentCommand.End end ->
                switch (enrolment) {
                    case Enrolment.None none -> new Decision.Rejected(Refusal.NOT_ENROLLED);
                    case Enrolment.Made(Enrolment.Terms terms) -> end(terms, end);
                };
        };
    }

    private static Decision enrol(EnrolmentCommand.Enrol enrol) {
        var terms = enrol.terms();
        if (enrol.referenceTaken()) {
            return new Decision.Rejected(Refusal.REFERENCE_IN_USE);
        }
        if (terms.to() != null && terms.to().isBefore(terms.from())) {
            return new Decision.Rejected(Refusal.ENDS_BEFORE_IT_BEGINS);
        }
        if (enrol.overlaps()) {
            return new Decision.Rejected(Refusal.ALREADY_ENROLLED);
        }
        if (!Set.of(terms.arm().wire()).containsAll(enrol.arms())) {
            return new Decision.Rejected(Refusal.ARM_CHANGED);
        }
        return new Decision.Accepted(List.of(new EnrolmentEvent.Enrolled(terms)));
    }

    private static Decision end(Enrolment.Terms terms, EnrolmentCommand.End end) {
        if (terms.to() != null) {
            return new Decision.Rejected(Refusal.ALREADY_ENDED);
        }
        if (end.to().isBefore(terms.from())) {
            return new Decision.Rejected(Refusal.ENDS_BEFORE_IT_BEGINS);
        }
        return new Decision.Accepted(
                List.of(new EnrolmentEvent.Ended(terms.programme(), terms.participant(), end.to())));
    }

    /** The enrolment after an event. */
    public static Enrolment evolve(Enrolment enrolment, EnrolmentEvent event) {
        return switch (event) {
            case EnrolmentEvent.Enrolled enrolled -> new Enrolment.Made(enrolled.terms());
            case EnrolmentEvent.Ended ended ->
                switch (enrolment) {
                    case Enrolment.None none -> throw new IllegalStateException("No enrolment was ended");
                    case Enrolment.Made(Enrolment.Terms terms) ->
                        new Enrolment.Made(new Enrolment.Terms(
                                terms.programme(),
                                terms.participant(),
                                terms.role(),
                                terms.arm(),
                                terms.from(),
                                ended.to()));
                };
        };
    }
}
