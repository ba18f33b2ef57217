package org.reciprocity.matching.http;

/** Ends a request before any decision, with the problem document that it carries. */
public final class RefusedException extends RuntimeException {
    private final transient Answer answer;

    /** Carries it. */
    public RefusedException(Answer answer) {
        super(answer.body());
        this.answer = answer;
    }

    /** The problem document. */
    public Answer answer() {
        return answer;
    }
}
