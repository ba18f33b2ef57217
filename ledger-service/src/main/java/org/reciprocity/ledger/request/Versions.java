package org.reciprocity.ledger.request;

import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/** The version a client has read, against the one there is. */
public final class Versions {
    private Versions() {}

    /** Refuses a command that expects another version. */
    public static void require(Call call, long version) {
        if (call.ifMatch() != null && call.ifMatch() != version) {
            throw Problem.of(ProblemType.PRECONDITION_FAILED, "Read it again, and decide on what it is now.")
                    .exception();
        }
    }

    /** Refuses a command that does not say which version it expects. */
    public static void demand(Call call) {
        if (call.ifMatch() == null) {
            throw Problem.of(ProblemType.PRECONDITION_REQUIRED, "Send If-Match with the ETag you read.")
                    .exception();
        }
    }
}
