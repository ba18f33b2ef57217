package org.reciprocity.ledger.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rules of cases. */
public final class CaseDecider {
    private CaseDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<CaseEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** Something has that id. */
        record IdInUse() implements Refusal {}

        /** The agency has used the reference for another. */
        record ReferenceInUse(UUID first) implements Refusal {}

        /** The agency has used the reference for other support, in this case or another. */
        record ReferenceOfSupport(UUID caseId) implements Refusal {}

        /** There is no such case. */
        record NotReferred() implements Refusal {}

        /** The referral has been accepted. */
        record Answered() implements Refusal {}

        /** Nobody has accepted the referral. */
        record NotAccepted() implements Refusal {}

        /** The referral was declined, or the case has been closed. */
        record Closed() implements Refusal {}

        /** Nothing was agreed that could be breached. */
        record NothingAgreed() implements Refusal {}

        /** Only who runs the programme may do this. */
        record NotYours() implements Refusal {}

        /** The last day lies before the first. */
        record EndsBeforeItBegins() implements Refusal {}

        /** Nobody has been referred yet on that day. */
        record ReferredInTheFuture() implements Refusal {}

        /** The support has not been given yet. */
        record InTheFuture() implements Refusal {}

        /** The two costs are in different currencies, and cannot be compared. */
        record CurrenciesDiffer() implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(Case file, CaseCommand command) {
        return switch (command) {
            case CaseCommand.Refer refer -> refer(file, refer);
            case CaseCommand.Accept(CaseCommand.Actor actor) -> answer(file, actor, CaseEvent.Accepted::new);
            case CaseCommand.Decline(CaseCommand.Actor actor, String reason) ->
                answer(file, actor, participant -> new CaseEvent.Declined(participant, reason));
            case CaseCommand.Agree(CaseCommand.Actor actor, Case.Agreement agreement) ->
                whileOpen(file, actor, participant -> new CaseEvent.Agreed(participant, agreement));
            case CaseCommand.RecordSupport support -> support(file, support);
            case CaseCommand.Close close -> close(file, close);
        };
    }

    /** Makes an event of the participant that a case is about. */
    private interface Of {
        CaseEvent event(UUID participant);
    }

    private static Decision refer(Case file, CaseCommand.Refer refer) {
        return switch (file) {
            case Case.None none -> {
                if (refer.referenceOf() != null) {
                    yield rejected(new Refusal.ReferenceInUse(refer.referenceOf()));
                }
                var day = refer.referral().referredOn();
                yield day != null && day.isAfter(refer.today())
                        ? rejected(new Refusal.ReferredInTheFuture())
                        : accepted(new CaseEvent.Referred(refer.referral()));
            }
            case Case.Referred already -> rejected(new Refusal.IdInUse());
            case Case.Declined already -> rejected(new Refusal.IdInUse());
            case Case.Accepted already -> rejected(new Refusal.IdInUse());
            case Case.Closed already -> rejected(new Refusal.IdInUse());
        };
    }

    private static Decision answer(Case file, CaseCommand.Actor actor, Of event) {
        return switch (file) {
            case Case.None none -> rejected(new Refusal.NotReferred());
            case Case.Referred(Case.Referral referral) -> byWhoRunsIt(actor, referral, event);
            case Case.Declined declined -> rejected(new Refusal.Closed());
            case Case.Accepted accepted -> rejected(new Refusal.Answered());
            case Case.Closed closed -> rejected(new Refusal.Closed());
        };
    }

    private static Decision whileOpen(Case file, CaseCommand.Actor actor, Of event) {
        return switch (file) {
            case Case.None none -> rejected(new Refusal.NotReferred());
            case Case.Accepted open -> byWhoRunsIt(actor, open.referral(), event);
            case Case.Referred referred -> rejected(new Refusal.NotAccepted());
            case Case.Declined declined -> rejected(new Refusal.Closed());
            case Case.Closed closed -> rejected(new Refusal.Closed());
        };
    }

    private static Decision byWhoRunsIt(CaseCommand.Actor actor, Case.Referral referral, Of event) {
        return switch (actor) {
            case RUNS_IT -> accepted(event.event(referral.participant()));
            case REFERRED -> rejected(new Refusal.NotYours());
        };
    }

