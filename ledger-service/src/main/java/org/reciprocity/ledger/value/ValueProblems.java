package org.reciprocity.ledger.value;

import java.util.UUID;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** Refusals about money, as problem documents. */
final class ValueProblems {
    private ValueProblems() {}

    /** What a unit cost is called; its agency is the one that pays. */
    static final String UNIT_COST = "unit cost";

    /**
     * The problem.
     *
     * @param what what it is called
     * @param path the path of its kind, with a slash at the end
     * @param existing what stands under the reference; null unless that is the refusal
     */
    static Problem of(ValueDecider.Refusal refusal, String what, String path, UUID existing) {
        return switch (refusal) {
            case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case NOTHING_THERE -> Problem.notFound(what);
            case REFERENCE_IN_USE ->
                Problem.of(
                                ProblemType.EXTERNAL_REF_IN_USE,
                                "Your agency has recorded a " + what + " under this reference.")
                        .with("existing", path + existing);
            case NOT_YOURS ->
                Problem.of(
                        ProblemType.NOT_YOURS,
                        "A " + what
                                + " is recorded by the agency whose it is, or the lead, and withdrawn by who recorded it,"
                                + " or the lead.");
            case AGENCY_UNKNOWN -> Problem.notFound("agency", what.equals(UNIT_COST) ? "payerId" : "agencyId");
            case BEARER_OR_YEAR_MISSING ->
                Problem.of(ProblemType.COST_WITHOUT_BEARER_OR_YEAR, "Say which agency bears it, and in which year.");
            case PAYER_OR_YEAR_MISSING ->
                Problem.of(ProblemType.BENEFIT_WITHOUT_PAYER_OR_YEAR, "Say which agency gains it, and in which year.");
            case WITHDRAWN_ALREADY -> Problem.of(ProblemType.ALREADY_WITHDRAWN, "It counts no more already.");
        };
    }
}
