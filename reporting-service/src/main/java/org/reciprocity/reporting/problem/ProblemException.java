package org.reciprocity.reporting.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request is refused. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;
    private final transient Map<String, Object> more = new LinkedHashMap<>();

    /** With what is wrong in this case, in words for a person. */
    public ProblemException(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    /** Adds a member to the document. */
    public ProblemException with(String member, Object value) {
        more.put(member, value);
        return this;
    }

    /** What kind of refusal it is. */
    public Problem problem() {
        return problem;
    }

    /** The further members. */
    public Map<String, Object> more() {
        return more;
    }
}
