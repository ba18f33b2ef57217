package org.reciprocity.ledger.clearance;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The rules of clearances. */
public final class ClearanceDecider {
    private ClearanceDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ClearanceEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is a clearance of that id. */
        ID_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE,
        /** The reviewer is no agency of the community. */
        REVIEWER_UNKNOWN,
        /** What is pending has no days; what is decided has the day on which it was. */
        DAYS_DO_NOT_FIT,
        /** It has not been decided yet. */
        IN_THE_FUTURE,
        /** The last day lies before the day of the decision. */
        EXPIRES_BEFORE_IT_BEGINS,
        /** There is no such clearance. */
        NOT_RECORDED,
        /** Others than who recorded it, the reviewer and the lead do not change it. */
        NOT_YOURS,
        /** It has been withdrawn. */
        ALREADY_WITHDRAWN
    }

    /** Decides. */
    public static Decision decide(Clearance clearance, ClearanceCommand command) {
        return switch (command) {
            case ClearanceCommand.Register record ->
                switch (clearance) {
                    case Clearance.None none -> record(record);
                    case Clearance.Recorded recorded -> rejected(Refusal.ID_IN_USE);
                    case Clearance.Withdrawn withdrawn -> rejected(Refusal.ID_IN_USE);
                };
            case ClearanceCommand.Decide decide ->
                switch (clearance) {
                    case Clearance.None none -> rejected(Refusal.NOT_RECORDED);
                    case Clearance.Recorded(Clearance.Terms terms) -> decide(terms, decide);
                    case Clearance.Withdrawn withdrawn -> rejected(Refusal.ALREADY_WITHDRAWN);
                };
            case ClearanceCommand.Withdraw withdraw ->
                switch (clearance) {
                    case Clearance.None none -> rejected(Refusal.NOT_RECORDED);
                    case Clearance.Recorded(Clearance.Terms terms) ->
                        withdraw.mayChange()
                                ? accepted(new ClearanceEvent.Withdrawn(terms.participant(), withdraw.reason()))
                                : rejected(Refusal.NOT_YOURS);
                    case Clearance.Withdrawn withdrawn -> rejected(Refusal.ALREADY_WITHDRAWN);
                };
        };
    }

    private static Decision record(ClearanceCommand.Register record) {
        if (record.referenceTaken()) {
            return rejected(Refusal.REFERENCE_IN_USE);
        }
        if (!record.reviewerAdmitted()) {
            return rejected(Refusal.REVIEWER_UNKNOWN);
        }
        return wrong(record.terms().review(), record.today())
                .map(ClearanceDecider::rejected)
                .orElseGet(() -> accepted(new ClearanceEvent.Recorded(record.terms())));
    }

    private static Decision decide(Clearance.Terms terms, ClearanceCommand.Decide decide) {
        if (!decide.mayChange()) {
            return rejected(Refusal.NOT_YOURS);
        }
        return wrong(decide.review(), decide.today())
                .map(ClearanceDecider::rejected)
                .orElseGet(() -> accepted(new ClearanceEvent.Recorded(new Clearance.Terms(
                        terms.participant(), terms.role(), terms.setting(), terms.reviewer(), decide.review()))));
    }

    private static Optional<Refusal> wrong(Clearance.Review review, LocalDate today) {
        boolean fits =
                switch (review.outcome()) {
                    case PENDING -> review.decidedOn() == null && review.expiresOn() == null;
                    case CLEARED, CLEARED_WITH_CONDITIONS, NOT_CLEARED -> review.decidedOn() != null;
                };
        if (!fits) {
            return Optional.of(Refusal.DAYS_DO_NOT_FIT);
        }
        if (review.decidedOn() != null && review.decidedOn().isAfter(today)) {
            return Optional.of(Refusal.IN_THE_FUTURE);
        }
        return review.expiresOn() != null && review.expiresOn().isBefore(review.decidedOn())
                ? Optional.of(Refusal.EXPIRES_BEFORE_IT_BEGINS)
                : Optional.empty();
    }

    private static Decision accepted(ClearanceEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    private static Decision rejected(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    /** The clearance after an event. */
    public static Clearance evolve(Clearance clearance, ClearanceEvent event) {
        return switch (event) {
            case ClearanceEvent.Recorded recorded -> new Clearance.Recorded(recorded.terms());
            case ClearanceEvent.Withdrawn withdrawn ->
                switch (clearance) {
                    case Clearance.Recorded(Clearance.Terms terms) -> new Clearance.Withdrawn(terms);
                    case Clearance.None none -> throw new IllegalStateException("No clearance was withdrawn");
                    case Clearance.Withdrawn already -> throw new IllegalStateException("It was withdrawn twice");
                };
        };
    }
}
