package org.reciprocity.ledger.outcome;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.reciprocity.ledger.instrument.Instrument;

/**
 * The rules of recording outcomes. A person is in one arm of a programme, has one score on an instrument at a wave, one use of a
 * service in as many days and one follow-up of an event and window, and is followed up no earlier than at the baseline. That
 * something did not come about within a window is known when the window is over.
 */
public final class OutcomeDecider {
    private OutcomeDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<OutcomeEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** Something is recorded under that id. */
        record IdInUse() implements Refusal {}

        /** The agency has used the reference for another of its kind. */
        record ReferenceInUse() implements Refusal {}

        /** It is one participant's or a group's, never both and never nobody's. */
        record SubjectUnclear() implements Refusal {}

        /** A follow-up is of a case, a participant or a group; an outcome belongs to the first two. */
        record FollowUpUnclear() implements Refusal {}

        /** A group of nobody is followed up. */
        record GroupEmpty() implements Refusal {}

        /** It has not been measured or observed yet. */
        record InTheFuture() implements Refusal {}

        /** There is no such instrument. */
        record UnknownInstrument() implements Refusal {}

        /** One of score, raw and items is given; a group has a score only. */
        record ScoreUnclear() implements Refusal {}

        /**
         * The instrument cannot give it.
         *
         * @param field score, raw or items
         * @param instrument the instrument
         */
        record ScoreOutOfRange(String field, Instrument instrument) implements Refusal {}

        /** The person is in another arm of the programme. */
        record ArmChanged() implements Refusal {}

        /** The person has a score on the instrument at the wave. */
        record AlreadyScored() implements Refusal {}

        /** A follow-up has no baseline. */
        record BaselineMissing() implements Refusal {}

        /** A follow-up is of an earlier day than its baseline. */
        record BeforeBaseline() implements Refusal {}

        /** A baseline is of a later day than a follow-up of it. */
        record BaselineAfterFollowUp() implements Refusal {}

        /** It was observed before the person's first day in the programme. */
        record BeforeEnrolment() implements Refusal {}

        /** The person, case or group has been followed up for the event and window. */
        record AlreadyFollowedUp() implements Refusal {}

        /** The person's use of the service is recorded, before and after as many days. */
        record UseAlreadyRecorded() implements Refusal {}

        /**
         * It is said not to have come about within a window that was not over.
         *
         * @param over the first day on which it could be said
         */
        record WindowOpen(LocalDate over) implements Refusal {}

        /** There is no such outcome. */
        record NotRecorded() implements Refusal {}

        /** Another agency recorded it. */
        record NotYours() implements Refusal {}

        /** It does not count any more. */
        record AlreadyWithdrawn() implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(OutcomeFact fact, OutcomeCommand command) {
        return switch (command) {
            case OutcomeCommand.Withdraw withdraw -> withdraw(fact, withdraw);
            case OutcomeCommand.Score score -> fresh(fact, score.referenceTaken(), () -> score(score));
            case OutcomeCommand.RecordUse use -> fresh(fact, use.referenceTaken(), () -> use(use));
            case OutcomeCommand.FollowUp followUp -> fresh(fact, followUp.referenceTaken(), () -> followUp(followUp));
        };
    }

    private static Decision fresh(
            OutcomeFact fact, boolean referenceTaken, java.util.function.Supplier<Decision> decision) {
        return switch (fact) {
            case OutcomeFact.Recorded already -> rejected(new Refusal.IdInUse());
            case OutcomeFact.Withdrawn already -> rejected(new Refusal.IdInUse());
            case OutcomeFact.None none -> referenceTaken ? rejected(new Refusal.ReferenceInUse()) : decision.get();
        };
    }

    private static Decision score(OutcomeCommand.Score score) {
        if (!score.subject().clear()) {
            return rejected(new Refusal.SubjectUnclear());
        }
        if (score.measuredOn().isAfter(score.today())) {
            return rejected(new Refusal.InTheFuture());
        }
        if (score.instrument() == null) {
            return rejected(new Refusal.UnknownInstrument());
        }
        var reading = score.subject().participant() == null
                ? score.instrument().readMean(score.given())
                : score.instrument().read(score.given());
        return switch (reading) {
            case Instrument.Reading.Unclear unclear -> rejected(new Refusal.ScoreUnclear());
            case Instrument.Reading.OutOfRange(String field) ->
                rejected(new Refusal.ScoreOutOfRange(field, score.instrument()));
            case Instrument.Reading.Scored scored -> score(score, scored);
        };
    }

