package org.reciprocity.ledger.problem;

/** Carries a refusal to where requests are answered. It has no stack trace: nothing went wrong in here. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    /** For the given refusal. */
    public ProblemException(Problem problem) {
        super(problem.type().code(), null, false, false);
        this.problem = problem;
    }

    /** The refusal. */
    public Problem problem() {
        return problem;
    }
}