    private static Decision support(Case file, CaseCommand.RecordSupport command) {
        var support = command.support();
        var decision =
                whileOpen(file, command.actor(), participant -> new CaseEvent.SupportRecorded(participant, support));
        if (decision instanceof Decision.Rejected) {
            return decision;
        }
        if (command.first().idInUse()) {
            return rejected(new Refusal.IdInUse());
        }
        if (command.first().referenceIn() != null) {
            return rejected(new Refusal.ReferenceOfSupport(command.first().referenceIn()));
        }
        if (support.to().isBefore(support.from())) {
            return rejected(new Refusal.EndsBeforeItBegins());
        }
        if (support.to().isAfter(command.today())) {
            return rejected(new Refusal.InTheFuture());
        }
        if (!support.unitCost()
                .currency()
                .equals(support.counterfactualUnitCost().currency())) {
            return rejected(new Refusal.CurrenciesDiffer());
        }
        return decision;
    }

    /** A referral that nobody has answered can only be withdrawn; only an agreement can be breached. */
    private static Decision close(Case file, CaseCommand.Close close) {
        return switch (file) {
            case Case.None none -> rejected(new Refusal.NotReferred());
            case Case.Referred(Case.Referral referral) ->
                switch (close.ending()) {
                    case WITHDRAWN -> accepted(new CaseEvent.Closed(referral.participant(), close.ending()));
                    case COMPLETED, BREACHED -> rejected(new Refusal.NotAccepted());
                };
            case Case.Accepted open -> {
                var closed = accepted(new CaseEvent.Closed(open.referral().participant(), close.ending()));
                yield switch (close.ending()) {
                    case WITHDRAWN -> closed;
                    case COMPLETED ->
                        close.actor() == CaseCommand.Actor.RUNS_IT ? closed : rejected(new Refusal.NotYours());
                    case BREACHED -> {
                        if (close.actor() != CaseCommand.Actor.RUNS_IT) {
                            yield rejected(new Refusal.NotYours());
                        }
                        yield open.agreement() == null ? rejected(new Refusal.NothingAgreed()) : closed;
                    }
                };
            }
            case Case.Declined declined -> rejected(new Refusal.Closed());
            case Case.Closed closed -> rejected(new Refusal.Closed());
        };
    }

    private static Decision accepted(CaseEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    private static Decision rejected(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    /** The case after an event. */
    public static Case evolve(Case file, CaseEvent event) {
        return switch (event) {
            case CaseEvent.Referred(Case.Referral referral) -> new Case.Referred(referral);
            case CaseEvent.Accepted accepted -> new Case.Accepted(referral(file), null, List.of());
            case CaseEvent.Declined declined -> new Case.Declined(referral(file), declined.reason());
            case CaseEvent.Agreed agreed -> {
                var open = open(file);
                yield new Case.Accepted(open.referral(), agreed.agreement(), open.support());
            }
            case CaseEvent.SupportRecorded recorded -> {
                var open = open(file);
                var support = new ArrayList<>(open.support());
                support.add(recorded.support());
                yield new Case.Accepted(open.referral(), open.agreement(), List.copyOf(support));
            }
            case CaseEvent.Closed closed ->
                file instanceof Case.Accepted open
                        ? new Case.Closed(open.referral(), open.agreement(), open.support(), closed.ending())
                        : new Case.Closed(referral(file), null, List.of(), closed.ending());
        };
    }

    /** The referral that began a case. */
    public static Case.Referral referral(Case file) {
        return switch (file) {
            case Case.None none -> throw new IllegalStateException("There is no case");
            case Case.Referred(Case.Referral referral) -> referral;
            case Case.Declined declined -> declined.referral();
            case Case.Accepted accepted -> accepted.referral();
            case Case.Closed closed -> closed.referral();
        };
    }

    private static Case.Accepted open(Case file) {
        if (file instanceof Case.Accepted open) {
            return open;
        }
        throw new IllegalStateException("The case is not open");
    }
}
