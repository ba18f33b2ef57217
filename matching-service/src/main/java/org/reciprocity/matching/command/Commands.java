package org.reciprocity.matching.command;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.RequestHead;

/**
 * Runs what a POST asks for: once, however often it is sent with one idempotency key. The key is a row of its own that
 * commits with the effect.
 */
@ApplicationScoped
public class Commands {
    private final Transactions transactions;
    private final Idempotency idempotency;

    Commands(Transactions transactions, Idempotency idempotency) {
        this.transactions = transactions;
        this.idempotency = idempotency;
    }

    /**
     * Runs a command that answers with what it did, or with a problem after having written nothing.
     */
    public Uni<Response> run(RequestHead head, Function<Work, Uni<Answer>> command) {
        if (head.idempotencyKey() == null) {
            return transactions.run(command).map(Answer::toResponse);
        }
        var claim = idempotency.claim(head);
        return transactions.run(work -> idempotency.once(work, claim, () -> command.apply(work)));
    }
}
