package org.reciprocity.ledger.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.Book;
import org.reciprocity.ledger.LedgerTest;
import org.reciprocity.ledger.Town;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.security.Caller;

/** What is left in a real database of commands that write first and are refused then. */
@LedgerTest
class RequestsTest {
    private static final Problem REFUSAL = Problem.of(ProblemType.PRECONDITION_FAILED, "It is another by now.");

    @Inject
    Requests requests;

    private final Caller caller = new Caller("tester", UUID.randomUUID(), Set.of());
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void somethingToWriteInto() {
        Book.change("create table written (what text not null)");
    }

    @AfterEach
    void isGone() {
        Book.change("drop table written");
    }

    @Test
    void nothingOfARefusalIsLeftButItsAnswer() {
        for (var refused :
                List.<Function<Write, Uni<Outcome>>>of(writing(() -> Outcome.refused(REFUSAL)), writing(() -> {
                    throw REFUSAL.exception();
                }))) {
            var key = UUID.randomUUID().toString();
            runs.set(0);
            assertEquals(412, ask(key, refused).getStatus());
            assertEquals(0, written());

            var again = ask(key, refused);
            assertEquals(412, again.getStatus());
            assertEquals("true", again.getHeaderString("Idempotency-Replayed"));
            assertEquals(1, runs.get(), "it was not done again");

            assertEquals(412, ask(null, refused).getStatus());
            assertEquals(0, written());
        }
    }

    @Test
    void nothingIsKeptOfWhoIsErasedWhileTheirRequestIsRefused() {
        var erased = Town.founded().participant();
        for (var erasing : List.of(false, true)) {
            var key = UUID.randomUUID().toString();
            var call = new Call(caller, "POST /participants/" + erased + "/identity", key, null, "body");
            var answer = requests.command(call, writing(() -> {
                        if (erasing) {
                            Book.change("update participant set erased_at = now() where id = '" + erased + "'");
                        }
                        return Outcome.refused(REFUSAL);
                    }))
                    .await()
                    .indefinitely();
            assertEquals(412, answer.getStatus());
            assertEquals(
                    erasing ? 0 : 1,
                    Book.number("select count(*) from answered where key = '" + key + "'"),
                    () -> "erased: " + erasing);
        }
    }

    @Test
    void theAnswerOfARefusalThatPassesIsNotKept() {
        var key = UUID.randomUUID().toString();
        var passing = Problem.of(ProblemType.BUSY, "Send the request again.");
        assertFalse(passing.type().kept());
        assertEquals(409, ask(key, writing(() -> Outcome.refused(passing))).getStatus());
        assertEquals(0, written());
        assertEquals(
                200,
                ask(key, writing(() -> new Outcome(Answer.ok(1L, "done"), List.of())))
                        .getStatus());
        assertEquals(1, written());
    }

    @Test
    void whatIsDoneIsLeftWithItsAnswer() {
        var key = UUID.randomUUID().toString();
        var done = writing(() -> new Outcome(Answer.ok(1L, "done"), List.of()));
        assertEquals(200, ask(key, done).getStatus());
        assertTrue(Boolean.parseBoolean(ask(key, done).getHeaderString("Idempotency-Replayed")));
        assertEquals(1, written());
    }

    private Function<Write, Uni<Outcome>> writing(Supplier<Outcome> outcome) {
        return write -> {
            runs.incrementAndGet();
            return write.sql()
                    .update("insert into written values ($1)", "something")
                    .map(rows -> outcome.get());
        };
    }

    private Response ask(String key, Function<Write, Uni<Outcome>> work) {
        return requests.command(new Call(caller, "POST /tests", key, null, "body"), work)
                .await()
                .indefinitely();
    }

    private static long written() {
        return Book.number("select count(*) from written");
    }
}
