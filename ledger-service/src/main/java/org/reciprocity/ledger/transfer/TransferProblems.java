package org.reciprocity.ledger.transfer;

import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** How refusals are told. */
final class TransferProblems {
    private TransferProblems() {}

    static Problem of(TransferDecider.Refusal refusal) {
        return switch (refusal) {
            case TransferDecider.Refusal.SameCommunity same ->
                Problem.of(ProblemType.SAME_COMMUNITY, "Within a community credit moves by exchanges of other kinds.");
            case TransferDecider.Refusal.LegTooLong(int most) ->
                Problem.of(
                                ProblemType.LEG_TOO_LONG,
                                "A transfer has 1 to " + most + " minutes between these two communities.")
                        .with("field", "minutes");
            case TransferDecider.Refusal.NotAgreed notAgreed ->
                Problem.of(
                        ProblemType.NO_TRANSFER_AGREEMENT,
                        "The lead stewards of both set a limit first: PUT /communities/{id}/transfer-limits/{other}.");
            case TransferDecider.Refusal.SelfConfirmation self ->
                Problem.of(
                        ProblemType.SELF_CONFIRMATION,
                        "Who sends or is credited does not speak for the other, and does not take it back.");
            case TransferDecider.Refusal.NotTheBearers no ->
                Problem.of(ProblemType.NOT_THE_BEARERS, "A token that is somebody's own speaks for them alone.");
            case TransferDecider.Refusal.LimitReached(long limit) ->
                Problem.of(
                        ProblemType.TRANSFER_LIMIT_REACHED,
                        "At most " + limit + " minutes may be outstanding; nothing was moved.");
        };
    }
}
