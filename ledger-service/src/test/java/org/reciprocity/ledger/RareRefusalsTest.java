package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Refusals for which the database has to be in a state that no request brings about. */
@LedgerTest
class RareRefusalsTest {

    /** Lets the database refuse participants of a community, as it does when others are in the way or when it is broken. */
    private static void whileRegisteringFails(Town town, String sqlState, Runnable check) {
        Book.change("""
                create function broken() returns trigger language plpgsql as $$
                begin
                  if new.community_id = '%s' then raise exception 'broken' using errcode = '%s'; end if;
                  return new;
                end $$;
                create trigger broken before insert on participant for each row execute function broken();
                """.formatted(town.community, sqlState));
        try {
            check.run();
        } finally {
            Book.change("drop trigger broken on participant; drop function broken()");
        }
    }

    private static String somebody(Town town) {
        return "{\"communityId\":\"" + town.community + "\",\"kind\":\"person\"}";
    }

    private static void changesNothingAndMayBeSentAgain(String sqlState, Consumer<Response> refusal) {
        var town = Town.founded();
        var key = UUID.randomUUID().toString();
        long before = Book.number("select count(*) from event");
        whileRegisteringFails(
                town, sqlState, () -> refusal.accept(post("/participants", town.leadToken, key, somebody(town))));
        assertEquals(before, Book.number("select count(*) from event"));
        assertEquals(
                0,
                get("/participants?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
        var again = post("/participants", town.leadToken, key, somebody(town));
        assertEquals(201, again.statusCode(), again::asString);
        assertNull(again.header("Idempotency-Replayed"));
    }

    @Test
    void givesUpWhenOthersAreInTheWayAgainAndAgain() {
        changesNothingAndMayBeSentAgain("40P01", answer -> refused(409, "busy", answer));
    }

    @Test
    void tellsNothingOfAFaultOfItsOwn() {
        changesNothingAndMayBeSentAgain("XX000", answer -> refused(500, "internal-error", answer));
    }

    @Test
    void recordsNothingWhileTheLogIsHalted() {
        var town = Town.founded();
        var key = UUID.randomUUID().toString();
        Book.sequenced();
        Book.change("update log_head set halted = 'by a test'");
        try {
            refused(503, "log-halted", post("/participants", town.leadToken, key, somebody(town)));
            assertEquals(
                    0,
                    get("/participants?communityId=" + town.community, town.leadToken)
                            .get("items")
                            .size(),
                    "reading goes on");
        } finally {
            Book.change("update log_head set halted = null");
        }
        assertEquals(
                201, post("/participants", town.leadToken, key, somebody(town)).statusCode());
    }

    @Test
    void movesNothingToOrFromAnAccountThatIsNotThere() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var account = town.account(b, "participant").get("id").textValue();
        Book.change("delete from account where id = '" + account + "'");
        var refusal = refused(422, "account-not-open", post("/exchanges", town.leadToken, town.service(a, b, 60)));
        assertEquals(account, refusal.get("account").textValue());
        assertEquals(0, town.balance(a));
    }
}