    private static Decision score(OutcomeCommand.Score score, Instrument.Reading.Scored scored) {
        var before = score.before();
        if (!before.fits(score.arm())) {
            return rejected(new Refusal.ArmChanged());
        }
        if (before.taken()) {
            return rejected(new Refusal.AlreadyScored());
        }
        var unordered = unordered(score.wave(), score.measuredOn(), before);
        if (unordered.isPresent()) {
            return rejected(unordered.get());
        }
        return accepted(new OutcomeEvent.Scored(new OutcomeFact.Measure(
                score.subject(),
                score.instrument().code(),
                score.wave(),
                score.arm(),
                new OutcomeFact.Reading(
                        scored.score(),
                        scored.raw(),
                        score.instrument().better().wire(),
                        scored.beyondCutOff()),
                score.measuredOn())));
    }

    /** A baseline comes first, and each follow-up on its day or later. */
    private static Optional<Refusal> unordered(int wave, LocalDate day, OutcomeCommand.Before before) {
        if (wave == 0) {
            return before.goesOn() != null && day.isAfter(before.goesOn())
                    ? Optional.of(new Refusal.BaselineAfterFollowUp())
                    : Optional.empty();
        }
        if (before.begins() == null) {
            return Optional.of(new Refusal.BaselineMissing());
        }
        return day.isBefore(before.begins()) ? Optional.of(new Refusal.BeforeBaseline()) : Optional.empty();
    }

    private static Decision use(OutcomeCommand.RecordUse record) {
        if (!record.use().subject().clear()) {
            return rejected(new Refusal.SubjectUnclear());
        }
        if (!record.before().fits(record.use().arm())) {
            return rejected(new Refusal.ArmChanged());
        }
        return record.before().taken()
                ? rejected(new Refusal.UseAlreadyRecorded())
                : accepted(new OutcomeEvent.UseRecorded(record.use()));
    }

    private static Decision followUp(OutcomeCommand.FollowUp command) {
        var followUp = command.followUp();
        var before = command.before();
        if (!followUp.clear()) {
            return rejected(new Refusal.FollowUpUnclear());
        }
        var group = followUp.whose().group();
        if (group != null && group.none()) {
            return rejected(new Refusal.GroupEmpty());
        }
        if (followUp.observedOn().isAfter(command.today())) {
            return rejected(new Refusal.InTheFuture());
        }
        if (!before.fits(followUp.arm())) {
            return rejected(new Refusal.ArmChanged());
        }
        if (before.taken()) {
            return rejected(new Refusal.AlreadyFollowedUp());
        }
        if (before.begins() != null && followUp.observedOn().isBefore(before.begins())) {
            return rejected(new Refusal.BeforeEnrolment());
        }
        if (followUp.outcome() == OutcomeFact.Came.NO && before.opens() != null) {
            var over = before.opens().plusMonths(followUp.windowMonths());
            if (followUp.observedOn().isBefore(over)) {
                return rejected(new Refusal.WindowOpen(over));
            }
        }
        return accepted(new OutcomeEvent.FollowedUp(followUp));
    }

    private static Decision withdraw(OutcomeFact fact, OutcomeCommand.Withdraw withdraw) {
        return switch (fact) {
            case OutcomeFact.None none -> rejected(new Refusal.NotRecorded());
            case OutcomeFact.Recorded recorded ->
                withdraw.allowed()
                        ? accepted(new OutcomeEvent.Withdrawn(withdraw.withdrawal()))
                        : rejected(new Refusal.NotYours());
            case OutcomeFact.Withdrawn already ->
                rejected(withdraw.allowed() ? new Refusal.AlreadyWithdrawn() : new Refusal.NotYours());
        };
    }

    private static Decision accepted(OutcomeEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    private static Decision rejected(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    /** The fact after an event. */
    public static OutcomeFact evolve(OutcomeFact fact, OutcomeEvent event) {
        return switch (event) {
            case OutcomeEvent.Scored scored -> new OutcomeFact.Recorded(scored);
            case OutcomeEvent.UseRecorded recorded -> new OutcomeFact.Recorded(recorded);
            case OutcomeEvent.FollowedUp followedUp -> new OutcomeFact.Recorded(followedUp);
            case OutcomeEvent.Withdrawn withdrawn ->
                switch (fact) {
                    case OutcomeFact.None none -> throw new IllegalStateException("Nothing was withdrawn");
                    case OutcomeFact.Withdrawn already -> throw new IllegalStateException("It was withdrawn twice");
                    case OutcomeFact.Recorded recorded ->
                        new OutcomeFact.Withdrawn(recorded.event(), withdrawn.withdrawal());
                };
        };
    }
}
